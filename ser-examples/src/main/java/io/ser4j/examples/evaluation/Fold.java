package io.ser4j.examples.evaluation;

import java.util.List;
import java.util.Objects;

/**
 * One split of clips into a train side and a test side.
 *
 * @param name what is special about the test side, such as a speaker
 * @param train the clips that may be trained on; empty if there are none
 * @param test the clips to score
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
