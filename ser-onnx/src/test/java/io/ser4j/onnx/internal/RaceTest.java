package io.ser4j.onnx.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * No race between inference, closing, opening and the end of the JVM crashes it. There are few of them here, since each that
 * ends a JVM takes most of a second; the profile {@code stress} makes it 200 of each kind.
 */
class RaceTest {
    private static final int RACES = Integer.getInteger("ser4j.races", 6);
    private static final int CLOSES_PER_RACE = 10;
    private static final int LONGEST_DELAY_MS = 1200;

    @Test
    void closingDuringRuns() {
        int closes = RACES * CLOSES_PER_RACE;
        ChildJvm.Outcome outcome = ChildJvm.of(Races.class).run("close-during-run", Integer.toString(closes));
        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(outcome.output())
                .contains("races " + closes + ", refused " + 3 * closes + ", handles 0")
                .contains("some runs: true");
    }

    @Test
    void endingTheJvmDuringCreation() {
        endDuring("exit-during-creation");
    }

    @Test
    void endingTheJvmDuringRuns() {
        endDuring("exit-during-run");
    }

    /** Odd and even delays alternate, which decide by what way the JVM ends. */
    private static void endDuring(String what) {
        for (int i = 0; i < RACES; i++) {
            int delay = 100 + i * LONGEST_DELAY_MS / RACES / 2 * 2 + i % 2;
            ChildJvm.Outcome outcome = ChildJvm.of(Races.class).run(what, Integer.toString(delay));
            assertThat(outcome.exit())
                    .as("%s after %d ms: %s", what, delay, outcome.output())
                    .isZero();
            assertThat(outcome.output()).contains("exit").doesNotContain("SIGSEGV");
        }
    }
}
