package io.ser4j.examples.head;

import io.ser4j.Emotion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The average logits of a head, which it needs to learn voices.
 *
 * @param rows for each class, in order, the mean logits of its clips, a number for each class; the mean of each clip's logits is
 *     subtracted first. See {@link io.ser4j.spi.ModelSpec#EMOTION_MEAN_LOGITS}
 */
public record AverageLogits(List<List<Double>> rows) {
    /**
     * Copies and checks the rows.
     *
     * @param rows as above
     * @throws IllegalArgumentException if a row does not have a finite number for each class
     */
    public AverageLogits {
        rows = rows.stream().map(List::copyOf).toList();
        int classes = rows.size();
        for (List<Double> row : rows) {
            if (row.size() != classes || !row.stream().allMatch(Double::isFinite)) {
                throw new IllegalArgumentException(
                        "each of the " + classes + " rows must have as many finite numbers, but one was " + row);
            }
        }
    }

    /**
     * Computes them.
     *
     * @param answers to clips that were not trained on
     * @param classes the classes of the head; answers of heads trained on fewer are ignored
     * @return empty if there is no answer to a clip of some class
     */
    static Optional<AverageLogits> of(List<Answer> answers, List<Emotion> classes) {
        List<List<Double>> rows = new ArrayList<>();
        for (Emotion emotion : classes) {
            List<double[]> centred = answers.stream()
                    .filter(answer -> answer.emotion().equals(emotion) && answer.logits().length == classes.size())
                    .map(answer -> centred(answer.logits()))
                    .toList();
            if (centred.isEmpty()) {
                return Optional.empty();
            }
            rows.add(IntStream.range(0, classes.size())
                    .mapToObj(i -> centred.stream()
                            .mapToDouble(logits -> logits[i] / centred.size())
                            .sum())
                    .toList());
        }
        return Optional.of(new AverageLogits(rows));
    }

    /** The mean over classes, a number for each class. See {@link io.ser4j.spi.ModelSpec#MEAN_LOGITS}. */
    List<Double> mean() {
        return IntStream.range(0, rows.size())
                .mapToObj(i -> rows.stream()
                        .mapToDouble(row -> row.get(i) / rows.size())
                        .sum())
                .toList();
    }

    /** The rows as a property of a file. */
    String property() {
        return rows.stream().map(AverageLogits::property).collect(Collectors.joining(";"));
    }

    /** One row as a property of a file. */
    static String property(List<Double> row) {
        return row.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static double[] centred(double[] logits) {
        double mean = DoubleStream.of(logits).average().orElseThrow();
        return IntStream.range(0, logits.length)
                .mapToDouble(i -> logits[i] - mean)
                .toArray();
    }
}
