package io.ser4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowPlanTest {
    @Test
    void windowsAreWholeRegularAndLeaveNoSampleOut() {
        Random random = new Random(5);
        for (int round = 0; round < 2000; round++) {
            int window = 1 + random.nextInt(60);
            WindowPlan plan = new WindowPlan(8000, window, 1 + random.nextInt(window));
            int length = 1 + random.nextInt(300);
            long covered = 0;
            long index = 0;
            for (; plan.exists(index, length); index++) {
                long start = plan.start(index, length);
                long end = plan.end(index, length);
                assertThat(start).isBetween(0L, covered);
                assertThat(start).isGreaterThanOrEqualTo(plan.neededFrom(index));
                assertThat(end).isGreaterThan(covered).isLessThanOrEqualTo(length);
                assertThat(end - start).isEqualTo(Math.min(window, length));
                if (end < length) {
                    assertThat(start).isEqualTo(index * plan.hopSamples());
                    assertThat(plan.start(index, WindowPlan.UNKNOWN)).isEqualTo(start);
                }
                covered = end;
            }
            assertThat(covered).isEqualTo(length);
            assertThat(index).isLessThanOrEqualTo(1 + length);
        }
    }

    @Test
    void aSignalWithoutSamplesHasNoWindow() {
        assertThat(new WindowPlan(8000, 10, 5).exists(0, 0)).isFalse();
    }

    @Test
    void badPlansAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WindowPlan(0, 10, 5))
                .withMessageContaining("sampleRateHz")
                .withMessageContaining("0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WindowPlan(8000, 0, 1))
                .withMessageContaining("windowSamples");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WindowPlan(8000, 10, 11))
                .withMessage("hopSamples must lie in [1, 10], but was 11");
    }
}
