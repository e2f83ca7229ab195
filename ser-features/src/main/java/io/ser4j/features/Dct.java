package io.ser4j.features;

import io.ser4j.features.internal.Checks;
import io.ser4j.features.internal.Workspace;
import io.ser4j.features.internal.Workspaces;
import io.ser4j.spi.Tensor;
import java.util.Arrays;

/**
 * The first coefficients of a type II discrete cosine transform (DCT-II), with an optional lifter. Equals {@code scipy.fft.dct}
 * followed by the lifter of {@code librosa.feature.mfcc}: coefficient k is multiplied by 1 + lifter/2 sin(π (k + 1) / lifter).
 */
public final class Dct {
    private final int bands;
    private final int coefficients;
    private final int evens;
    private final double[] table;
    private final Workspaces workspaces = new Workspaces();

    /*
     * cos(π k (2i + 1) / 2n) is symmetric in i about the middle for even k and antisymmetric for odd k. So the sums of the bands i
     * and n - 1 - i make all even coefficients and their differences all odd ones: half of the products. The table's row i holds
     * the factors of the even coefficients, then those of the odd ones.
     */
    private Dct(int bands, int coefficients, DctNorm norm, int lifter) {
        this.bands = bands;
        this.coefficients = coefficients;
        this.evens = (coefficients + 1) / 2;
        this.table = new double[(bands + 1) / 2 * coefficients];
        for (int k = 0; k < coefficients; k++) {
            double lift = lifter == 0 ? 1 : 1 + lifter / 2.0 * Math.sin(Math.PI * (k + 1) / lifter);
            int column = k % 2 == 0 ? k / 2 : evens + k / 2;
            for (int i = 0; i < (bands + 1) / 2; i++) {
                double cosine = Math.cos(Math.PI * k * (2 * i + 1) / (2.0 * bands));
                table[i * coefficients + column] = cosine * norm.factor(k, bands) * lift;
            }
        }
    }

    /**
     * Prepares the transform.
     *
     * @param bands input values per row, in [1, 4096]
     * @param coefficients output values per row, in [1, bands]
     * @param norm how the coefficients are scaled
     * @param lifter the period of the sinusoidal lifter in coefficients, at least 0; 0 for none
     * @return the stage
     * @throws IllegalArgumentException if a value is outside its range
     */
    public static Dct of(int bands, int coefficients, DctNorm norm, int lifter) {
        Checks.requireWithin("bands", bands, 1, 4096);
        Checks.requireWithin("coefficients", coefficients, 1, bands);
        Checks.requireWithin("lifter", lifter, 0, Integer.MAX_VALUE);
        return new Dct(bands, coefficients, norm, lifter);
    }

    /**
     * Transforms rows.
     *
     * @param rows [frames × bands] row-major
     * @return [frames × coefficients] row-major, in the unit of the rows
     * @throws IllegalArgumentException if the tensor has another shape
     */
    public Tensor apply(Tensor rows) {
        int frames = Rows.count(rows, bands);
        Workspace workspace = workspaces.take();
        try {
            double[] values = workspace.rows(frames, bands);
            Rows.copy(rows, values);
            apply(values, frames, workspace);
            return workspace.tensor(frames, coefficients);
        } finally {
            workspaces.giveBack(workspace);
        }
    }

    /** Replaces [frames × bands] by [frames × coefficients], packed at the start. */
    void apply(double[] rows, int frames, Workspace workspace) {
        double[] row = workspace.row(coefficients);
        for (int frame = 0; frame < frames; frame++) {
            transform(rows, frame * bands, row);
            int target = frame * coefficients;
            for (int k = 0; k < coefficients; k++) {
                rows[target + k] = row[k % 2 == 0 ? k / 2 : evens + k / 2];
            }
        }
    }

    private void transform(double[] rows, int offset, double[] sums) {
        Arrays.fill(sums, 0, coefficients, 0);
        for (int i = 0; i < bands / 2; i++) {
            double left = rows[offset + i];
            double right = rows[offset + bands - 1 - i];
            accumulate(left + right, i * coefficients, sums, 0, evens);
            accumulate(left - right, i * coefficients, sums, evens, coefficients);
        }
        if (bands % 2 == 1) {
            accumulate(rows[offset + bands / 2], bands / 2 * coefficients, sums, 0, evens);
        }
    }

    private void accumulate(double factor, int row, double[] sums, int from, int to) {
        for (int j = from; j < to; j++) {
            sums[j] += factor * table[row + j];
        }
    }
}
