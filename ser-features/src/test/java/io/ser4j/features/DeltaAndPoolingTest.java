package io.ser4j.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.spi.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeltaAndPoolingTest {
    private static final Tensor ROWS = Tensor.of(new float[] {1, 10, 2, 20, 6, 0, 3, -10}, 4, 2);

    @Test
    void aConstantHasNoSlope() {
        Tensor slopes = Delta.standard().apply(line(12, 3, 0));

        assertThat(slopes.toArray()).containsOnly(new float[] {0}, within(1e-6f));
    }

    @Test
    void aLineHasItsSlopeEverywhere() {
        Tensor slopes = Delta.standard().apply(line(12, 3, 0.25f));

        assertThat(slopes.shape()).containsExactly(12, 2);
        for (int i = 0; i < slopes.size(); i += 2) {
            assertThat(slopes.get(i)).isCloseTo(0.25f, within(1e-6f));
            assertThat(slopes.get(i + 1)).isCloseTo(-0.25f, within(1e-6f));
        }
    }

    @Test
    void aParabolaHasItsCurvatureEverywhere() {
        float[] values = new float[11];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.5f * i * i - 3 * i + 1;
        }
        Tensor curvature = Delta.of(5, 2).apply(Tensor.of(values, 11, 1));

        assertThat(curvature.toArray()).containsOnly(new float[] {1}, within(1e-5f));
    }

    /** Where the slope changes, each frame takes that of the window around it, or of the nearest whole one. */
    @Test
    void theNarrowestWindowIsTheDifferenceOfTheNeighbours() {
        float[] values = {1, 4, 2, 8, 0};

        Tensor slopes = Delta.of(3, 1).apply(Tensor.of(values, 5, 1));
        assertThat(slopes.toArray()).containsExactly(new float[] {0.5f, 0.5f, 2, -1, -1}, within(1e-6f));
        assertThat(Delta.of(5, 4).apply(Tensor.of(values, 5, 1)).toArray())
                .as("the fourth difference, from no frame more than there must be")
                .containsOnly(new float[] {1 - 4 * 4 + 6 * 2 - 4 * 8}, within(1e-4f));
    }

    @Test
    void theWidestWindowFitsAQuarticToo() {
        float[] values = new float[999];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.pow(i / 500.0 - 1, 4);
        }
        float scaled = 24 / (500f * 500 * 500 * 500);
        assertThat(Delta.of(999, 4).apply(Tensor.of(values, 999, 1)).toArray())
                .containsOnly(new float[] {scaled}, within(1e-5f * scaled));
    }

    @Test
    void deltaRefusesWhatCannotBe() {
        assertThatThrownBy(() -> Delta.of(8, 1)).hasMessage("width must be odd and lie in [3, 999], but was 8");
        assertThatThrownBy(() -> Delta.of(1, 1)).hasMessage("width must be odd and lie in [3, 999], but was 1");
        assertThatThrownBy(() -> Delta.of(1001, 1)).hasMessage("width must be odd and lie in [3, 999], but was 1001");
        assertThatThrownBy(() -> Delta.of(3, 3)).hasMessageContaining("order must lie in [1, 4]");
        assertThatThrownBy(() -> Delta.of(9, 0)).hasMessageEndingWith("below the width 9, but was 0");
        assertThatThrownBy(() -> Delta.of(9, 5)).hasMessageEndingWith("below the width 9, but was 5");
        assertThatThrownBy(() -> Delta.standard().apply(Tensor.of(new float[12], 12)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the shape must be [frames, n], but was Tensor[12]");
        assertThatThrownBy(() -> Delta.standard().apply(line(8, 0, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("frames must be at least the width 9, but were 8");
    }

    @Test
    void poolsColumns() {
        assertPooled(Pooling.MEAN, 3, 5);
        assertPooled(Pooling.DEVIATION, Math.sqrt(3.5), Math.sqrt(125));
        assertPooled(Pooling.MINIMUM, 1, -10);
        assertPooled(Pooling.MAXIMUM, 6, 20);
        assertPooled(Pooling.MEDIAN, 2.5, 5);
    }

    @ParameterizedTest
    @EnumSource(Pooling.class)
    void oneFrameIsItsOwnPool(Pooling pooling) {
        float[] pooled = pooling.apply(Tensor.of(new float[] {7, -3}, 1, 2)).toArray();

        assertThat(pooled).containsExactly(pooling == Pooling.DEVIATION ? new float[] {0, 0} : new float[] {7, -3});
    }

    @ParameterizedTest
    @EnumSource(Pooling.class)
    void poolingRefusesAnotherRank(Pooling pooling) {
        assertThatThrownBy(() -> pooling.apply(Tensor.of(new float[2], 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the shape must be [frames, n], but was Tensor[2]");
    }

    private static void assertPooled(Pooling pooling, double first, double second) {
        Tensor pooled = pooling.apply(ROWS);
        assertThat(pooled.shape()).containsExactly(2);
        assertThat((double) pooled.get(0)).isCloseTo(first, within(1e-6));
        assertThat((double) pooled.get(1)).isCloseTo(second, within(1e-5));
    }

    private static Tensor line(int frames, float start, float slope) {
        float[] values = new float[2 * frames];
        for (int i = 0; i < frames; i++) {
            values[2 * i] = start + slope * i;
            values[2 * i + 1] = start - slope * i;
        }
        return Tensor.of(values, frames, 2);
    }
}
