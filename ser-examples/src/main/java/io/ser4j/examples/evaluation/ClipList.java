package io.ser4j.examples.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The clips that a loader has found, and what it left out.
 *
 * @param clips in the order of their corpora and paths
 * @param notes what was left out and why, one sentence each
 */
public record ClipList(List<LabelledClip> clips, List<String> notes) {
    private static final int MOST_NAMED = 10;

    /**
     * Copies the lists.
     *
     * @param clips as above
     * @param notes as above
     */
    public ClipList {
        clips = List.copyOf(clips);
        notes = List.copyOf(notes);
    }

    /**
     * These clips and others.
     *
     * @param other what follows
     * @return both
     */
    public ClipList plus(ClipList other) {
        List<LabelledClip> all = new ArrayList<>(clips);
        all.addAll(other.clips);
        List<String> told = new ArrayList<>(notes);
        told.addAll(other.notes);
        return new ClipList(all, told);
    }

    /**
     * These clips, each file once: as its first entry has it.
     *
     * @return the clips, with a note where a file stood in the list more often
     * @throws EvaluationException if a file has two labels that do not mean the same
     */
    public ClipList distinct() {
        Map<Path, LabelledClip> once = new LinkedHashMap<>();
        for (LabelledClip clip : clips) {
            LabelledClip first = once.putIfAbsent(clip.file().toAbsolutePath().normalize(), clip);
            if (first != null && !meaning(first).equals(meaning(clip))) {
                throw new EvaluationException("a clip must have one label, but " + clip.file() + " has two, "
                        + first.label() + " and " + clip.label());
            }
        }
        int more = clips.size() - once.size();
        if (more == 0) {
            return this;
        }
        List<String> told = new ArrayList<>(notes);
        told.add("Duplicate entries, counted once: " + more + ".");
        return new ClipList(List.copyOf(once.values()), told);
    }

    /**
     * These clips, with one spelling for each speaker and each text: where two differ in nothing but case, forms of Unicode, blanks,
     * hyphens and underscores, or in the zeros before a speaker's number, the first stands for both. A speaker of whose name nothing is
     * left without these is not named.
     *
     * @return the clips, with a note where a name was spelled in several ways
     */
    public ClipList spelledAlike() {
        Map<String, Set<String>> speakers = new LinkedHashMap<>();
        Map<String, String> texts = new HashMap<>();
        List<LabelledClip> alike = new ArrayList<>();
        for (LabelledClip clip : clips) {
            String words = Spelling.key(clip.text());
            String text =
                    words.isEmpty() ? "" : texts.computeIfAbsent(clip.corpus() + ": " + words, other -> clip.text());
            String key = Spelling.speaker(clip.speaker());
            if (key.isEmpty()) {
                alike.add(clip.with("", text));
            } else {
                Set<String> spellings = speakers.computeIfAbsent(key, name -> new LinkedHashSet<>());
                spellings.add(clip.speaker());
                alike.add(clip.with(spellings.iterator().next(), text));
            }
        }
        List<String> told = new ArrayList<>(notes);
        List<String> several = speakers.values().stream()
                .filter(spellings -> spellings.size() > 1)
                .map(spellings -> String.join(" = ", spellings))
                .toList();
        if (!several.isEmpty()) {
            told.add("Spellings treated as one speaker: "
                    + String.join("; ", several.subList(0, Math.min(MOST_NAMED, several.size())))
                    + (several.size() > MOST_NAMED ? "; ..." : "."));
        }
        return new ClipList(alike, told);
    }

    private static String meaning(LabelledClip clip) {
        return LabelMap.defaults().word(clip.label()).toLowerCase(Locale.ROOT);
    }

    /**
     * Only some of these clips.
     *
     * @param wanted which
     * @param words what they are called in the note, such as {@code speaker=anna}
     * @return they, with a note of how many there are
     */
    public ClipList only(Predicate<LabelledClip> wanted, String words) {
        List<LabelledClip> kept = clips.stream().filter(wanted).toList();
        List<String> told = new ArrayList<>(notes);
        told.add(String.format(Locale.ROOT, "Only %s: %,d of %,d clips.", words, kept.size(), clips.size()));
        return new ClipList(kept, told);
    }

    /**
     * The clips that names mean.
     *
     * @param names paths, or ends of paths, or file names that only one clip has, whatever their ending
     * @return a clip for each name, the first where a file is listed twice
     * @throws EvaluationException if a name does not fit one clip
     */
    public List<LabelledClip> named(List<String> names) {
        Map<Path, LabelledClip> files = new LinkedHashMap<>();
        clips.forEach(clip -> files.putIfAbsent(clip.file().toAbsolutePath().normalize(), clip));
        return new ClipIndex(List.copyOf(files.values())).find(names);
    }

    /**
     * These clips without some.
     *
     * @param names the names of the others: paths, or ends of paths, or file names that only one clip has, whatever their ending
     * @return the rest, with a note of how many are left out
     * @throws EvaluationException if a name does not fit one clip
     */
    public ClipList without(List<String> names) {
        Set<Path> out = named(names).stream()
                .map(clip -> clip.file().toAbsolutePath().normalize())
                .collect(Collectors.toSet());
        List<String> told = new ArrayList<>(notes);
        told.add("Left out as asked: " + out.size() + (out.size() == 1 ? " clip." : " clips."));
        return new ClipList(
                clips.stream()
                        .filter(clip ->
                                !out.contains(clip.file().toAbsolutePath().normalize()))
                        .toList(),
                told);
    }
}
