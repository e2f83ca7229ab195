package io.ser4j.internal;

/** How loud a signal is where it is quiet: the noise that lies under its voice, too. For one thread. */
final class QuietFrames {
    /** Where no noise is known: before three frames in a row were quiet. */
    static final double UNKNOWN = Double.POSITIVE_INFINITY;

    /** A mean square of -100 dBFS. What is below it was made by a computer, and tells nothing of the noise elsewhere. */
    private static final double DIGITAL_SILENCE = 1e-10;

    private double last = UNKNOWN;
    private double lastButOne = UNKNOWN;

    /** Forgets everything, for a new signal. */
    void reset() {
        last = UNKNOWN;
        lastButOne = UNKNOWN;
    }

    /**
     * Takes in the next frame.
     *
     * @param power the mean square of its speech band
     * @param quiet whether it has no voice, or the flat spectrum of noise
     * @return the mean of its power and those of the two before it, or {@link #UNKNOWN} where not all three are quiet
     */
    double next(double power, boolean quiet) {
        double now = quiet && power > DIGITAL_SILENCE ? power : UNKNOWN;
        double mean = (now + last + lastButOne) / 3;
        lastButOne = last;
        last = now;
        return mean;
    }
}
