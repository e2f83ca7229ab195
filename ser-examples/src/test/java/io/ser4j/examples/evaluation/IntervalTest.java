package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.Emotion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Each number of an interval, a bin and a curve, in cases that tell it from similar ones. */
class IntervalTest {
    private static final List<Emotion> CLASSES = List.of(Emotion.ANGRY, Emotion.HAPPY, Emotion.SAD);

    private static Judgement judgement(String speaker, Emotion truth, Emotion answer, double confidence) {
        Emotion second = answer.equals(Emotion.ANGRY) ? Emotion.SAD : Emotion.ANGRY;
        return Clips.judgement(speaker, truth, answer, second, confidence);
    }

    private static Judgement confident(double confidence, boolean right) {
        return judgement("a", right ? Emotion.ANGRY : Emotion.SAD, Emotion.ANGRY, confidence);
    }

    private static Map<String, ConfusionMatrix> speakers(int count) {
        Map<String, ConfusionMatrix> speakers = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            List<Emotion> answer = List.of(Emotion.ANGRY);
            speakers.put("speaker " + i, ConfusionMatrix.of(CLASSES, answer, answer));
        }
        return speakers;
    }

    /** As numpy.percentile([0, ..., 1999], [2.5, 97.5]), whatever the order of the draws. */
    @Test
    void theEndsEnclose95PercentOfTheDraws() {
        AtomicInteger next = new AtomicInteger();
        Interval upwards =
                Interval.of(speakers(4), drawn -> next.getAndIncrement()).orElseThrow();
        assertThat(next).hasValue(2000);
        Interval downwards =
                Interval.of(speakers(4), drawn -> next.decrementAndGet()).orElseThrow();
        assertThat(List.of(upwards, downwards)).allSatisfy(interval -> {
            assertThat(interval.low()).isCloseTo(49.975, within(1e-9));
            assertThat(interval.high()).isCloseTo(1949.025, within(1e-9));
            assertThat(interval.withEveryClass()).isEqualTo(1);
        });
    }

    @Test
    void threeSpeakersHaveNone() {
        assertThat(Interval.of(speakers(3), ConfusionMatrix::uar)).isEmpty();
        assertThat(Interval.of(speakers(4), ConfusionMatrix::uar)).contains(new Interval(1, 1, 1));
    }

    /** All speakers have the same figures, so all draws do; the third class is answered, but no clip has it. */
    @Test
    void eachMeasureHasItsOwnInterval() {
        List<Judgement> judgements = new ArrayList<>();
        for (String speaker : List.of("ann", "ben", "cem", "dan")) {
            for (int i = 0; i < 3; i++) {
                judgements.add(judgement(speaker, Emotion.ANGRY, Emotion.ANGRY, 0.8));
            }
            judgements.add(judgement(speaker, Emotion.SAD, Emotion.ANGRY, 0.8));
            judgements.add(judgement(speaker, Emotion.ANGRY, Emotion.HAPPY, 0.8));
        }
        Figures figures = Figures.of(judgements, CLASSES);
        assertThat(figures.speakers()).isEqualTo(4);
        assertThat(figures.confusion().uar()).isEqualTo(0.375);
        assertThat(figures.uarInterval()).contains(new Interval(0.375, 0.375, 1));
        assertThat(figures.accuracyInterval()).contains(new Interval(0.6, 0.6, 1));
        assertThat(figures.restrictedUar())
                .as("angry is the second most probable class of the clips answered as happy")
                .isEqualTo(0.5);
        judgements.add(judgement("", Emotion.SAD, Emotion.SAD, 0.8));
        assertThat(Figures.of(judgements, CLASSES))
                .as("with one speaker who is not named")
                .extracting(Figures::speakers, Figures::uarInterval, Figures::accuracyInterval)
                .containsExactly(0, Optional.empty(), Optional.empty());
    }

    @Test
    void aBinExcludesItsLowerAndIncludesItsUpperEnd() {
        List<Calibration.Bin> bins = Calibration.of(
                        List.of(confident(0.5, true), confident(0.48, false), confident(0.6, true), confident(1, true)))
                .bins();
        assertThat(bins).hasSize(15).extracting(Calibration.Bin::low).startsWith(0.0, 1 / 15.0, 2 / 15.0);
        assertThat(bins).extracting(Calibration.Bin::high).endsWith(13 / 15.0, 14 / 15.0, 1.0);
        assertThat(bins.get(7)).isEqualTo(new Calibration.Bin(7 / 15.0, 8 / 15.0, 2, 0.49, 0.5));
        assertThat(bins.get(8)).isEqualTo(new Calibration.Bin(8 / 15.0, 9 / 15.0, 1, 0.6, 1));
        assertThat(bins.get(14)).isEqualTo(new Calibration.Bin(14 / 15.0, 1, 1, 1, 1));
        assertThat(bins.get(6)).isEqualTo(new Calibration.Bin(6 / 15.0, 7 / 15.0, 0, 0, 0));
    }

    @Test
    void theCurveFollowsConfidenceWhateverTheOrderOfClips() {
        assertThat(Coverage.of(List.of(
                                confident(0.5, false),
                                confident(0.9, true),
                                confident(0.6, false),
                                confident(0.9, true)))
                        .curve())
                .containsExactly(
                        new Coverage.Point(0.9, 0.5, 1),
                        new Coverage.Point(0.6, 0.75, 2 / 3.0),
                        new Coverage.Point(0.5, 1, 0.5));
    }
}
