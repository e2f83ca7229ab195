package io.ser4j;

import java.util.Locale;
import java.util.Objects;

/**
 * One emotion and how probable the model holds it to be.
 *
 * @param emotion the class
 * @param probability its probability in [0, 1]
 */
public record EmotionScore(Emotion emotion, double probability) {
    /**
     * Checks the probability.
     *
     * @param emotion as above
     * @param probability as above
     * @throws IllegalArgumentException if the probability is not in [0, 1]
     */
    public EmotionScore {
        Objects.requireNonNull(emotion, "emotion");
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must be in [0, 1], but was " + probability);
        }
    }

    /** Returns the label and the probability with two decimals, such as {@code happy 0.91}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %.2f", emotion, probability);
    }
}
