package io.ser4j.features.internal;

import java.util.Arrays;

/**
 * A filter with a row of coefficients for each of its {@code up} phases, each normalised to the sum 1.
 *
 * <p>Output k uses row {@code k * down mod up}, so outputs k, k + up, k + 2 up, ... share a row while their input moves on by
 * {@code down} samples. Long stretches are therefore computed phase by phase over a transposed copy of the input, in which
 * neighbouring outputs of a phase read neighbouring samples: element-wise loops that the compiler vectorises, which it does not
 * do with the reduction of a dot product. Four taps at a time and a tile of {@value #TILE} outputs are the fastest that
 * measurement found; eight taps a pass are not vectorised at all. Short stretches are dot products. Both sum in the same order,
 * so they give the same bits.
 *
 * <p>Sums are formed in float, which halves the time; rounding errors stay some 20 dB below what the filter has to achieve (see
 * NUMERICS.md). A Fourier transform would need fewer operations, as soxr shows, but only where the reduced rates have small
 * factors (24414 to 22050 Hz is 4069 to 3675, and 4069 is 13 times 313).
 */
final class PolyphaseFilter implements ResamplingFilter {
    private static final int GROUP = 4;
    private static final int TILE = 256;
    private static final int SHORTEST_TILE = 32;

    private final int up;
    private final int down;
    private final int before;
    private final int taps;
    private final float[] coefficients;

    PolyphaseFilter(KaiserSinc kernel, int up, int down) {
        this.up = up;
        this.down = down;
        taps = taps(kernel);
        before = taps / 2 - 1;
        coefficients = new float[up * taps];
        for (int phase = 0; phase < up; phase++) {
            fill(kernel, phase);
        }
    }

    /** The number of taps of a kernel: all that can be other than 0, filled up to whole groups on both sides. */
    static int taps(KaiserSinc kernel) {
        int pairs = (int) Math.ceil(2 * Math.ceil(kernel.halfLength()) / GROUP);
        return pairs * GROUP;
    }

    private void fill(KaiserSinc kernel, int phase) {
        double shift = before + (double) phase / up;
        int row = phase * taps;
        double[] values = new double[taps];
        double sum = 0;
        for (int j = 0; j < taps; j++) {
            values[j] = kernel.at(j - shift);
            sum += values[j];
        }
        for (int j = 0; j < taps; j++) {
            coefficients[row + j] = (float) (values[j] / sum);
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

    private int row(long k) {
        return (int) (k * down % up) * taps;
    }

    @Override
    public void run(Input input, long first, float[] target, int offset, int count) {
        int done = 0;
        if (count / up >= SHORTEST_TILE) {
            Tile tile = new Tile(Math.min(TILE, count / up));
            for (int periods = tile.width; periods >= SHORTEST_TILE; periods = Math.min(TILE, (count - done) / up)) {
                tile.load(input, firstInput(first + done), periods);
                tile.run(first + done, target, offset + done, periods);
                done += periods * up;
            }
        }
        for (; done < count; done++) {
            long k = first + done;
            target[offset + done] = dot(input.samples(), (int) (firstInput(k) - input.origin()), row(k));
        }
    }

    private float dot(float[] x, int at, int row) {
        float[] c = coefficients;
        float sum = 0;
        for (int j = 0; j < taps; j += GROUP) {
            int i = at + j;
            int r = row + j;
            sum += (c[r] * x[i] + c[r + 1] * x[i + 1]) + (c[r + 2] * x[i + 2] + c[r + 3] * x[i + 3]);
        }
        return sum;
    }

    /**
     * Scratch space for up to {@code width} periods of {@code up} outputs: column u holds samples u, u + down, u + 2 down, ...
     * The first {@code down} columns reach further than a period needs, since each later one is a stretch of one of them.
     */
    private final class Tile {
        final int width;
        private final float[][] columns;
        private final float[] sums;

        Tile(int width) {
            this.width = width;
            columns = new float[(int) (firstInput(up - 1) - firstInput(0)) + 1 + taps][];
            for (int u = 0; u < columns.length; u++) {
                columns[u] = new float[u < down ? reach(width) : width];
            }
            sums = new float[width];
        }

        private int reach(int periods) {
            return periods + (columns.length - 1) / down;
        }

        void load(Input input, long start, int periods) {
            float[] x = input.samples();
            int at = (int) (start - input.origin());
            int reach = reach(periods);
            for (int u = 0; u < Math.min(down, columns.length); u++) {
                float[] column = columns[u];
                // The last columns of the last period may reach beyond the input; no output reads them there.
                int inside = Math.min(reach, Math.max(0, (x.length - at - u + down - 1) / down));
                for (int q = 0, i = at + u; q < inside; q++, i += down) {
                    column[q] = x[i];
                }
                Arrays.fill(column, inside, reach, 0);
            }
            for (int u = down; u < columns.length; u++) {
                System.arraycopy(columns[u % down], u / down, columns[u], 0, periods);
            }
        }

        void run(long first, float[] target, int offset, int periods) {
            long start = firstInput(first);
            for (int p = 0; p < up; p++) {
                int u = (int) (firstInput(first + p) - start);
                int row = row(first + p);
                Arrays.fill(sums, 0, periods, 0);
                for (int j = 0; j < taps; j += GROUP) {
                    accumulate(sums, periods, columns, u + j, coefficients, row + j);
                }
                for (int q = 0; q < periods; q++) {
                    target[offset + p + q * up] = sums[q];
                }
            }
        }

        private static void accumulate(float[] y, int n, float[][] x, int u, float[] c, int r) {
            float[] x0 = x[u];
            float[] x1 = x[u + 1];
            float[] x2 = x[u + 2];
            float[] x3 = x[u + 3];
            float c0 = c[r];
            float c1 = c[r + 1];
            float c2 = c[r + 2];
            float c3 = c[r + 3];
            for (int i = 0; i < n; i++) {
                y[i] += (c0 * x0[i] + c1 * x1[i]) + (c2 * x2[i] + c3 * x3[i]);
            }
        }
    }
}
