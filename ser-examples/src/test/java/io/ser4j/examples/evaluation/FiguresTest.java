package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.Emotion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final List<Emotion> CLASSES = List.of(Emotion.ANGRY, Emotion.HAPPY, Emotion.SAD);

    private static Judgement judgement(String speaker, Emotion truth, Emotion answer, double confidence) {
        Emotion second = answer.equals(Emotion.HAPPY) ? Emotion.ANGRY : Emotion.HAPPY;
        return Clips.judgement(speaker, truth, answer, second, confidence);
    }

    @Test
    void classesWithoutClipsAreInNoAverageButMayBeAnswered() {
        Figures figures = Figures.of(
                List.of(
                        judgement("a", Emotion.ANGRY, Emotion.ANGRY, 0.9),
                        judgement("a", Emotion.HAPPY, Emotion.SAD, 0.6),
                        judgement("a", Emotion.HAPPY, Emotion.HAPPY, 0.7)),
                CLASSES);
        assertThat(figures.confusion().uar()).isEqualTo(0.75);
        assertThat(figures.confusion().truthClasses()).containsExactly(Emotion.ANGRY, Emotion.HAPPY);
        // Without sad, the second most probable class is the answer, which is right.
        assertThat(figures.restrictedUar()).isEqualTo(1);
        assertThat(figures.uarInterval()).isEmpty();
    }

    @Test
    void theIntervalIsOverSpeakersNotOverClips() {
        List<Judgement> judgements = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            boolean good = i % 4 < 2;
            judgements.add(judgement("speaker " + i % 4, Emotion.ANGRY, good ? Emotion.ANGRY : Emotion.SAD, 0.8));
        }
        Interval interval = Figures.of(judgements, CLASSES).uarInterval().orElseThrow();
        // Two speakers of four are always right, two never: Binomial(4, 1/2) / 4 has 1/16 in each tail.
        assertThat(interval).isEqualTo(new Interval(0, 1, 1));
        assertThat(Figures.of(judgements, CLASSES).uarInterval()).contains(interval);
    }

    @Test
    void theIntervalCountsDrawsInWhichAClassIsMissing() {
        List<Judgement> judgements = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            judgements.add(judgement("speaker " + i, Emotion.ANGRY, Emotion.ANGRY, 0.8));
        }
        judgements.add(judgement("speaker 0", Emotion.SAD, Emotion.SAD, 0.8));
        Interval interval = Figures.of(judgements, CLASSES).uarInterval().orElseThrow();
        // Only speaker 0 is sad, and is missing from all four draws with a probability of (3/4)^4.
        assertThat(interval.withEveryClass()).isCloseTo(1 - Math.pow(0.75, 4), within(0.03));
        assertThat(Figures.of(judgements.subList(0, 3), CLASSES).uarInterval()).isEmpty();
    }

    @Test
    void coverageFallsAndTiesStayTogether() {
        Coverage coverage = Coverage.of(List.of(
                judgement("a", Emotion.ANGRY, Emotion.ANGRY, 0.95),
                judgement("a", Emotion.ANGRY, Emotion.SAD, 0.6),
                judgement("a", Emotion.ANGRY, Emotion.ANGRY, 0.6),
                judgement("a", Emotion.ANGRY, Emotion.SAD, 0.5)));
        assertThat(coverage.curve())
                .containsExactly(
                        new Coverage.Point(0.95, 0.25, 1),
                        new Coverage.Point(0.6, 0.75, 2 / 3.0),
                        new Coverage.Point(0.5, 1, 0.5));
        assertThat(coverage.table()).hasSize(10);
        assertThat(coverage.table().get(6)).isEqualTo(new Coverage.Point(0.6, 0.75, 2 / 3.0));
        assertThat(coverage.table().get(9)).isEqualTo(new Coverage.Point(0.9, 0.25, 1));
    }

    @Test
    void aSilentClipIsNeverAnswered() {
        Judgement heard = judgement("a", Emotion.ANGRY, Emotion.ANGRY, 0.6);
        Judgement silent =
                new Judgement(Clips.clip("c", "a", "t", 2), Emotion.SAD, heard.scores(), true, Clips.sound("silence"));
        Coverage coverage = Coverage.of(List.of(silent, heard));
        assertThat(coverage.curve()).containsExactly(new Coverage.Point(0.6, 0.5, 1));
        assertThat(coverage.table().get(0)).isEqualTo(new Coverage.Point(0, 0.5, 1));
        assertThat(Coverage.of(List.of(silent)).table()).containsOnlyOnce(new Coverage.Point(0, 0, 0));
        assertThat(CoveragePicture.draw(Coverage.of(List.of(silent)))).startsWith("<svg");
        assertThat(Figures.of(List.of(silent, heard), CLASSES).confusion().accuracy())
                .isEqualTo(0.5);
    }

    @Test
    void calibrationIsPerfectIfConfidenceEqualsAccuracy() {
        List<Judgement> judgements = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            judgements.add(judgement("a", Emotion.ANGRY, i < 7 ? Emotion.ANGRY : Emotion.SAD, 0.7));
        }
        assertThat(Calibration.of(judgements).error()).isCloseTo(0, within(1e-12));
        judgements.replaceAll(one -> judgement("a", one.truth(), one.answer(), 0.9));
        assertThat(Calibration.of(judgements).error()).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void unknownClassesAreRefused() {
        assertThatThrownBy(() -> ConfusionMatrix.of(CLASSES, List.of(Emotion.FEAR), List.of(Emotion.SAD)))
                .hasMessageContaining("but was fear");
        assertThatThrownBy(() -> ConfusionMatrix.of(CLASSES, List.of(Emotion.SAD), List.of()))
                .hasMessageContaining("answers must be as many as truths, 1, but were 0");
    }

    @Test
    void everyReferenceIsComplete() {
        assertThat(Reference.all()).isNotEmpty().allSatisfy(reference -> {
            assertThat(CorpusLayout.named(reference.corpus())).isPresent();
            assertThat(List.of(reference.protocol(), reference.who(), reference.result(), reference.source()))
                    .noneMatch(String::isBlank);
        });
    }
}
