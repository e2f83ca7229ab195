package io.ser4j.spi;

/**
 * Computes a model's input for one window after another of a signal that arrives in pieces; see {@link FrontEnd#windows}.
 * Mutable, and for one thread at a time.
 *
 * <p>How the signal is split into pieces must never change a value, not by one bit.
 */
public interface FeatureWindows {
    /**
     * Adds the next piece of the signal.
     *
     * @param mono contains the piece, full scale at [-1, 1]; not kept
     * @param offset the index of its first sample
     * @param count its number of samples; may be 0
     */
    void push(float[] mono, int offset, int count);

    /** Ends the signal; nothing is pushed after that. */
    void end();

    /**
     * Whether the next window exists and everything that it needs has been pushed.
     *
     * @return whether {@link #next} or {@link #skip} may be called
     */
    boolean ready();

    /**
     * The model's input for the next window.
     *
     * @return the features, in the shape that the model documents
     * @throws io.ser4j.InvalidAudioException if the model cannot use such a window
     * @throws IllegalStateException if the window is not {@link #ready()}
     */
    Tensor next();

    /**
     * Skips the next window.
     *
     * @throws IllegalStateException if the window is not {@link #ready()}
     */
    void skip();

    /**
     * The longest window that {@link #next} uses whole, whatever it contains; of a longer one it may use only a part.
     *
     * @return its length in seconds, above 0, possibly infinite; the same on each call
     */
    double longestSeconds();
}
