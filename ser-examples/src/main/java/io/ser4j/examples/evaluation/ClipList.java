package io.ser4j.examples.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
        told.add("Listed more than once, and counted once: " + more + " of the entries.");
        return new ClipList(List.copyOf(once.values()), told);
    }

    private static String meaning(LabelledClip clip) {
        return LabelMap.defaults().word(clip.label()).toLowerCase(Locale.ROOT);
    }

    /**
     * Only some of these clips.
     *
     * @param wanted which
     * @return they, with the same notes
     */
    public ClipList only(Predicate<LabelledClip> wanted) {
        return new ClipList(clips.stream().filter(wanted).toList(), notes);
    }

    /**
     * These clips without some.
     *
     * @param names the names of the others: paths, or ends of paths, or file names that only one clip has, whatever their ending
     * @return the rest, with a note of how many are left out
     * @throws EvaluationException if a name does not fit one clip
     */
    public ClipList without(List<String> names) {
        Map<Path, LabelledClip> files = new LinkedHashMap<>();
        clips.forEach(clip -> files.putIfAbsent(clip.file().toAbsolutePath().normalize(), clip));
        Set<Path> out = new ClipIndex(List.copyOf(files.values()))
                .find(names).stream()
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
