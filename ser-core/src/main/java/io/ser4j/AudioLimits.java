package io.ser4j;

/**
 * What an audio input may ask for at most; whatever asks for more is refused before memory is set aside for it.
 *
 * @param maxBytes the largest file or stream in bytes, at least 1
 * @param maxChannels the most channels, at least 1
 * @param maxSampleRateHz the highest sample rate in Hz, at least 1
 * @param maxSeconds the longest duration in seconds, above 0
 */
public record AudioLimits(long maxBytes, int maxChannels, int maxSampleRateHz, double maxSeconds) {
    private static final AudioLimits DEFAULTS = new AudioLimits(1L << 30, 64, 768_000, 3600);

    /**
     * Checks the limits.
     *
     * @param maxBytes as above
     * @param maxChannels as above
     * @param maxSampleRateHz as above
     * @param maxSeconds as above
     * @throws IllegalArgumentException if a limit is outside its range
     */
    public AudioLimits {
        requireAtLeastOne("maxBytes", maxBytes);
        requireAtLeastOne("maxChannels", maxChannels);
        requireAtLeastOne("maxSampleRateHz", maxSampleRateHz);
        if (!(maxSeconds > 0)) {
            throw new IllegalArgumentException("maxSeconds must be above 0, but was " + maxSeconds);
        }
    }

    /**
     * The limits in force where none are given: 1 GiB, 64 channels, 768 kHz, one hour.
     *
     * @return the default limits
     */
    public static AudioLimits defaults() {
        return DEFAULTS;
    }

    /**
     * Limits for audio that is heard while it is read, in bounded memory: any size, 64 channels, 768 kHz, a week.
     *
     * @return limits for long recordings
     */
    public static AudioLimits streaming() {
        return DEFAULTS.withMaxBytes(Long.MAX_VALUE).withMaxSeconds(7 * 24 * 3600);
    }

    /**
     * These limits with another one for the size.
     *
     * @param bytes the largest file or stream in bytes, at least 1
     * @return the changed limits
     */
    public AudioLimits withMaxBytes(long bytes) {
        return new AudioLimits(bytes, maxChannels, maxSampleRateHz, maxSeconds);
    }

    /**
     * These limits with another one for the channels.
     *
     * @param channels the most channels, at least 1
     * @return the changed limits
     */
    public AudioLimits withMaxChannels(int channels) {
        return new AudioLimits(maxBytes, channels, maxSampleRateHz, maxSeconds);
    }

    /**
     * These limits with another one for the sample rate.
     *
     * @param sampleRateHz the highest sample rate in Hz, at least 1
     * @return the changed limits
     */
    public AudioLimits withMaxSampleRateHz(int sampleRateHz) {
        return new AudioLimits(maxBytes, maxChannels, sampleRateHz, maxSeconds);
    }

    /**
     * These limits with another one for the duration.
     *
     * @param seconds the longest duration in seconds, above 0
     * @return the changed limits
     */
    public AudioLimits withMaxSeconds(double seconds) {
        return new AudioLimits(maxBytes, maxChannels, maxSampleRateHz, seconds);
    }

    private static void requireAtLeastOne(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but was " + value);
        }
    }
}
