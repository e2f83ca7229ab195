package io.ser4j;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * An emotion and its probability.
 *
 * @param emotion the class
 * @param probability its probability in [0, 1]
 */
public record EmotionScore(Emotion emotion, double probability) {
    /** As much as ten probabilities of two decimals may be off. */
    private static final double SUM_TOLERANCE = 0.05;

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

    /** The sum of the probabilities of all classes, which must be 1; they may have been rounded to two decimals. */
    static double requireWhole(List<EmotionScore> scores) {
        double sum = scores.stream().mapToDouble(EmotionScore::probability).sum();
        if (Math.abs(sum - 1) > SUM_TOLERANCE) {
            throw new IllegalArgumentException(
                    "probabilities must add up to 1, but added up to " + sum + ": " + scores);
        }
        return sum;
    }

    /** Returns the label and the probability with two decimals, such as {@code happy 0.91}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %.2f", emotion, probability);
    }
}
