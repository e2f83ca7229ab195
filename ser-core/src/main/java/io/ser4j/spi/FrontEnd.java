package io.ser4j.spi;

import io.ser4j.AudioClip;
import io.ser4j.internal.BufferedWindows;

/** Turns audio into a model's input. Thread-safe; the same clip always gives the same tensor. */
@FunctionalInterface
public interface FrontEnd {
    /**
     * Computes the features of a clip.
     *
     * @param clip any sample rate, any number of channels, any length from one frame
     * @return the model's input, in the shape that the model documents
     * @throws io.ser4j.InvalidAudioException if the model cannot use such a clip
     */
    Tensor apply(AudioClip clip);

    /**
     * The longest clip that {@link #apply} hears to its end, whatever is in it; of a longer one it may hear a part.
     *
     * @return its length in seconds, above 0; unless overridden infinite
     */
    default double longestSeconds() {
        return Double.POSITIVE_INFINITY;
    }

    /**
     * Prepares to compute the features of one window after another of a long signal.
     *
     * <p>Unless overridden, each window is cut out and given to {@link #apply}, so that what overlaps is computed again.
     *
     * @param plan where the windows lie, at the rate of the signal to come
     * @return the windows of one signal, at its beginning
     * @throws io.ser4j.InvalidAudioException if the model cannot use a signal of such a rate
     */
    default FeatureWindows windows(WindowPlan plan) {
        return new BufferedWindows(this, plan);
    }
}
