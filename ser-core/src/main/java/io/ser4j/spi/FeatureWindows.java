package io.ser4j.spi;

/**
 * A model's input for one window after another of a signal that comes in pieces; made by {@link FrontEnd#windows}. Mutable,
 * and for one thread at a time.
 *
 * <p>How the signal is cut into pieces never changes a value, not by one bit.
 */
public interface FeatureWindows {
    /**
     * Takes in the next piece of the signal.
     *
     * @param mono holds the piece, full scale at [-1, 1]; not kept
     * @param offset the index of its first sample
     * @param count its number of samples; may be 0
     */
    void push(float[] mono, int offset, int count);

    /** Ends the signal; nothing is pushed after that. */
    void end();

    /**
     * Whether the next window exists and everything that it needs is in.
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
     * Passes over the next window.
     *
     * @throws IllegalStateException if the window is not {@link #ready()}
     */
    void skip();

    /**
     * The longest window that {@link #next} hears all of, whatever is in it; of a longer one it may hear a part.
     *
     * @return its length in seconds, above 0, perhaps infinite; the same on each call
     */
    double longestSeconds();
}
