package io.ser4j.spi;

import io.ser4j.AudioClip;
import io.ser4j.internal.BufferedWindows;

/** Turns audio into a model's input. Thread-safe; the same clip always gives the same tensor. */
@FunctionalInterface
public interface FrontEnd {
    /**
     * Computes the features of a clip.
     *
     * @param clip of any sample rate and number of channels, and any length of at least one frame
     * @return the model's input, in the shape that the model documents
     * @throws io.ser4j.InvalidAudioException if the model cannot use such a clip
     */
    Tensor apply(AudioClip clip);

    /**
     * The longest clip that {@link #apply} uses to its end, whatever it contains; of a longer one it may use only a part.
     *
     * @return its length in seconds, above 0; by default infinite
     */
    default double longestSeconds() {
        return Double.POSITIVE_INFINITY;
    }

    /**
     * Prepares to compute the features of one window after another of a long signal.
     *
     * <p>By default each window is cut out and passed to {@link #apply}, so that overlapping parts are computed again.
     *
     * @param plan the positions of the windows, and the sample rate of the signal
     * @return the windows of one signal, before its first sample
     * @throws io.ser4j.InvalidAudioException if the model cannot use a signal of such a rate
     */
    default FeatureWindows windows(WindowPlan plan) {
        return new BufferedWindows(this, plan);
    }
}
