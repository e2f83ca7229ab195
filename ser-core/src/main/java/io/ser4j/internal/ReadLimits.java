package io.ser4j.internal;

import io.ser4j.AudioLimits;

/**
 * The limits for reading one input.
 *
 * @param audio the user's limits
 * @param maxSamples the largest number of samples of all channels together, if they are collected in an array, or
 *     {@link Long#MAX_VALUE}
 */
record ReadLimits(AudioLimits audio, long maxSamples) {
    /** Whether this much audio is beyond the limits. */
    boolean areExceededBy(long frames, int channels, int sampleRateHz) {
        return (double) frames / sampleRateHz > audio.maxSeconds() || frames > maxSamples / channels;
    }

    /** The rule for a message, which goes on with the value that breaks it. */
    String durationRule() {
        String rule = "the audio must last at most " + audio.maxSeconds() + " s (AudioLimits.maxSeconds)";
        return maxSamples == Long.MAX_VALUE
                ? rule
                : rule + " and have at most " + maxSamples + " samples (AudioLimits.maxSamples)";
    }
}
