package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final long SECOND = 1_000_000_000;

    private final AtomicLong clock = new AtomicLong(123);
    private final StringWriter terminal = new StringWriter();

    private Progress progress(OptionalLong total) {
        return new Progress(new PrintWriter(terminal), clock::get, total);
    }

    /** What the terminal shows: the last line, after the last carriage return that something follows. */
    private String shown() {
        String[] lines = terminal.toString().split("\r");
        return lines[lines.length - 1].stripTrailing();
    }

    @Test
    void rateAndTimeLeftFollowTheClock() {
        Progress progress = progress(OptionalLong.of(100));
        for (int i = 0; i < 25; i++) {
            clock.addAndGet(SECOND / 5);
            progress.step(i != 3);
        }
        // 25 files in 5 s are 5 per second, so that the other 75 take 15 s.
        assertThat(shown()).isEqualTo("[######..................] 25/100 files, 5.0/s, 0:15 left, 1 failed");
    }

    @Test
    void filesOfAnEarlierRunDoNotAffectTheRate() {
        Progress progress = progress(OptionalLong.of(1000));
        for (int i = 0; i < 900; i++) {
            progress.skip();
        }
        clock.addAndGet(SECOND);
        progress.step(true);
        assertThat(shown()).isEqualTo("[#####################...] 901/1000 files, 1.0/s, 1:39 left");
    }

    @Test
    void itIsRedrawnTenTimesASecondAtMost() {
        Progress progress = progress(OptionalLong.of(1_000_000));
        for (int i = 0; i < 10_000; i++) {
            clock.addAndGet(SECOND / 10_000);
            progress.step(true);
        }
        assertThat(terminal.toString().chars().filter(c -> c == '\r').count()).isBetween(9L, 11L);
    }

    @Test
    void withoutATotalThereIsNoTimeLeft() {
        Progress progress = progress(OptionalLong.empty());
        clock.addAndGet(2 * SECOND);
        progress.step(true);
        assertThat(shown()).isEqualTo("1 files, 0.5/s");
    }

    @Test
    void clearingLeavesAnEmptyLine() {
        Progress progress = progress(OptionalLong.of(7));
        clock.addAndGet(SECOND);
        progress.step(true);
        int length = shown().length();
        progress.clear();
        assertThat(terminal.toString()).endsWith("\r" + " ".repeat(length) + "\r");
    }

    @Test
    void aShorterLineCoversALongerOne() {
        Progress progress = progress(OptionalLong.of(4000));
        clock.addAndGet(SECOND);
        progress.step(true);
        int before = shown().length();
        clock.addAndGet(SECOND / 5);
        for (int i = 0; i < 5; i++) {
            clock.addAndGet(SECOND / 5);
            progress.step(true);
        }
        assertThat(shown().length()).isLessThan(before);
        String[] drawn = terminal.toString().split("\r");
        assertThat(drawn[2]).hasSize(before);
    }

    @Test
    void longTimesHaveHours() {
        assertThat(Progress.clock(0)).isEqualTo("0:00");
        assertThat(Progress.clock(59.2)).isEqualTo("1:00");
        assertThat(Progress.clock(3599.5)).isEqualTo("1:00:00");
        assertThat(Progress.clock(36_061)).isEqualTo("10:01:01");
    }
}
