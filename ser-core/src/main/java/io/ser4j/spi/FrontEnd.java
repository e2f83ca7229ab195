package io.ser4j.spi;

import io.ser4j.AudioClip;

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
}
