package io.ser4j.features;

import io.ser4j.spi.Tensor;

/** Tensors [frames × width] as rows of doubles. */
final class Rows {
    private Rows() {}

    /** The number of rows of a tensor of the given width. */
    static int count(Tensor rows, int width) {
        if (rows.rank() != 2 || rows.dimension(1) != width) {
            throw new IllegalArgumentException("the shape must be [frames, " + width + "], but was " + rows);
        }
        return rows.dimension(0);
    }

    /** Checks that a tensor has rows of some width. */
    static void require(Tensor rows) {
        if (rows.rank() != 2) {
            throw new IllegalArgumentException("the shape must be [frames, n], but was " + rows);
        }
    }

    /** Copies a tensor's values. */
    static void copy(Tensor rows, double[] target) {
        for (int i = 0; i < rows.size(); i++) {
            target[i] = rows.get(i);
        }
    }
}
