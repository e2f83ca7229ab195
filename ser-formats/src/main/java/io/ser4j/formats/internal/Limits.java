package io.ser4j.formats.internal;

import io.ser4j.AudioLimits;

/** Checks what an input states about its audio against the {@link AudioLimits}. */
final class Limits {
    private Limits() {}

    static void require(Input in, AudioLimits limits, int sampleRateHz, int channels) {
        if (channels < 1 || channels > limits.maxChannels()) {
            throw in.refused("channels must lie in [1, " + limits.maxChannels()
                    + "] (AudioLimits.maxChannels), but were " + channels);
        }
        if (sampleRateHz < 1 || sampleRateHz > limits.maxSampleRateHz()) {
            throw in.refused("the sample rate must lie in [1, " + limits.maxSampleRateHz()
                    + "] Hz (AudioLimits.maxSampleRateHz), but was " + Integer.toUnsignedString(sampleRateHz));
        }
    }

    static void requireDuration(Input in, AudioLimits limits, long frames, int sampleRateHz) {
        if (frames > limits.maxSeconds() * sampleRateHz) {
            throw in.refused("the audio must last at most " + limits.maxSeconds()
                    + " s (AudioLimits.maxSeconds), but states " + frames / (double) sampleRateHz + " s");
        }
    }
}
