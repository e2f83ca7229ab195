package io.ser4j.features.internal;

/**
 * The continuous impulse response of the resampler: a sinc low-pass under a Kaiser window.
 *
 * <p>With {@code s = min(1, outputHz / inputHz)} and t in input samples,
 *
 * <pre>
 * h(t) = s c sinc(s c t) I0(beta sqrt(1 - (s t / H)²)) / I0(beta),   |s t| &lt;= H
 * </pre>
 *
 * c is the 6 dB point as a fraction of the lower Nyquist frequency, H half the length in samples of the lower rate; beta sets
 * the depth of the stopband. The numbers are fitted to the output of soxr's HQ recipe for white noise (see NUMERICS.md). soxr
 * itself designs two kinds of filters: one stage for a ratio of small numbers, and a chain of stages for any other, whose
 * product is a little longer.
 */
public final class KaiserSinc {
    private static final int ONE_STAGE_LIMIT = 4;

    private final double scale;
    private final double cutoff;
    private final double beta;
    private final double half;
    private final double peak;

    /**
     * The kernel for a pair of rates.
     *
     * @param up samples out, positive
     * @param down for that many samples in, positive; no common divisor
     */
    public KaiserSinc(int up, int down) {
        boolean oneStage = Math.max(up, down) <= ONE_STAGE_LIMIT;
        cutoff = oneStage ? 0.95687 : 0.95684;
        beta = oneStage ? 13.04 : 16;
        half = oneStage ? 97.25 : 110;
        scale = Math.min(1.0, (double) up / down);
        peak = besselI0(beta);
    }

    /** Half the length of the kernel in input samples: h is 0 from there on. */
    public double halfLength() {
        return half / scale;
    }

    /** Samples of the lower rate per input sample, at most 1. */
    public double scale() {
        return scale;
    }

    /** The response at t input samples from its centre. */
    public double at(double t) {
        double ratio = scale * t / half;
        double rest = 1 - ratio * ratio;
        return rest <= 0 ? 0 : scale * cutoff * sinc(scale * cutoff * t) * besselI0(beta * Math.sqrt(rest)) / peak;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    /** The modified Bessel function of the first kind and order 0 by its power series, all of whose terms are positive. */
    static double besselI0(double x) {
        double quarter = x * x / 4;
        double term = 1;
        double sum = 1;
        for (int k = 1; term > sum * 1e-17; k++) {
            term *= quarter / ((double) k * k);
            sum += term;
        }
        return sum;
    }
}
