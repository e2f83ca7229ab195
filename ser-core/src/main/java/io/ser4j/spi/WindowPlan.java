package io.ser4j.spi;

/**
 * The positions of the windows of a signal. Window k begins k hops after the start of the signal. If samples remain after the
 * last window that fits, one more window ends with the signal, so that every window has its full length; a signal shorter
 * than a window is one window.
 *
 * @param sampleRateHz the rate of the signal in Hz, positive
 * @param windowSamples the length of a window, positive
 * @param hopSamples from the start of one window to that of the next, in [1, windowSamples]
 */
public record WindowPlan(int sampleRateHz, int windowSamples, int hopSamples) {
    /** The length of a signal that has not ended yet. */
    public static final long UNKNOWN = Long.MAX_VALUE;

    /**
     * Checks the components.
     *
     * @param sampleRateHz as above
     * @param windowSamples as above
     * @param hopSamples as above
     * @throws IllegalArgumentException if a component breaks its rule
     */
    public WindowPlan {
        if (sampleRateHz < 1) {
            throw new IllegalArgumentException("sampleRateHz must be positive, but was " + sampleRateHz);
        }
        if (windowSamples < 1) {
            throw new IllegalArgumentException("windowSamples must be positive, but was " + windowSamples);
        }
        if (hopSamples < 1 || hopSamples > windowSamples) {
            throw new IllegalArgumentException(
                    "hopSamples must lie in [1, " + windowSamples + "], but was " + hopSamples);
        }
    }

    /**
     * Whether a signal has a window of the given number.
     *
     * @param index the number of the window, from 0
     * @param length the number of samples of the signal, or {@link #UNKNOWN}
     * @return whether the windows before it leave samples over
     */
    public boolean exists(long index, long length) {
        return length > 0 && (index == 0 || (index - 1) * hopSamples + windowSamples < length);
    }

    /**
     * Where a window begins.
     *
     * @param index the number of a window that exists
     * @param length the number of samples of the signal, or {@link #UNKNOWN}
     * @return the index of its first sample
     */
    public long start(long index, long length) {
        return Math.max(0, Math.min(index * hopSamples, length - windowSamples));
    }

    /**
     * Where a window ends.
     *
     * @param index the number of a window that exists
     * @param length the number of samples of the signal, or {@link #UNKNOWN}
     * @return the index after that of its last sample
     */
    public long end(long index, long length) {
        return Math.min(start(index, length) + windowSamples, length);
    }

    /**
     * The first sample that a window of the given number or a later one may need, wherever the signal may end.
     *
     * @param index the number of a window, from 0
     * @return the index of the first sample that is still needed; those before it may be dropped
     */
    public long neededFrom(long index) {
        return Math.max(0, (index - 1) * hopSamples);
    }
}
