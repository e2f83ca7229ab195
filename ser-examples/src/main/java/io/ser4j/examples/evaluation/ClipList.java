package io.ser4j.examples.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

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
     * These clips, each once.
     *
     * @return the clips, with a note where one stood in the list more often
     */
    public ClipList distinct() {
        List<LabelledClip> once = clips.stream().distinct().toList();
        int more = clips.size() - once.size();
        return more == 0
                ? this
                : new ClipList(once, notes)
                        .noting("Listed more than once, and counted once: " + more + " of the entries.");
    }

    private ClipList noting(String note) {
        List<String> told = new ArrayList<>(notes);
        told.add(note);
        return new ClipList(clips, told);
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
}
