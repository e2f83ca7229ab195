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
 * The three numbers are fitted to the output of soxr's HQ recipe for white noise (see NUMERICS.md): the 6 dB point c, as a
 * fraction of the lower Nyquist frequency; the half-length H, in samples of the lower rate; and beta, which puts the stopband
 * below -150 dB.
 */
public final class KaiserSinc {
    /** The 6 dB point as a fraction of the lower of the two Nyquist frequencies. */
    public static final double CUTOFF = 0.95684;

    /** The shape of the Kaiser window. */
    public static final double BETA = 16.0;

    /** Half the length of the kernel in samples of the lower rate. */
    public static final int HALF_LENGTH = 110;

    private static final double PEAK = besselI0(BETA);

    private final double scale;

    /** A kernel for a pair of positive rates. */
    public KaiserSinc(int inputHz, int outputHz) {
        scale = Math.min(1.0, (double) outputHz / inputHz);
    }

    /** Half the length of the kernel in input samples: h is 0 from there on. */
    public double halfLength() {
        return HALF_LENGTH / scale;
    }

    /** The response at t input samples from its centre. */
    public double at(double t) {
        double ratio = scale * t / HALF_LENGTH;
        double rest = 1 - ratio * ratio;
        return rest <= 0 ? 0 : scale * CUTOFF * sinc(scale * CUTOFF * t) * besselI0(BETA * Math.sqrt(rest)) / PEAK;
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
