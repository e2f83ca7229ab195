package io.ser4j.onnx.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A long recording through the bundled model in a heap of 64 MB: {@code -Dser4j.minutes=N} of it, 20 by default. */
class RecordingSoakTest {
    private static final int MINUTES = Integer.getInteger("ser4j.minutes", 20);

    @Test
    void hoursAreHeardInAHeapOf64Megabytes() {
        ChildJvm.Outcome outcome = ChildJvm.of(RecordingSoak.class)
                .flag("-Xmx64m")
                .flag("-XX:TieredStopAtLevel=4")
                .run(Integer.toString(60 * MINUTES));
        assertThat(outcome.exit()).as(outcome.output()).isZero();
        // A voice for the first 6 s of every minute: in the windows of 2 s that begin from 1 s before the minute to 5 s
        // after it. The one at 6 s has the hang-over in silence only.
        assertThat(outcome.output())
                .contains("segments " + (60 * MINUTES - 1) + ", with a voice " + (7 * MINUTES - 1) + ", end "
                        + 60.0 * MINUTES);
    }
}
