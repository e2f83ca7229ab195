package io.ser4j.examples.cli;

import io.ser4j.Emotion;
import io.ser4j.EmotionClassifierBuilder;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options {@code --labels} and {@code --merge}. */
final class ClassOptions {
    private static final String SEPARATOR = ",";

    @Option(
            names = "--labels",
            paramLabel = "LABEL",
            split = SEPARATOR,
            description =
                    "Keep only these classes of the model, at least two, as if it did not have the others; 'evaluate'"
                            + " also skips clips of the others. Default: all.")
    private List<String> labels = List.of();

    @Option(
            names = "--merge",
            paramLabel = "NEW=LABEL,...",
            description = "Merge classes into one, whose probability is the sum of theirs. May be repeated; --labels is"
                    + " applied first.")
    private List<String> merges = List.of();

    /**
     * Applies the options to a builder.
     *
     * @throws IllegalArgumentException if they are invalid or contradict each other
     */
    void applyTo(EmotionClassifierBuilder builder) {
        if (!labels.isEmpty()) {
            builder.labels(emotions(labels.stream()));
        }
        for (String merge : merges) {
            String[] sides = merge.split("=", 2);
            if (sides.length < 2) {
                throw new IllegalArgumentException(
                        "--merge must be NEW=LABEL,..., such as negative=angry,sad, but was \"" + merge + '"');
            }
            Emotion merged = new Emotion(sides[0]);
            if (Moment.isReserved(merged)) {
                throw new IllegalArgumentException(
                        "--merge must not form a class called silence or undecided, which stand for no decision, but forms "
                                + sides[0]);
            }
            builder.merge(merged, emotions(Stream.of(sides[1].split(SEPARATOR))));
        }
    }

    private static Emotion[] emotions(Stream<String> labels) {
        return labels.map(String::strip).map(Emotion::new).toArray(Emotion[]::new);
    }
}
