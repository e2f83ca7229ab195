package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.RecordingSummary.ChangePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RecordingSummaryTest {
    private static final List<Emotion> LABELS = List.of(Emotion.ANGRY, Emotion.HAPPY, Emotion.SAD);

    static EmotionSegment segment(double start, double end, double... probabilities) {
        return new EmotionSegment(start, end, 1, Optional.of(EmotionResult.of(LABELS, probabilities, 0.5, List.of())));
    }

    static EmotionSegment silence(double start, double end) {
        return new EmotionSegment(start, end, 0, Optional.empty());
    }

    @Test
    void dividesTheTimeAmongOverlappingWindows() {
        // Centres 1.5, 3, 4.5, 6, 7: shares of 2.25, 1.5, 1.5, 1.25 and 2 of 8.5 s.
        RecordingSummary summary = RecordingSummary.of(List.of(
                segment(0, 3, 0.7, 0.2, 0.1),
                segment(1.5, 4.5, 0.1, 0.8, 0.1),
                silence(3, 6),
                segment(4.5, 7.5, 0.4, 0.3, 0.3),
                segment(5.5, 8.5, 0.9, 0.1, 0)));

        assertThat(summary).hasToString("8.5 s: angry 0.50, happy 0.18, silence 0.18, undecided 0.15");
        assertThat(summary.durationSeconds()).isEqualTo(8.5);
        assertThat(summary.shares().keySet()).containsExactly(Emotion.ANGRY, Emotion.HAPPY);
        assertThat(summary.shares().get(Emotion.ANGRY)).isCloseTo(4.25 / 8.5, within(1e-12));
        assertThat(summary.shares().get(Emotion.HAPPY)).isCloseTo(1.5 / 8.5, within(1e-12));
        assertThat(summary.voicedShares().keySet()).containsExactly(Emotion.ANGRY, Emotion.HAPPY);
        assertThat(summary.voicedShares().get(Emotion.ANGRY)).isCloseTo(4.25 / 7, within(1e-12));
        assertThat(summary.voicedShares().get(Emotion.HAPPY)).isCloseTo(1.5 / 7, within(1e-12));
        assertThat(summary.silentShare()).isCloseTo(1.5 / 8.5, within(1e-12));
        assertThat(summary.undecidedShare()).isCloseTo(1.25 / 8.5, within(1e-12));
        assertThat(summary.meanProbabilities().get(0).emotion()).isEqualTo(Emotion.ANGRY);
        assertThat(summary.meanProbabilities().get(0).probability())
                .isCloseTo((2.25 * 0.7 + 1.5 * 0.1 + 1.25 * 0.4 + 2 * 0.9) / 7, within(1e-12));
        assertThat(summary.changePoints()).extracting(ChangePoint::seconds).containsExactly(2.25, 3.75, 5.25, 6.5);
        assertThat(summary.changePoints().get(1).after().isSilence()).isTrue();
        assertThat(summary.emotionChanges()).extracting(ChangePoint::seconds).containsExactly(2.25, 6.5);
        ChangePoint second = summary.emotionChanges().get(1);
        assertThat(second.before())
                .as("with silence and no decision between")
                .isEqualTo(segment(1.5, 4.5, 0.1, 0.8, 0.1));
        assertThat(second.after()).isEqualTo(segment(5.5, 8.5, 0.9, 0.1, 0));
    }

    @Test
    void everythingAddsUp() {
        Random random = new Random(8);
        for (int round = 0; round < 200; round++) {
            List<EmotionSegment> segments = new ArrayList<>();
            double start = 0;
            for (int i = 0; i <= random.nextInt(20); i++) {
                double p = random.nextDouble();
                double q = (1 - p) * random.nextDouble();
                segments.add(
                        random.nextInt(4) == 0
                                ? silence(start, start + 2)
                                : segment(start, start + 2, p, q, Math.max(0, 1 - p - q)));
                start += 0.1 + random.nextDouble();
            }
            RecordingSummary summary = RecordingSummary.of(segments);
            double sum = summary.shares().values().stream()
                    .mapToDouble(share -> share)
                    .sum();
            assertThat(sum + summary.silentShare() + summary.undecidedShare()).isCloseTo(1, within(1e-9));
            assertThat(summary.meanProbabilities().stream()
                            .mapToDouble(EmotionScore::probability)
                            .sum())
                    .isCloseTo(segments.stream().allMatch(EmotionSegment::isSilence) ? 0 : 1, within(1e-9));
        }
    }

    @Test
    void silenceAloneHasNoEmotion() {
        RecordingSummary summary = RecordingSummary.of(List.of(silence(0, 1)));
        assertThat(summary.shares()).isEqualTo(Map.of());
        assertThat(summary.voicedShares()).isEqualTo(Map.of());
        assertThat(summary.silentShare()).isEqualTo(1);
        assertThat(summary.meanProbabilities()).isEmpty();
        assertThat(summary.changePoints()).isEmpty();
        assertThat(summary.emotionChanges()).isEmpty();
    }

    @Test
    void refusesNoSegmentsAndAWrongOrder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordingSummary.of(List.of()))
                .withMessageContaining("at least one segment");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordingSummary.of(List.of(silence(1, 2), silence(0, 1))))
                .withMessageContaining("order of time");
        List<EmotionSegment> silenceGoesBack =
                List.of(segment(5, 7, 0.9, 0.1, 0), silence(0, 2), segment(8, 10, 0.9, 0.1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Smoothing.exponential(1).apply(silenceGoesBack))
                .withMessageContaining("order of time");
        EmotionSegment other = new EmotionSegment(
                1,
                3,
                1,
                Optional.of(
                        EmotionResult.of(List.of(Emotion.FEAR, Emotion.HAPPY), new double[] {0.5, 0.5}, 0, List.of())));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordingSummary.of(List.of(segment(0, 2, 0.9, 0.1, 0), other)))
                .withMessageContaining("the same classes");
        assertThatIllegalArgumentException().isThrownBy(() -> new ChangePoint(Double.NaN, other, other));
    }

    @Test
    void sharesNeverLeaveTheirRange() {
        for (int count = 1; count < 300; count++) {
            List<EmotionSegment> silences = new ArrayList<>();
            List<EmotionSegment> happy = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                silences.add(silence(0.7 * i, 0.7 * i + 2));
                happy.add(segment(0.7 * i, 0.7 * i + 2, 0, 1, 0));
            }
            assertThat(RecordingSummary.of(silences).silentShare()).isBetween(0.99, 1.0);
            assertThat(RecordingSummary.of(happy).shares().get(Emotion.HAPPY)).isBetween(0.99, 1.0);
        }
    }

    @Test
    void invalidTimesAndSharesOfASegmentAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> silence(-1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> silence(2, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> silence(0, Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EmotionSegment(0, 1, 1.5, Optional.empty()))
                .withMessage("speechShare must be in [0, 1], but was 1.5");
    }

    @Test
    void smoothsByItsFormula() {
        List<EmotionSegment> segments = List.of(
                segment(0, 2, 0.9, 0.1, 0), silence(1, 3), segment(3, 5, 0.1, 0.5, 0.4), segment(4, 6, 0, 1, 0));
        List<EmotionSegment> smoothed = Smoothing.exponential(2).apply(segments);
        double a = 1 - Math.exp(-3 / 2.0);
        double b = 1 - Math.exp(-1 / 2.0);
        double angry = a * 0.1 + (1 - a) * 0.9;
        assertThat(smoothed.get(0).result().orElseThrow().probability(Emotion.ANGRY))
                .isEqualTo(0.9);
        assertThat(smoothed.get(1).isSilence()).isTrue();
        assertThat(smoothed.get(2).result().orElseThrow().probability(Emotion.ANGRY))
                .isCloseTo(angry, within(1e-12));
        assertThat(smoothed.get(3).result().orElseThrow().probability(Emotion.ANGRY))
                .isCloseTo((1 - b) * angry, within(1e-12));
        assertThat(smoothed.get(3).result().orElseThrow().top().emotion()).isEqualTo(Emotion.HAPPY);
        UnaryOperator<EmotionSegment> live = Smoothing.exponential(2).live();
        assertThat(segments).extracting(live::apply).isEqualTo(smoothed);
    }

    @Test
    void aTimeConstantOfZeroChangesNothing() {
        List<EmotionSegment> segments = List.of(segment(0, 2, 0.9, 0.1, 0), segment(1, 3, 0.1, 0.5, 0.4));
        assertThat(Smoothing.exponential(0).apply(segments)).isEqualTo(segments);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Smoothing.exponential(-1))
                .withMessageContaining("-1");
    }

    @Test
    void aPartOfARecordingLastsNoLongerThanItDoes() {
        RecordingSummary summary = RecordingSummary.of(List.of(segment(60, 62, 0, 1, 0), silence(62, 64)));
        assertThat(summary).hasToString("4.0 s: happy 0.50, silence 0.50, undecided 0.00");
        assertThat(summary.durationSeconds()).isEqualTo(4);
    }
}
