package io.ser4j.features;

import io.ser4j.features.internal.Workspace;
import io.ser4j.features.internal.Workspaces;
import io.ser4j.spi.Tensor;

/** Converts power to decibels. Equals {@code librosa.power_to_db}: the floor is relative to the maximum of the whole clip. */
public final class Decibels {
    private static final double DB_PER_NEPER = 10 / Math.log(10);

    private final double amin;
    private final double referenceDb;
    private final double range;
    private final Workspaces workspaces = new Workspaces();

    private Decibels(DecibelConfig config) {
        this.amin = config.amin();
        this.referenceDb = toDb(Math.max(config.amin(), config.reference()));
        this.range = Math.pow(10, config.topDb() / 10);
    }

    /**
     * Prepares the conversion.
     *
     * @param config reference, smallest power and dynamic range
     * @return the stage
     */
    public static Decibels of(DecibelConfig config) {
        return new Decibels(config);
    }

    /**
     * Converts the powers of one whole clip.
     *
     * @param power any shape, 0 or more
     * @return the same shape, in dB relative to the reference
     */
    public Tensor apply(Tensor power) {
        Workspace workspace = workspaces.take();
        try {
            double[] values = workspace.rows(power.size(), 1);
            Rows.copy(power, values);
            apply(values, power.size());
            return workspace.tensor(power.shape());
        } finally {
            workspaces.giveBack(workspace);
        }
    }

    /* The floor is applied to the powers, so that what lies below it costs no logarithm. */
    void apply(double[] values, int count) {
        double max = amin;
        for (int i = 0; i < count; i++) {
            max = Math.max(max, values[i]);
        }
        double floor = Math.max(amin, max / range);
        double floorDb = toDb(floor) - referenceDb;
        for (int i = 0; i < count; i++) {
            values[i] = values[i] > floor ? toDb(values[i]) - referenceDb : floorDb;
        }
    }

    /* The conversion in two steps, to the bit equal to the one above: the logarithms of a frame do not depend on what else is in
     * its window, the floor does. */

    /** Converts [count] powers without a floor; returns the largest of them. */
    double logarithms(double[] values, int offset, int count) {
        double max = amin;
        for (int i = offset; i < offset + count; i++) {
            max = Math.max(max, values[i]);
            values[i] = toDb(Math.max(amin, values[i])) - referenceDb;
        }
        return max;
    }

    /** Raises decibels to the floor that the largest power sets. */
    void raise(double[] decibels, int count, double maxPower) {
        double floorDb = toDb(Math.max(amin, maxPower / range)) - referenceDb;
        for (int i = 0; i < count; i++) {
            decibels[i] = Math.max(floorDb, decibels[i]);
        }
    }

    private static double toDb(double power) {
        return DB_PER_NEPER * Math.log(power);
    }
}
