package io.ser4j.features;

import io.ser4j.features.internal.Workspace;
import io.ser4j.spi.Tensor;
import org.apache.commons.math3.stat.StatUtils;

/** A statistic over time, which reduces each column of features to one number. */
public enum Pooling {
    /** The arithmetic mean. */
    MEAN {
        @Override
        double of(double[] column, int length) {
            return StatUtils.mean(column, 0, length);
        }
    },
    /** The population standard deviation, as in {@code numpy.std}; 0 for a single frame. */
    DEVIATION {
        @Override
        double of(double[] column, int length) {
            return Math.sqrt(StatUtils.populationVariance(column, 0, length));
        }
    },
    /** The smallest value. */
    MINIMUM {
        @Override
        double of(double[] column, int length) {
            return StatUtils.min(column, 0, length);
        }
    },
    /** The largest value. */
    MAXIMUM {
        @Override
        double of(double[] column, int length) {
            return StatUtils.max(column, 0, length);
        }
    },
    /** The middle value, or the mean of the two middle ones if the number of frames is even. */
    MEDIAN {
        @Override
        double of(double[] column, int length) {
            return StatUtils.percentile(column, 0, length, 50);
        }
    };

    /**
     * Pools the columns.
     *
     * @param rows [frames × n] row-major
     * @return [n] in the unit of the rows
     * @throws IllegalArgumentException if the tensor's rank is not 2
     */
    public Tensor apply(Tensor rows) {
        Rows.require(rows);
        Workspace workspace = new Workspace();
        double[] values = workspace.rows(rows.dimension(0), rows.dimension(1));
        Rows.copy(rows, values);
        apply(values, rows.dimension(0), rows.dimension(1), workspace);
        return workspace.tensor(rows.dimension(1));
    }

    /** Replaces [frames × n] by [n], at the start. */
    void apply(double[] rows, int frames, int n, Workspace workspace) {
        double[] column = workspace.row(frames);
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < frames; i++) {
                column[i] = rows[i * n + j];
            }
            // Of this column, only its first row is overwritten, which no other column reads.
            rows[j] = of(column, frames);
        }
    }

    abstract double of(double[] column, int length);
}
