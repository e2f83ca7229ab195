package io.ser4j.formats.internal;

import io.ser4j.AudioLimits;

/** Checks what an input states about its audio against the {@link AudioLimits}. */
final class Limits {
    private Limits() {}

    static void require(Input in, AudioLimits limits, int sampleRateHz, int channels) {
        if (channels < 1 || channels > limits.maxChannels()) {
            String message = "channels must lie in [1, " + limits.maxChannels()
                    + "] (AudioLimits.maxChannels), but were " + channels;
            throw channels == 0 ? in.refused(message) : in.beyondLimits(message);
        }
        if (sampleRateHz < 1 || sampleRateHz > limits.maxSampleRateHz()) {
            String message = "the sample rate must lie in [1, " + limits.maxSampleRateHz()
                    + "] Hz (AudioLimits.maxSampleRateHz), but was " + Integer.toUnsignedString(sampleRateHz);
            throw sampleRateHz == 0 ? in.refused(message) : in.beyondLimits(message);
        }
    }

    static void requireDuration(Input in, AudioLimits limits, long frames, int sampleRateHz) {
        if (frames > limits.maxSeconds() * sampleRateHz) {
            throw in.beyondLimits("the audio must last at most " + limits.maxSeconds()
                    + " s (AudioLimits.maxSeconds), but states " + frames / (double) sampleRateHz + " s");
        }
    }
}
