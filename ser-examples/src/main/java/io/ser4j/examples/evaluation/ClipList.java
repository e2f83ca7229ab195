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
 * The clips that a loader has found, with notes on what it left out.
 *
 * @param clips the clips, in the order of their loader
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
     * These clips, followed by others.
     *
     * @param other the other clips
     * @return the clips and notes of both
     */
    public ClipList plus(ClipList other) {
        List<LabelledClip> all = new ArrayList<>(clips);
        all.addAll(other.clips);
        List<String> told = new ArrayList<>(notes);
        told.addAll(other.notes);
        return new ClipList(all, told);
    }

    /**
     * These clips with each file only once, as in its first entry.
     *
     * @return the clips, with a note if a file was listed more than once
     * @throws EvaluationException if a file has two labels with different meanings
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
     * These clips with one spelling per speaker and text: names that differ only in case, Unicode form, blanks, hyphens and
     * underscores, or in leading zeros of a speaker's number, are replaced by the first of them. A speaker whose name has no
     * other characters than blanks, hyphens and underscores counts as not named.
     *
     * @return the clips, with a note if a speaker was spelled in several ways
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
     * The clips that satisfy a condition.
     *
     * @param wanted the condition
     * @param words the condition as the note states it, such as {@code speaker=anna}
     * @return the clips, with a note of how many they are
     */
    public ClipList only(Predicate<LabelledClip> wanted, String words) {
        List<LabelledClip> kept = clips.stream().filter(wanted).toList();
        List<String> told = new ArrayList<>(notes);
        told.add(String.format(Locale.ROOT, "Only %s: %,d of %,d clips.", words, kept.size(), clips.size()));
        return new ClipList(kept, told);
    }

    /**
     * Finds clips by name.
     *
     * @param names paths, or ends of paths, or file names that only one clip has, whatever the extension
     * @return a clip for each name; if a file is listed twice, its first entry
     * @throws EvaluationException if a name does not fit exactly one clip
     */
    public List<LabelledClip> named(List<String> names) {
        Map<Path, LabelledClip> files = new LinkedHashMap<>();
        clips.forEach(clip -> files.putIfAbsent(clip.file().toAbsolutePath().normalize(), clip));
        return new ClipIndex(List.copyOf(files.values())).find(names);
    }

    /**
     * These clips without those that names mean.
     *
     * @param names the names of the clips to leave out: paths, or ends of paths, or file names that only one clip has, whatever
     *     the extension
     * @return the rest, with a note of how many are left out
     * @throws EvaluationException if a name does not fit exactly one clip
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
