package io.ser4j.examples.cli;

import io.ser4j.EmotionClassifierBuilder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options {@code --labels}, {@code --merge} and {@code --threshold}. */
final class AnswerOptions {
    @Mixin
    private ClassOptions classes;

    @Option(
            names = "--threshold",
            paramLabel = "PROBABILITY",
            description = "Name an emotion only if its probability is at least this, in [0, 1]; otherwise the answer is"
                    + " undecided. Default: 0.")
    private double threshold;

    /** The minimum probability of a decision. */
    double threshold() {
        return threshold;
    }

    /**
     * Applies the options to a builder.
     *
     * @throws IllegalArgumentException if they are invalid or contradict each other
     */
    void applyTo(EmotionClassifierBuilder builder) {
        builder.threshold(threshold);
        classes.applyTo(builder);
    }
}
