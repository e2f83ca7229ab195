package io.ser4j.examples.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class TicksTest {
    private static List<String> labels(double end) {
        return Ticks.upTo(end, 10).stream().map(BigDecimal::toPlainString).toList();
    }

    @Test
    void ticksAreRoundNumbers() {
        assertThat(labels(2.1)).containsExactly("0.0", "0.5", "1.0", "1.5", "2.0");
        assertThat(labels(2)).hasSize(11).startsWith("0.0", "0.2").endsWith("2.0");
        assertThat(labels(45)).containsExactly("0", "5", "10", "15", "20", "25", "30", "35", "40", "45");
        assertThat(labels(3600)).containsExactly("0", "500", "1000", "1500", "2000", "2500", "3000", "3500");
        assertThat(labels(0.0012)).startsWith("0.0000", "0.0002").endsWith("0.0012");
    }

    @Test
    void thereAreNeverTooManyOrTooFew() {
        for (double end = 1e-6; end < 1e7; end *= 1.37) {
            assertThat(labels(end)).as("up to %s", end).hasSizeBetween(4, 11);
        }
    }
}
