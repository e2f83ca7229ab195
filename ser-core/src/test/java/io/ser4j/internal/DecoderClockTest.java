package io.ser4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ser4j.AudioFormatException;
import org.junit.jupiter.api.Test;

/** The two rules of the timeout, without waiting. */
class DecoderClockTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aSingleWaitIsBounded() {
        DecoderClock clock = new DecoderClock(10);
        assertThat(clock.nanosLeft()).isEqualTo(10 * SECOND);
        clock.waited(4 * SECOND);
        clock.waited(5 * SECOND);
        assertThat(clock.nanosLeft()).isEqualTo(SECOND);
        clock.delivered(3600);
        assertThat(clock.nanosLeft()).as("however much audio was delivered").isEqualTo(10 * SECOND);
        clock.waited(11 * SECOND);
        assertThat(clock.nanosLeft()).isNotPositive();
        assertThat(clock.refusal("the decoder", 5))
                .hasFieldOrPropertyWithValue("kind", AudioFormatException.Kind.BEYOND_LIMITS)
                .hasMessage("the decoder must give samples within 10.0 s (AudioLimits.decoderTimeoutSeconds),"
                        + " but gave none for 11.0 s (at byte 5)");
    }

    @Test
    void allWaitsTogetherAreBounded() {
        DecoderClock clock = new DecoderClock(10);
        for (int i = 0; i < 3; i++) {
            clock.waited(4 * SECOND);
            clock.delivered(1);
        }
        assertThat(clock.nanosLeft()).isEqualTo(SECOND);
        clock.waited(SECOND);
        assertThat(clock.refusal("the decoder", 5))
                .hasMessage(
                        "the decoder must take at most 10.0 s (AudioLimits.decoderTimeoutSeconds) more than the audio"
                                + " lasts, but took 13.0 s for 3.0 s of it (at byte 5)");
    }

    @Test
    void infiniteMeansForEver() {
        DecoderClock clock = new DecoderClock(Double.POSITIVE_INFINITY);
        clock.delivered(1e300);
        clock.waited(1000L * 3600 * 24 * 365 * SECOND / 1000);
        assertThat(clock.nanosLeft()).isGreaterThan(1L << 60);
    }

    @Test
    void ofAWaitCountsTheShareOfTheProcessorsThatADecoderHas() {
        assertThat(DecoderClock.share(1, 4)).isEqualTo(1);
        assertThat(DecoderClock.share(4, 4)).isEqualTo(1);
        assertThat(DecoderClock.share(8, 4)).isEqualTo(0.5);
        assertThat(DecoderClock.share(1000, 4))
                .as("a hanging decoder is stopped however many there are")
                .isEqualTo(0.1);
    }
}
