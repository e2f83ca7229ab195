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
            throw AudioFormatException.beyondLimits(
                    "the audio must last at most " + audio.maxSeconds()
                            + " s (AudioLimits.maxSeconds), but lasts at least " + seconds + " s",
                    byteOffset.getAsLong());
        }
        if (frames > maxSamples / channels) {
            throw AudioFormatException.beyondLimits(
                    "the audio must have at most " + maxSamples + " samples (AudioLimits.maxSamples), but has at least "
                            + frames + " in each of its channels, of which there are " + channels,
                    byteOffset.getAsLong());
        }
    }

    /** Fails if a number that an input states is not from 1 to the user's limit; {@code unit} follows the limit. */
    static void requireStated(String what, long value, long most, String unit, long byteOffset) {
        if (value < 1 || value > most) {
            String message = what + " must be from 1 to " + most + unit + ", but was " + value;
            throw value > most
                    ? AudioFormatException.beyondLimits(message, byteOffset)
                    : new AudioFormatException(message, byteOffset);
        }
    }
}
