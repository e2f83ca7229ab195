package io.ser4j.features;

/**
 * The definition, in double, one kernel value per product: y(k) = sum x(i) h(i - k r) / sum h(i - k r) with r = input rate /
 * output rate, over all i in reach of the kernel, x being 0 outside of the signal. The kernel's Bessel function is taken from
 * its integral, not from a series.
 */
final class NaiveResampler {
    private static final int ANGLES = 24;

    private static final double PEAK_SIMPLE = bessel(13.04);
    private static final double PEAK = bessel(16);

    private NaiveResampler() {}

    static double output(float[] x, long k, int inputHz, int outputHz) {
        if (inputHz == outputHz) {
            return x[(int) k];
        }
        long whole = k * inputHz / outputHz;
        double fraction = (double) (k * inputHz % outputHz) / outputHz;
        double scale = Math.min(1, (double) outputHz / inputHz);
        boolean simple = isSimple(inputHz, outputHz);
        double half = simple ? 97.25 : 110;
        long reach = (long) Math.ceil(half / scale) + 1;
        double sum = 0;
        double weights = 0;
        for (long d = -reach; d <= reach; d++) {
            double weight = kernel((d - fraction) * scale, simple);
            weights += weight;
            long i = whole + d;
            if (i >= 0 && i < x.length) {
                sum += weight * x[(int) i];
            }
        }
        return sum / weights;
    }

    private static boolean isSimple(int inputHz, int outputHz) {
        for (int up = 1; up <= 4; up++) {
            for (int down = 1; down <= 4; down++) {
                if ((long) inputHz * up == (long) outputHz * down) {
                    return true;
                }
            }
        }
        return false;
    }

    private static double kernel(double t, boolean simple) {
        double half = simple ? 97.25 : 110;
        double beta = simple ? 13.04 : 16;
        double cutoff = simple ? 0.95687 : 0.95684;
        if (Math.abs(t) >= half) {
            return 0;
        }
        double sinc = t == 0 ? 1 : Math.sin(Math.PI * cutoff * t) / (Math.PI * cutoff * t);
        return sinc * bessel(beta * Math.sqrt(1 - t * t / (half * half))) / (simple ? PEAK_SIMPLE : PEAK);
    }

    /** I0(x) = 1/pi times the integral of exp(x cos a) over [0, pi]; the midpoint rule converges exponentially on it. */
    private static double bessel(double x) {
        double sum = 0;
        for (int i = 0; i < ANGLES; i++) {
            sum += Math.exp(x * Math.cos(Math.PI * (i + 0.5) / ANGLES));
        }
        return sum / ANGLES;
    }
}
