package io.ser4j.features.internal;

/**
 * A filter for rates with too many phases for a table of their own, such as 44101 to 22050 Hz. One half of the kernel is kept
 * at {@value #RESOLUTION} points per sample of the lower rate, and each coefficient is read from it by cubic interpolation
 * (Lagrange, four points). The error of that is at most 3/128 (pi/256)^4, or -185 dB. The weights of each output are
 * normalised to the sum 1. Outputs that are {@code up} apart have the same weights, which are then computed once.
 */
final class InterpolatedFilter implements ResamplingFilter {
    private static final int RESOLUTION = 256;

    private final int up;
    private final int down;
    private final int before;
    private final int taps;
    private final double step;
    private final double[] table;

    InterpolatedFilter(KaiserSinc kernel, int up, int down) {
        this.up = up;
        this.down = down;
        taps = PolyphaseFilter.taps(kernel);
        before = taps / 2 - 1;
        step = kernel.scale() * RESOLUTION;
        table = new double[(int) Math.ceil((taps / 2 + 1) * step) + 4];
        for (int i = 0; i < table.length; i++) {
            table[i] = kernel.at((i - 1) / step);
        }
    }

    @Override
    public long firstInput(long k) {
        return Math.floorDiv(k * down, (long) up) - before;
    }

    @Override
    public int taps() {
        return taps;
    }

    @Override
    public void run(Input input, long first, float[] target, int offset, int count) {
        float[] x = input.samples();
        double[] weights = new double[taps];
        for (int phase = 0; phase < Math.min(up, count); phase++) {
            double total = weights(first + phase, weights);
            // Counted as a long, since the last output plus up may exceed an int.
            for (long i = phase; i < count; i += up) {
                int at = (int) (firstInput(first + i) - input.origin());
                double sum = 0;
                for (int j = 0; j < taps; j++) {
                    sum += weights[j] * x[at + j];
                }
                target[offset + (int) i] = (float) (sum / total);
            }
        }
    }

    /** Computes the weights for an output; returns their sum. */
    private double weights(long k, double[] weights) {
        double shift = before + (double) (k * down % up) / up;
        double total = 0;
        for (int j = 0; j < taps; j++) {
            weights[j] = kernel(Math.abs(j - shift) * step);
            total += weights[j];
        }
        return total;
    }

    private double kernel(double position) {
        int i = (int) position;
        double t = position - i;
        double outer = t * (t - 1) / 6;
        double inner = (t + 1) * (t - 2) / 2;
        return (table[i + 3] * (t + 1) - table[i] * (t - 2)) * outer
                + (table[i + 1] * (t - 1) - table[i + 2] * t) * inner;
    }
}
