package io.ser4j.internal;

import io.ser4j.AudioFormatException;

/** How long a decoder has let its reader wait, and whether that is too long; {@link io.ser4j.AudioReader} states the rule. */
final class DecoderClock {
    private static final double NANOS = 1e9;

    /** Some 73 years: more is never reached, and two of them can be added. */
    private static final double FOREVER_NANOS = 0x1p61;

    private final double timeoutSeconds;
    private final long timeoutNanos;
    private long waitedNanos;
    private long waitedInAllNanos;
    private double deliveredSeconds;

    DecoderClock(double timeoutSeconds) {
        this.timeoutSeconds = timeoutSeconds;
        this.timeoutNanos = (long) Math.min(timeoutSeconds * NANOS, FOREVER_NANOS);
    }

    /** How long the decoder may still be waited for; not above 0 where that is too long. */
    long nanosLeft() {
        long inAll = (long) Math.min(timeoutNanos + deliveredSeconds * NANOS, 2 * FOREVER_NANOS);
        return Math.min(timeoutNanos - waitedNanos, inAll - waitedInAllNanos);
    }

    void waited(long nanos) {
        waitedNanos += nanos;
        waitedInAllNanos += nanos;
    }

    /** Something came: the form of the audio, or so many seconds of it. */
    void delivered(double seconds) {
        waitedNanos = 0;
        deliveredSeconds += seconds;
    }

    /** Says which rule was broken. */
    AudioFormatException refusal(String decoder, long byteOffset) {
        String rule = waitedNanos >= timeoutNanos
                ? " must give samples within " + timeoutSeconds
                        + " s (AudioLimits.decoderTimeoutSeconds), but gave none for " + waitedNanos / NANOS + " s"
                : " must take at most " + timeoutSeconds
                        + " s (AudioLimits.decoderTimeoutSeconds) more than the audio lasts, but took "
                        + waitedInAllNanos / NANOS + " s for " + deliveredSeconds + " s of it";
        return new AudioFormatException(decoder + rule, byteOffset);
    }
}
