package io.ser4j.onnx.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No race between inference, closing, opening and the end of the JVM crashes it. There are few of them here, since each that
 * ends a JVM takes most of a second; the profile {@code stress} makes it 200 of each kind.
 */
class RaceTest {
    private static final int RACES = Integer.getInteger("ser4j.races", 4);
    private static final int CLOSES_PER_RACE = 10;
    private static final int SHORTEST_DELAY_MS = 100;
    private static final int LONGEST_DELAY_MS = 1200;
    private static final Pattern EXIT = Pattern.compile("^exit after (\\d+)$", Pattern.MULTILINE);

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

    @Test
    void requestsThatAServerDrainsAreServed() {
        ChildJvm.Outcome outcome = drained("60", "5");
        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("drained after 10").doesNotContain("Exception");
    }

    @Test
    void requestsAreRefusedIfNoneCameForAWhileOrNoneAreToBeServed() {
        for (ChildJvm.Outcome outcome : List.of(drained("60", "2000"), drained("0", "200"))) {
            assertThat(outcome.exit()).as(outcome.output()).isZero();
            assertThat(outcome.output())
                    .contains("ModelException: a model cannot be run while the JVM shuts down")
                    .doesNotContain("drained");
        }
    }

    /** A hook that remained would keep this library from being unloaded, and delay the end of the JVM. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theEndIsWatchedOnlyWhileAModelIsOpen(boolean closed) {
        ChildJvm.Outcome outcome = ChildJvm.of(Races.class).run("exit", closed ? "1" : "0");
        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(outcome.output())
                .contains("refused: ONNX Runtime cannot load")
                .contains("watched: " + !closed);
    }

    private static ChildJvm.Outcome drained(String seconds, String pause) {
        return ChildJvm.of(Races.class)
                .flag("-D" + ExitGate.PROPERTY + "=" + seconds)
                .run("drain", pause);
    }

    @Test
    void runsAreInsideWhenTheGateShuts() {
        endAfter(LONGEST_DELAY_MS, "exit-during-run", "1");
    }

    /** Alternates odd and even delays, which decide how the JVM ends. The last one is the longest. */
    private static void endDuring(String what) {
        for (int i = 0; i < RACES; i++) {
            int growth = i == RACES - 1 ? LONGEST_DELAY_MS : i * LONGEST_DELAY_MS / RACES / 2 * 2;
            // With 0, no run is admitted once the JVM begins to end, which would only make this longer.
            int doneBefore = endAfter(SHORTEST_DELAY_MS + growth + i % 2, what, "0");
            if (i == RACES - 1) {
                assertThat(doneBefore).as("done before the longest delay ended").isPositive();
            }
        }
    }

    /** Returns how many models were created or runs done before the end; nothing may have gone wrong until then. */
    private static int endAfter(int delay, String what, String seconds) {
        ChildJvm.Outcome outcome =
                ChildJvm.of(Races.class).flag("-D" + ExitGate.PROPERTY + "=0").run(what, Integer.toString(delay));
        String output = what + " after " + delay + " ms: " + outcome.output();
        assertThat(outcome.exit()).as(output).isZero();
        assertThat(outcome.output()).as(output).doesNotContain("SIGSEGV").doesNotContain("Exception in thread");
        Matcher exit = EXIT.matcher(outcome.output());
        assertThat(exit.find()).as(output).isTrue();
        assertThat(outcome.output().substring(0, exit.start())).as(output).doesNotContain("refused");
        return Integer.parseInt(exit.group(1));
    }
}
