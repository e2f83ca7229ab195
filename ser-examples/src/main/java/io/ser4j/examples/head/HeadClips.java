package io.ser4j.examples.head;

import io.ser4j.examples.evaluation.Fold;
import java.util.List;

/**
 * The clips that could be heard, and those of them that the saved head is trained on.
 *
 * @param heard all of them
 * @param trained the same, or those of the train side if there is only one split: the saved head is then the one that was
 *     tested, to the bit
 * @param inFolds whether there are several splits
 */
record HeadClips(List<EmbeddedClip> heard, List<EmbeddedClip> trained, boolean inFolds) {
    static HeadClips of(List<Fold> folds, List<EmbeddedClip> heard) {
        return folds.size() > 1
                ? new HeadClips(heard, heard, true)
                : new HeadClips(heard, HeadTrial.heardOf(folds.get(0).train(), HeadTrial.byClip(heard)), false);
    }
}
