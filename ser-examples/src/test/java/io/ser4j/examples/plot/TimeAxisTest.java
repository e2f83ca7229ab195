package io.ser4j.examples.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimeAxisTest {
    private static List<String> labels(double seconds) {
        return TimeAxis.upTo(seconds).ticks().stream().map(TimeAxis.Tick::label).toList();
    }

    @Test
    void unitsDependOnTheLength() {
        assertThat(labels(2)).startsWith("0.0", "0.2").endsWith("2.0");
        assertThat(TimeAxis.upTo(60).title()).isEqualTo("Time (s)");
        assertThat(labels(90))
                .containsExactly("0:00", "0:10", "0:20", "0:30", "0:40", "0:50", "1:00", "1:10", "1:20", "1:30");
        assertThat(TimeAxis.upTo(90).title()).isEqualTo("Time (min:s)");
        assertThat(labels(3599)).startsWith("0:00", "5:00", "10:00").endsWith("55:00");
        assertThat(labels(36_000))
                .containsExactly(
                        "0:00", "1:00", "2:00", "3:00", "4:00", "5:00", "6:00", "7:00", "8:00", "9:00", "10:00");
        assertThat(TimeAxis.upTo(36_000).title()).isEqualTo("Time (h:min)");
    }

    @Test
    void thereAreNeverTooManyOrTooFewAndTheirPlacesMatchTheirLabels() {
        for (double seconds = 0.01; seconds < 1e7; seconds *= 1.31) {
            TimeAxis axis = TimeAxis.upTo(seconds);
            assertThat(axis.ticks()).as("%s s", seconds).hasSizeBetween(4, 13);
            assertThat(axis.ticks()).extracting(TimeAxis.Tick::label).doesNotHaveDuplicates();
            assertThat(axis.ticks().get(axis.ticks().size() - 1).seconds()).isLessThanOrEqualTo(seconds);
        }
    }
}
