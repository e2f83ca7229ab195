package io.ser4j.examples.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * How well confidence matches being right, over bins of equal width (Naeini et al., "Obtaining Well Calibrated Probabilities Using
 * Bayesian Binning", AAAI 2015; Guo et al., "On Calibration of Modern Neural Networks", ICML 2017).
 *
 * @param bins in the order of confidence; empty ones too
 */
public record Calibration(List<Bin> bins) {
    /** As many bins as the literature has. */
    public static final int BINS = 15;

    /**
     * The answers of about the same confidence.
     *
     * @param low the bin is above this confidence, and the first one includes it
     * @param high and up to this one
     * @param count how many answers
     * @param confidence their mean confidence, 0 where there are none
     * @param accuracy the share that is right, 0 where there are none
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
     * The expected calibration error: the mean distance of accuracy from confidence, each bin weighted by its answers.
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
