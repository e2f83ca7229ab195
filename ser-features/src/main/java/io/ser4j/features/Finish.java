package io.ser4j.features;

import io.ser4j.features.internal.Workspace;
import io.ser4j.spi.Tensor;

/** The last stage of a front end: from mel bands in decibels, with pitch if needed, to a model's input. Thread-safe. */
@FunctionalInterface
interface Finish {
    /**
     * Computes the model's input.
     *
     * @param frames their number
     * @param workspace holds the decibels, [frames × bands], at the start of its rows, which may be overwritten, and the
     *     salience of pitch, [frames × pitch bands], at the start of its pitch
     * @return the model's input
     */
    Tensor of(int frames, Workspace workspace);

    /** The largest number of frames that are used, possibly infinite. */
    default double mostFrames() {
        return Double.POSITIVE_INFINITY;
    }
}
