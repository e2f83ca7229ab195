package io.ser4j.features;

import io.ser4j.features.internal.Workspace;
import io.ser4j.spi.Tensor;

/** How a front end ends: from mel bands in decibels, and pitch beside them, to a model's input. Thread-safe. */
@FunctionalInterface
interface Finish {
    /**
     * Makes a model's input.
     *
     * @param frames how many
     * @param workspace holds the decibels, [frames × bands], at the start of its rows, which may be overwritten, and the salience
     *     of pitch, [frames × pitch bands], at the start of its pitch
     * @return the model's input
     */
    Tensor of(int frames, Workspace workspace);

    /** How many frames it uses at most, perhaps infinitely many. */
    default double mostFrames() {
        return Double.POSITIVE_INFINITY;
    }
}
