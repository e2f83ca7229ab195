package io.ser4j.examples.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A 95 % interval by the bootstrap over speakers: whole speakers are drawn with replacement, for clips of one speaker are no
 * independent evidence (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, percentile interval).
 *
 * @param low the 2.5th percentile of the draws
 * @param high the 97.5th
 */
public record Interval(double low, double high) {
    /** How often all speakers are drawn. */
    static final int DRAWS = 2_000;

    /** Fixed, so that a report can be made again. */
    static final long SEED = 20_260_101;

    private static final double TAIL = 0.025;

    /**
     * The interval of a figure.
     *
     * @param speakers each speaker's confusion matrix
     * @param figure what is computed of each draw's confusion matrix
     * @return the interval, or empty where fewer than two speakers leave nothing to draw
     */
    static Optional<Interval> of(Map<String, ConfusionMatrix> speakers, ToDoubleFunction<ConfusionMatrix> figure) {
        if (speakers.size() < 2) {
            return Optional.empty();
        }
        List<ConfusionMatrix> all = List.copyOf(new TreeMap<>(speakers).values());
        Random random = new Random(SEED);
        double[] draws = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            draws[i] = figure.applyAsDouble(ConfusionMatrix.sum(IntStream.range(0, all.size())
                    .mapToObj(k -> all.get(random.nextInt(all.size())))
                    .toList()));
        }
        Arrays.sort(draws);
        return Optional.of(new Interval(percentile(draws, TAIL), percentile(draws, 1 - TAIL)));
    }

    /** Between the two nearest draws, linearly. */
    private static double percentile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
