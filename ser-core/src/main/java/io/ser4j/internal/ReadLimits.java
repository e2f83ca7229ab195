package io.ser4j.internal;

import io.ser4j.AudioFormatException;
import io.ser4j.AudioLimits;
import java.util.function.LongSupplier;

/**
 * The limits for reading one input.
 *
 * @param audio the user's limits
 * @param maxSamples the largest number of samples of all channels together, if they are collected in an array, or
 *     {@link Long#MAX_VALUE}
 */
record ReadLimits(AudioLimits audio, long maxSamples) {
    /**
     * Fails if an input has more audio than is allowed.
     *
     * @param byteOffset where the message says that this was noticed
     */
    void requireWithin(long frames, int channels, int sampleRateHz, LongSupplier byteOffset) {
        double seconds = (double) frames / sampleRateHz;
        if (seconds > audio.maxSeconds()) {
            throw new AudioFormatException(
                    "the audio must last at most " + audio.maxSeconds()
                            + " s (AudioLimits.maxSeconds), but lasts at least " + seconds + " s",
                    byteOffset.getAsLong());
        }
        if (frames > maxSamples / channels) {
            throw new AudioFormatException(
                    "the audio must have at most " + maxSamples + " samples (AudioLimits.maxSamples), but has at least "
                            + frames + " in each of its channels, of which there are " + channels,
                    byteOffset.getAsLong());
        }
    }
}
