package io.ser4j.features.internal;

/** A rational resampling filter: output k is the sum of input samples around k M / L under the kernel's phase (k M mod L). */
public final class PolyphaseFilter {
    /** Taps are summed in groups of this many; see {@link #dot}. */
    static final int GROUP = 8;

    private final int up;
    private final int down;
    private final int before;
    private final int taps;
    private final double[] coefficients;

    /** The filter that makes {@code up} samples out of {@code down}; the two have no common divisor. */
    public PolyphaseFilter(KaiserSinc kernel, int up, int down) {
        this.up = up;
        this.down = down;
        int reach = (int) Math.ceil(kernel.halfLength());
        before = reach - 1;
        taps = (2 * reach + GROUP - 1) / GROUP * GROUP;
        coefficients = new double[Math.multiplyExact(up, taps)];
        for (int phase = 0; phase < up; phase++) {
            fill(kernel, phase);
        }
    }

    private void fill(KaiserSinc kernel, int phase) {
        double shift = (double) phase / up;
        double sum = 0;
        for (int j = 0; j < taps; j++) {
            sum += coefficients[phase * taps + j] = kernel.at(j - before - shift);
        }
        for (int j = 0; j < taps; j++) {
            coefficients[phase * taps + j] /= sum;
        }
    }

    /** The index of the first input sample that output k needs; negative before the beginning, where silence is. */
    public long firstInput(long k) {
        return Math.floorDiv(k * down, (long) up) - before;
    }

    /** The number of consecutive input samples that each output needs. */
    public int taps() {
        return taps;
    }

    /**
     * Computes outputs [k, k + count) into the target.
     *
     * @param input input samples; the one at index 0 is that of absolute index {@code origin}
     */
    public void run(float[] input, long origin, long k, float[] target, int offset, int count) {
        for (int i = 0; i < count; i++) {
            int phase = (int) ((k + i) * down % up);
            target[offset + i] = (float) dot(input, (int) (firstInput(k + i) - origin), phase * taps);
        }
    }

    private double dot(float[] x, int at, int row) {
        double[] c = coefficients;
        double sum = 0;
        for (int j = 0; j < taps; j += GROUP) {
            int i = at + j;
            int r = row + j;
            sum += ((c[r] * x[i] + c[r + 1] * x[i + 1]) + (c[r + 2] * x[i + 2] + c[r + 3] * x[i + 3]))
                    + ((c[r + 4] * x[i + 4] + c[r + 5] * x[i + 5]) + (c[r + 6] * x[i + 6] + c[r + 7] * x[i + 7]));
        }
        return sum;
    }
}
