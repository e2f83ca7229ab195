package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DerivedAffectTest {
    private static EmotionResult result(List<Emotion> labels, double... probabilities) {
        return EmotionResult.of(labels, probabilities, 0, List.of());
    }

    @Test
    void coordinatesAreThoseOfTheTable() {
        assertThat(Emotion.canonical())
                .extracting(
                        label -> DerivedAffect.coordinates(label).orElseThrow().toString())
                .containsExactly(
                        "derived arousal 0.59, derived valence -0.51",
                        "derived arousal 0.35, derived valence -0.60",
                        "derived arousal 0.60, derived valence -0.64",
                        "derived arousal 0.51, derived valence 0.81",
                        "derived arousal 0.00, derived valence 0.00",
                        "derived arousal -0.27, derived valence -0.63",
                        "derived arousal 0.67, derived valence 0.40");
        assertThat(DerivedAffect.coordinates(new Emotion("calm"))).isEmpty();
    }

    @Test
    void aCertainResultIsAtItsCoordinates() {
        for (int i = 0; i < 7; i++) {
            double[] probabilities = new double[7];
            probabilities[i] = 1;
            assertThat(result(Emotion.canonical(), probabilities).derivedAffect())
                    .isEqualTo(DerivedAffect.coordinates(Emotion.canonical().get(i)));
        }
    }

    @Test
    void itIsTheMeanOfTheCoordinates() {
        List<Emotion> labels = List.of(Emotion.HAPPY, Emotion.SAD, Emotion.NEUTRAL);
        DerivedAffect affect = result(labels, 0.5, 0.3, 0.2).derivedAffect().orElseThrow();
        assertThat(affect.arousal()).isCloseTo(0.5 * 0.51 - 0.3 * 0.27, within(1e-12));
        assertThat(affect.valence()).isCloseTo(0.5 * 0.81 - 0.3 * 0.63, within(1e-12));
    }

    @Test
    void itStaysWithinTheCoordinatesWhateverTheProbabilities() {
        Random random = new Random(31);
        for (int round = 0; round < 500; round++) {
            double[] probabilities = new double[7];
            double sum = 0;
            for (int i = 0; i < 7; i++) {
                probabilities[i] = Math.exp(4 * random.nextGaussian());
                sum += probabilities[i];
            }
            List<EmotionScore> scores = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                scores.add(new EmotionScore(Emotion.canonical().get(i), probabilities[i] / sum));
            }
            DerivedAffect affect = DerivedAffect.of(scores).orElseThrow();
            assertThat(affect.arousal()).isBetween(-0.27 - 1e-12, 0.67 + 1e-12);
            assertThat(affect.valence()).isBetween(-0.64 - 1e-12, 0.81 + 1e-12);
        }
    }

    @Test
    void aClassWithoutCoordinatesLeavesNothingToDerive() {
        List<Emotion> labels = List.of(new Emotion("negative"), Emotion.HAPPY);
        assertThat(result(labels, 0.1, 0.9).derivedAffect()).isEmpty();
        assertThat(result(labels, 0, 1).derivedAffect()).isEmpty();
        assertThat(DerivedAffect.of(List.of())).isEmpty();
    }

    @Test
    void aMergedClassHasTheCoordinatesOfItsName() {
        ClassChoice choice = ClassChoice.ALL.merge(Emotion.SAD, Emotion.ANGRY);
        ClassMap map = new ClassMap(new FakeModel().spec(), choice);
        DerivedAffect affect = result(map.labels(), map.probabilities(new float[3]))
                .derivedAffect()
                .orElseThrow();
        assertThat(affect.valence()).isCloseTo(-0.63 * 2 / 3, within(1e-12));
    }

    @Test
    void silenceHasNone() {
        AudioWarning silent = new AudioWarning(AudioWarning.Type.SILENT, 0, 0.1);
        List<Emotion> labels = List.of(Emotion.HAPPY, Emotion.SAD);
        EmotionResult nothing = EmotionResult.of(labels, new double[] {0.5, 0.5}, 0, List.of(silent));
        assertThat(nothing.derivedAffect()).isEmpty();
        assertThat(DerivedAffect.of(nothing.scores())).isPresent();
        assertThat(EmotionResult.of(labels, new double[] {0.5, 0.5}, 0.9, List.of())
                        .derivedAffect())
                .as("whatever the threshold")
                .isPresent();
    }

    @Test
    void roundedProbabilitiesAreNormalised() {
        EmotionResult kept = new EmotionResult(
                List.of(new EmotionScore(Emotion.HAPPY, 0.9), new EmotionScore(Emotion.NEUTRAL, 0.08)), 0, List.of());
        DerivedAffect affect = kept.derivedAffect().orElseThrow();
        assertThat(affect.arousal()).isCloseTo(0.51 * 0.9 / 0.98, within(1e-12));
        assertThat(affect.valence()).isCloseTo(0.81 * 0.9 / 0.98, within(1e-12));
    }

    @Test
    void whatIsOutOfRangeIsRefused() {
        for (double bad : new double[] {-1.01, 1.01, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new DerivedAffect(bad, 0))
                    .withMessage("arousal must be in [-1, 1], but was " + bad);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new DerivedAffect(0, bad))
                    .withMessage("valence must be in [-1, 1], but was " + bad);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DerivedAffect.of(List.of(new EmotionScore(Emotion.SAD, 0.5))))
                .withMessage("probabilities must add up to 1, but added up to 0.5: [sad 0.50]");
    }
}
