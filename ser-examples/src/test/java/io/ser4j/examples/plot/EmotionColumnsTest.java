package io.ser4j.examples.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.Emotion;
import io.ser4j.EmotionSegment;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EmotionColumnsTest {
    /** Probabilities come from single-precision logits. */
    private static final Offset<Double> ROUNDING = within(1e-6);

    private static EmotionColumns columns(List<EmotionSegment> segments, double seconds, int columns) {
        return new EmotionColumns(segments, Segments.TWO, seconds, columns);
    }

    @Test
    void overlappingWindowsMeetHalfWayBetweenTheirMiddles() {
        // Middles at 2, 4 and 6 s: they meet at 3 and 5 s.
        EmotionColumns columns = columns(
                List.of(Segments.heard(0, 4, 0.9, 0.1), Segments.silent(2, 6), Segments.heard(4, 8, 0.2, 0.8)), 8, 8);
        for (int column = 0; column < 3; column++) {
            assertThat(columns.probability(column, 0)).isCloseTo(0.9, ROUNDING);
            assertThat(columns.top(column)).isZero();
        }
        for (int column = 3; column < 5; column++) {
            assertThat(columns.probability(column, 2)).isCloseTo(1, ROUNDING);
            assertThat(columns.top(column)).isEqualTo(2);
        }
        for (int column = 5; column < 8; column++) {
            assertThat(columns.probability(column, 1)).isCloseTo(0.8, ROUNDING);
            assertThat(columns.top(column)).isEqualTo(1);
        }
    }

    @Test
    void aColumnOfSeveralWindowsHasTheirTimeWeightedMean() {
        EmotionColumns columns = columns(
                List.of(Segments.heard(0, 2, 0.9, 0.1), Segments.heard(1, 3, 0.3, 0.7), Segments.silent(2, 4)), 4, 1);
        assertThat(columns.probability(0, 0)).isCloseTo((1.5 * 0.9 + 0.3) / 4, ROUNDING);
        assertThat(columns.probability(0, 1)).isCloseTo((1.5 * 0.1 + 0.7) / 4, ROUNDING);
        assertThat(columns.probability(0, 2)).isCloseTo(1.5 / 4, ROUNDING);
    }

    @Test
    void betweenWideWindowsThereIsNoMixtureOfThem() {
        // They meet at 2.5 of 5 columns, where the mean of both would have the third class on top.
        EmotionColumns columns = new EmotionColumns(
                List.of(Segments.heard(0, 2, 0.5, 0.1, 0.4), Segments.heard(1, 3, 0.1, 0.5, 0.4)),
                Emotion.canonical().subList(0, 3),
                3,
                5);
        assertThat(IntStream.range(0, 5).map(columns::top)).containsExactly(0, 0, 1, 1, 1);
        assertThat(columns.probability(2, 1)).isCloseTo(0.5, ROUNDING);
    }

    @Test
    void columnsWithoutAWindowStayEmpty() {
        EmotionColumns columns = columns(List.of(Segments.heard(1, 2, 0.9, 0.1)), 4, 4);
        assertThat(columns.isHeard(0)).isFalse();
        assertThat(columns.isHeard(1)).isTrue();
        assertThat(columns.isHeard(2)).isFalse();
    }

    @Test
    void aColumnHasOnTopWhatTookMostOfItsTime() {
        List<EmotionSegment> segments = List.of(
                Segments.heard(0, 1, 0.4, 0.6),
                Segments.silent(1, 4),
                Segments.heard(4, 6.5, 0.4, 0.6),
                Segments.heard(6.5, 8, 0.99, 0.01));
        EmotionColumns columns = columns(segments, 8, 2);
        assertThat(columns.probability(0, 2)).isGreaterThan(0.7);
        assertThat(columns.top(0)).isEqualTo(2);
        assertThat(columns.probability(1, 0)).isGreaterThan(0.5);
        assertThat(columns.top(1)).isEqualTo(1);
        assertThat(columns.hasUndecided()).isFalse();
    }

    @Test
    void noDecisionIsShownAsSuch() {
        EmotionColumns columns = columns(List.of(Segments.unsure(0, 2), Segments.heard(2, 4, 0.9, 0.1)), 4, 4);
        assertThat(columns.hasUndecided()).isTrue();
        assertThat(columns.top(0)).isEqualTo(3);
        assertThat(columns.probability(0, 0)).isCloseTo(0.5, ROUNDING);
        assertThat(columns.top(3)).isZero();
    }

    @Test
    void aWindowMayEndAfterTheRecording() {
        EmotionColumns columns = columns(List.of(Segments.silent(0, 3), Segments.heard(3, 6, 0.6, 0.4)), 4.5, 3);
        assertThat(columns.top(0)).isEqualTo(2);
        assertThat(columns.top(2)).isZero();
    }
}
