package io.ser4j.internal;

import io.ser4j.AudioLimits;

/**
 * What one reading may bring at most.
 *
 * @param audio the user's limits
 * @param maxSamples the most samples of all channels together, for what is collected in an array; {@link Long#MAX_VALUE} where
 *     nothing is collected
 */
record ReadLimits(AudioLimits audio, long maxSamples) {
    /** Whether so much audio is too much. */
    boolean areExceededBy(long frames, int channels, int sampleRateHz) {
        return (double) frames / sampleRateHz > audio.maxSeconds() || frames > maxSamples / channels;
    }

    /** The rule in words, up to where the offending value follows. */
    String durationRule() {
        String rule = "the audio must last at most " + audio.maxSeconds() + " s (AudioLimits.maxSeconds)";
        return maxSamples == Long.MAX_VALUE
                ? rule
                : rule + " and have at most " + maxSamples + " samples (AudioLimits.maxSamples)";
    }
}
