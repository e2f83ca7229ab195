package io.ser4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How long the reading side has waited. */
class HandOverTest {
    private static final long LATE_MILLIS = 200;

    @Test
    void aReaderThatGetsToRunLateHasNotWaitedForTheDecoder() throws InterruptedException {
        HandOver handOver = new HandOver(this);
        long start = System.nanoTime();
        handOver.end(null);
        Thread.sleep(LATE_MILLIS);
        assertThat(handOver.await(0)).isEqualTo(HandOver.Event.ENDED);
        long late = System.nanoTime() - start;
        assertThat(handOver.nanosWaitedSince(start)).isLessThan(late - TimeUnit.MILLISECONDS.toNanos(LATE_MILLIS - 1));
        assertThat(handOver.nanosWaitedSince(System.nanoTime()))
                .as("the event came before the wait")
                .isZero();
    }

    @Test
    void aReaderWaitsForAsLongAsThereIsNothing() throws InterruptedException {
        HandOver handOver = new HandOver(this);
        long start = System.nanoTime();
        assertThat(handOver.await(TimeUnit.MILLISECONDS.toNanos(20))).isEqualTo(HandOver.Event.NOTHING);
        assertThat(handOver.nanosWaitedSince(start)).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(20));
    }
}
