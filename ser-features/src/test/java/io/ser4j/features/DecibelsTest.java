package io.ser4j.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.spi.Tensor;
import org.junit.jupiter.api.Test;

class DecibelsTest {
    private static final DecibelConfig UNBOUNDED = new DecibelConfig(1, 1e-10, Double.POSITIVE_INFINITY);

    @Test
    void hasItsFixedPoints() {
        Tensor decibels = Decibels.of(UNBOUNDED).apply(row(1, 10, 0.5f, 1e-10f, 0));

        assertThat(decibels.toArray()).containsExactly(new float[] {0, 10, -3.0103f, -100, -100}, within(1e-5f));
    }

    @Test
    void aGainInPowerIsAShiftInDecibels() {
        float[] quiet = Decibels.of(UNBOUNDED).apply(row(1e-6f, 3e-5f, 0.2f)).toArray();
        float[] loud = Decibels.of(UNBOUNDED).apply(row(1e-3f, 3e-2f, 200)).toArray();
        float[] referenced = Decibels.of(new DecibelConfig(1000, 1e-10, Double.POSITIVE_INFINITY))
                .apply(row(1e-3f, 3e-2f, 200))
                .toArray();

        for (int i = 0; i < quiet.length; i++) {
            assertThat(loud[i] - quiet[i]).isCloseTo(30, within(1e-4f));
            assertThat(referenced[i]).isCloseTo(quiet[i], within(1e-4f));
        }
    }

    @Test
    void keepsToTheRangeBelowTheMaximumOfTheWholeClip() {
        Tensor decibels =
                Decibels.of(DecibelConfig.librosa()).apply(Tensor.of(new float[] {100, 1e-5f, 1e-9f, 0}, 2, 2));

        assertThat(decibels.shape()).containsExactly(2, 2);
        assertThat(decibels.toArray()).containsExactly(new float[] {20, -50, -60, -60}, within(1e-5f));
    }

    @Test
    void aRangeOfNothingLeavesTheMaximum() {
        assertThat(Decibels.of(new DecibelConfig(1, 1e-10, 0))
                        .apply(row(1, 10, 0))
                        .toArray())
                .containsExactly(new float[] {10, 10, 10}, within(1e-5f));
    }

    @Test
    void silenceIsTheLeastPower() {
        assertThat(Decibels.of(DecibelConfig.librosa()).apply(row(0, 0)).toArray())
                .containsExactly(new float[] {-100, -100}, within(1e-5f));
    }

    private static Tensor row(float... values) {
        return Tensor.of(values, values.length);
    }
}
