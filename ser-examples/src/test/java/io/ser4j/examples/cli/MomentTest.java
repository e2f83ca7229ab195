package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MomentTest {
    @Test
    void timesHaveTenthsAndTheirHoursOnlyIfNeeded() {
        assertThat(Moment.clock(0)).isEqualTo("0:00.0");
        assertThat(Moment.clock(59.96)).isEqualTo("1:00.0");
        assertThat(Moment.clock(754.3)).isEqualTo("12:34.3");
        assertThat(Moment.clock(3599.96)).isEqualTo("1:00:00.0");
        assertThat(Moment.clock(36_061.5)).isEqualTo("10:01:01.5");
    }
}
