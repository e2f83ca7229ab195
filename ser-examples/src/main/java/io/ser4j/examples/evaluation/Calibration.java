package io.ser4j.examples.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * How well confidence matches accuracy, in bins of equal width (Naeini et al., "Obtaining Well Calibrated Probabilities Using
 * Bayesian Binning", AAAI 2015; Guo et al., "On Calibration of Modern Neural Networks", ICML 2017).
 *
 * @param bins in order of confidence, empty ones included
 */
public record Calibration(List<Bin> bins) {
    /** The number of bins, as is usual in the literature. */
    public static final int BINS = 15;

    /**
     * The answers in one range of confidence.
     *
     * @param low the lower end of the range, exclusive except in the first bin
     * @param high the upper end of the range, inclusive
     * @param count the number of answers
     * @param confidence their mean confidence, 0 if there are none
     * @param accuracy the share of right answers, 0 if there are none
     */
    public record Bin(double low, double high, long count, double confidence, double accuracy) {}

    /**
     * Copies the bins.
     *
     * @param bins as above
     */
    public Calibration {
        bins = List.copyOf(bins);
    }

    /**
     * Sorts answers into {@value #BINS} bins.
     *
     * @param judgements the answers
     * @return the bins
     */
    public static Calibration of(List<Judgement> judgements) {
        long[] counts = new long[BINS];
        double[] confidences = new double[BINS];
        long[] right = new long[BINS];
        for (Judgement judgement : judgements) {
            int bin = Math.max(0, (int) Math.ceil(judgement.confidence() * BINS) - 1);
            counts[bin]++;
            confidences[bin] += judgement.confidence();
            right[bin] += judgement.isRight() ? 1 : 0;
        }
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            double count = Math.max(1, counts[i]);
            bins.add(new Bin(
                    i / (double) BINS, (i + 1) / (double) BINS, counts[i], confidences[i] / count, right[i] / count));
        }
        return new Calibration(bins);
    }

    /**
     * The expected calibration error: the mean absolute difference between accuracy and confidence, each bin weighted by its
     * number of answers.
     *
     * @return in [0, 1]; 0 without answers
     */
    public double error() {
        long total = bins.stream().mapToLong(Bin::count).sum();
        return bins.stream()
                .mapToDouble(bin -> bin.count() * Math.abs(bin.accuracy() - bin.confidence()) / Math.max(1, total))
                .sum();
    }
}
