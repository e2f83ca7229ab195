package io.ser4j.features;

import io.ser4j.features.internal.Workspace;
import io.ser4j.features.internal.Workspaces;
import io.ser4j.spi.Tensor;

/** Tensors [frames × width] as rows of doubles. */
final class Rows {
    /** Computes the bands of one power spectrum, and writes them from an offset on. */
    @FunctionalInterface
    interface Filter {
        void apply(double[] spectrum, double[] bands, int offset, Workspace workspace);
    }

    private Rows() {}

    /** Filters power spectra [frames × bins] into [frames × bands]. */
    static Tensor filtered(Tensor power, int bins, int bands, Workspaces workspaces, Filter filter) {
        int frames = count(power, bins);
        Workspace workspace = workspaces.take();
        try {
            double[] rows = workspace.rows(frames, bands);
            double[] spectrum = workspace.frame(bins);
            for (int frame = 0; frame < frames; frame++) {
                for (int bin = 0; bin < bins; bin++) {
                    spectrum[bin] = power.get(frame * bins + bin);
                }
                filter.apply(spectrum, rows, frame * bands, workspace);
            }
            return workspace.tensor(frames, bands);
        } finally {
            workspaces.giveBack(workspace);
        }
    }

    /** The number of rows of a tensor of the given width. */
    static int count(Tensor rows, int width) {
        if (rows.rank() != 2 || rows.dimension(1) != width) {
            throw new IllegalArgumentException("the shape must be [frames, " + width + "], but was " + rows);
        }
        return rows.dimension(0);
    }

    /** Checks that a tensor has rows, of any width. */
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
