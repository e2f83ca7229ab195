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
 * A 95 % interval by bootstrap over speakers: whole speakers are drawn with replacement, since clips of one speaker are not
 * independent (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, percentile interval).
 *
 * @param low the 2.5th percentile of the draws
 * @param high the 97.5th percentile
 * @param withEveryClass the share of the draws in which every class had clips, in [0, 1]; in the others, a mean over classes is
 *     over those that had clips
 */
public record Interval(double low, double high, double withEveryClass) {
    /** The number of draws. */
    static final int DRAWS = 2_000;

    /** Fixed, so that reports are reproducible. */
    static final long SEED = 20_260_101;

    /** The smallest number of speakers; with fewer, there are hardly any different draws. */
    public static final int MIN_SPEAKERS = 4;

    private static final double TAIL = 0.025;

    /**
     * The interval of a figure.
     *
     * @param speakers each speaker's confusion matrix
     * @param figure the figure computed from each draw's confusion matrix
     * @return the interval, or empty if there are fewer than {@value #MIN_SPEAKERS} speakers to draw from
     */
    static Optional<Interval> of(Map<String, ConfusionMatrix> speakers, ToDoubleFunction<ConfusionMatrix> figure) {
        if (speakers.size() < MIN_SPEAKERS) {
            return Optional.empty();
        }
        List<ConfusionMatrix> all = List.copyOf(new TreeMap<>(speakers).values());
        Random random = new Random(SEED);
        double[] draws = new double[DRAWS];
        int classes = ConfusionMatrix.sum(all).truthClasses().size();
        int whole = 0;
        for (int i = 0; i < DRAWS; i++) {
            ConfusionMatrix drawn = ConfusionMatrix.sum(IntStream.range(0, all.size())
                    .mapToObj(k -> all.get(random.nextInt(all.size())))
                    .toList());
            draws[i] = figure.applyAsDouble(drawn);
            whole += drawn.truthClasses().size() == classes ? 1 : 0;
        }
        Arrays.sort(draws);
        return Optional.of(new Interval(percentile(draws, TAIL), percentile(draws, 1 - TAIL), (double) whole / DRAWS));
    }

    /** Interpolates linearly between the two nearest draws. */
    private static double percentile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
