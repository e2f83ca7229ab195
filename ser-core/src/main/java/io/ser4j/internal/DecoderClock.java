package io.ser4j.internal;

import io.ser4j.AudioFormatException;

/** Adds up how long a decoder keeps its reader waiting, for the timeout that {@link io.ser4j.AudioReader} describes. */
final class DecoderClock {
    private static final double NANOS = 1e9;

    /** Some 73 years, which are never reached; twice as much still fits into a long. */
    private static final double FOREVER_NANOS = 0x1p61;

    /** The least part of a wait that counts, so that decoders that hang are stopped however many there are. */
    private static final double MIN_SHARE = 0.1;

    private final double timeoutSeconds;
    private final long timeoutNanos;
    private long waitedNanos;
    private long waitedInAllNanos;
    private double deliveredSeconds;

    DecoderClock(double timeoutSeconds) {
        this.timeoutSeconds = timeoutSeconds;
        this.timeoutNanos = (long) Math.min(timeoutSeconds * NANOS, FOREVER_NANOS);
    }

    /**
     * The part of a wait that counts: where decoders share the processors, even good ones take as much longer.
     *
     * @param decoders how many are waited for at the same time, at least 1
     * @param processors how many there are, at least 1
     */
    static double share(int decoders, int processors) {
        return Math.max(MIN_SHARE, Math.min(1, (double) processors / decoders));
    }

    /** The time in nanoseconds for which the reader may still wait; 0 or less if it has waited for too long. */
    long nanosLeft() {
        long inAll = (long) Math.min(timeoutNanos + deliveredSeconds * NANOS, 2 * FOREVER_NANOS);
        return Math.min(timeoutNanos - waitedNanos, inAll - waitedInAllNanos);
    }

    void waited(long nanos) {
        waitedNanos += nanos;
        waitedInAllNanos += nanos;
    }

    /** Records that the decoder has delivered: the form of the audio (0 s), or some seconds of samples. */
    void delivered(double seconds) {
        waitedNanos = 0;
        deliveredSeconds += seconds;
    }

    /** The exception that says which rule the decoder has broken. */
    AudioFormatException refusal(String decoder, long byteOffset) {
        String rule = waitedNanos >= timeoutNanos
                ? " must give samples within " + timeoutSeconds
                        + " s (AudioLimits.decoderTimeoutSeconds), but gave none for " + waitedNanos / NANOS + " s"
                : " must take at most " + timeoutSeconds
                        + " s (AudioLimits.decoderTimeoutSeconds) more than the audio lasts, but took "
                        + waitedInAllNanos / NANOS + " s for " + deliveredSeconds + " s of it";
        return AudioFormatException.beyondLimits(decoder + rule, byteOffset);
    }
}
