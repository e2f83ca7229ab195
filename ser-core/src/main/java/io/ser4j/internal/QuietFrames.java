package io.ser4j.internal;

/** Measures how loud a signal is in its quiet frames: the noise that also lies under the voice. For one thread. */
final class QuietFrames {
    /** The level of the noise if it is not known, since the last three frames were not all quiet. */
    static final double UNKNOWN = Double.POSITIVE_INFINITY;

    /** A mean square of -100 dBFS. Anything quieter is digital silence, and says nothing about the noise elsewhere. */
    private static final double DIGITAL_SILENCE = 1e-10;

    private double last = UNKNOWN;
    private double lastButOne = UNKNOWN;

    /** Forgets everything, for a new signal. */
    void reset() {
        last = UNKNOWN;
        lastButOne = UNKNOWN;
    }

    /**
     * Adds the next frame.
     *
     * @param power the mean square of its speech band
     * @param quiet whether it has no voice, or the flat spectrum of noise
     * @return the mean of its power and those of the two before it, or {@link #UNKNOWN} if not all three are quiet
     */
    double next(double power, boolean quiet) {
        double now = quiet && power > DIGITAL_SILENCE ? power : UNKNOWN;
        double mean = (now + last + lastButOne) / 3;
        lastButOne = last;
        last = now;
        return mean;
    }
}
