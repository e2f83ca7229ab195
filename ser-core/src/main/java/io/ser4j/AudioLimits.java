package io.ser4j;

import io.ser4j.internal.SampleSink;

/**
 * Upper limits on an audio input; an input beyond them is refused before memory is allocated for it.
 *
 * @param maxBytes the largest file or stream in bytes, at least 1
 * @param maxChannels the most channels, at least 1
 * @param maxSampleRateHz the highest sample rate in Hz, from 1 to {@value AudioClip#MAX_SAMPLE_RATE_HZ}
 * @param maxSeconds the longest duration in seconds, above 0
 * @param maxSamples the most samples of a clip, all channels together, at least 1; each takes four bytes, eight while the
 *     clip is being read. A small compressed file may hold very many. The limit does not apply to audio that is read piece by
 *     piece, nor to resampling to a model's higher rate: {@code maxSeconds} alone bounds these
 * @param decoderTimeoutSeconds how long a decoder (of any format but WAV) may deliver nothing, in seconds, above 0; infinity
 *     waits indefinitely. {@link AudioReader} states the exact rule
 */
public record AudioLimits(
        long maxBytes,
        int maxChannels,
        int maxSampleRateHz,
        double maxSeconds,
        int maxSamples,
        double decoderTimeoutSeconds) {
    private static final AudioLimits DEFAULTS =
            new AudioLimits(1L << 30, 64, 768_000, 3600, SampleSink.MAX_SAMPLES, 10);
    private static final AudioLimits STREAMING =
            new AudioLimits(Long.MAX_VALUE, 64, 768_000, 7 * 24 * 3600, SampleSink.MAX_SAMPLES, 10);

    /**
     * Checks the limits.
     *
     * @param maxBytes as above
     * @param maxChannels as above
     * @param maxSampleRateHz as above
     * @param maxSeconds as above
     * @param maxSamples as above
     * @param decoderTimeoutSeconds as above
     * @throws IllegalArgumentException if a limit is outside its range
     */
    public AudioLimits {
        requireAtLeastOne("maxBytes", maxBytes);
        requireAtLeastOne("maxChannels", maxChannels);
        requireAtLeastOne("maxSampleRateHz", maxSampleRateHz);
        if (maxSampleRateHz > AudioClip.MAX_SAMPLE_RATE_HZ) {
            throw new IllegalArgumentException(
                    "maxSampleRateHz must be at most " + AudioClip.MAX_SAMPLE_RATE_HZ + ", but was " + maxSampleRateHz);
        }
        requireAboveZero("maxSeconds", maxSeconds);
        requireAtLeastOne("maxSamples", maxSamples);
        requireAboveZero("decoderTimeoutSeconds", decoderTimeoutSeconds);
    }

    /**
     * The limits that apply if none are given: 1 GiB, 64 channels, 768 kHz, one hour, as many samples as an array can hold, and
     * ten seconds for a decoder.
     *
     * @return the default limits
     */
    public static AudioLimits defaults() {
        return DEFAULTS;
    }

    /**
     * The limits for audio that is read piece by piece in bounded memory: the defaults, but with any number of bytes and one
     * week.
     *
     * @return the limits for streaming
     */
    public static AudioLimits streaming() {
        return STREAMING;
    }

    /**
     * These limits with another maximum size.
     *
     * @param bytes the largest file or stream in bytes, at least 1
     * @return the changed limits
     * @throws IllegalArgumentException if the value is outside its range
     */
    public AudioLimits withMaxBytes(long bytes) {
        return new AudioLimits(bytes, maxChannels, maxSampleRateHz, maxSeconds, maxSamples, decoderTimeoutSeconds);
    }

    /**
     * These limits with another maximum number of channels.
     *
     * @param channels the most channels, at least 1
     * @return the changed limits
     * @throws IllegalArgumentException if the value is outside its range
     */
    public AudioLimits withMaxChannels(int channels) {
        return new AudioLimits(maxBytes, channels, maxSampleRateHz, maxSeconds, maxSamples, decoderTimeoutSeconds);
    }

    /**
     * These limits with another maximum sample rate.
     *
     * @param sampleRateHz the highest sample rate in Hz, from 1 to {@value AudioClip#MAX_SAMPLE_RATE_HZ}
     * @return the changed limits
     * @throws IllegalArgumentException if the value is outside its range
     */
    public AudioLimits withMaxSampleRateHz(int sampleRateHz) {
        return new AudioLimits(maxBytes, maxChannels, sampleRateHz, maxSeconds, maxSamples, decoderTimeoutSeconds);
    }

    /**
     * These limits with another maximum duration.
     *
     * @param seconds the longest duration in seconds, above 0
     * @return the changed limits
     * @throws IllegalArgumentException if the value is outside its range
     */
    public AudioLimits withMaxSeconds(double seconds) {
        return new AudioLimits(maxBytes, maxChannels, maxSampleRateHz, seconds, maxSamples, decoderTimeoutSeconds);
    }

    /**
     * These limits with another maximum number of samples in a clip, which bounds the memory for reading it.
     *
     * @param samples the most samples, all channels together, at least 1
     * @return the changed limits
     * @throws IllegalArgumentException if the value is outside its range
     */
    public AudioLimits withMaxSamples(int samples) {
        return new AudioLimits(maxBytes, maxChannels, maxSampleRateHz, maxSeconds, samples, decoderTimeoutSeconds);
    }

    /**
     * These limits with another timeout for decoders.
     *
     * @param seconds how long a decoder may deliver nothing, in seconds, above 0; infinity waits indefinitely
     * @return the changed limits
     * @throws IllegalArgumentException if the value is outside its range
     */
    public AudioLimits withDecoderTimeoutSeconds(double seconds) {
        return new AudioLimits(maxBytes, maxChannels, maxSampleRateHz, maxSeconds, maxSamples, seconds);
    }

    private static void requireAtLeastOne(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but was " + value);
        }
    }

    private static void requireAboveZero(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + " must be above 0, but was " + value);
        }
    }
}
