package io.ser4j.examples.evaluation;

import java.util.List;
import java.util.Objects;

/**
 * One division of clips into two sides.
 *
 * @param name what is special about the side to be judged, such as a speaker
 * @param train what may be learnt from; empty where nothing is learnt
 * @param test what is judged
 */
public record Fold(String name, List<LabelledClip> train, List<LabelledClip> test) {
    /**
     * Copies the lists.
     *
     * @param name as above
     * @param train as above
     * @param test as above
     */
    public Fold {
        Objects.requireNonNull(name, "name");
        train = List.copyOf(train);
        test = List.copyOf(test);
    }
}
