package io.ser4j.onnx.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * No race between inference, closing, opening and the end of the JVM crashes it. There are few of them here, since each that
 * ends a JVM takes most of a second; the profile {@code stress} makes it 200 of each kind.
 */
class RaceTest {
    private static final int RACES = Integer.getInteger("ser4j.races", 6);
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
        ChildJvm.Outcome outcome = ChildJvm.of(Races.class).run("drain", "20");
        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("drained after 20").doesNotContain("Exception");
        ChildJvm.Outcome hasty =
                ChildJvm.of(Races.class).flag("-D" + ExitGate.PROPERTY + "=0").run("drain", "20");
        assertThat(hasty.exit()).as(hasty.output()).isZero();
        assertThat(hasty.output()).contains("ModelException: a model cannot be run while the JVM shuts down");
    }

    /** Odd and even delays alternate, which decide by what way the JVM ends. The last one is the longest. */
    private static void endDuring(String what) {
        for (int i = 0; i < RACES; i++) {
            int growth = i == RACES - 1 ? LONGEST_DELAY_MS : i * LONGEST_DELAY_MS / RACES / 2 * 2;
            int doneBefore = endAfter(SHORTEST_DELAY_MS + growth + i % 2, what);
            if (i == RACES - 1) {
                assertThat(doneBefore).as("done before the longest delay ended").isPositive();
            }
        }
    }

    /** Returns how many models were created or runs done before the end; nothing may have gone wrong until then. */
    private static int endAfter(int delay, String what) {
        // Not let in for seconds, which would only make this longer.
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
