package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.spi.ModelSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EmotionResultTest {
    private static EmotionResult of(double temperature, double threshold, float... logits) {
        List<Emotion> labels = Emotion.canonical().subList(0, logits.length);
        ClassMap classes =
                new ClassMap(new ModelSpec("fake", "1", labels, 8000, temperature, Map.of()), ClassChoice.ALL);
        return EmotionResult.of(labels, classes.probabilities(logits), threshold, List.of());
    }

    @Test
    void probabilitiesAreTheSoftmaxByItsDefinition() {
        Random random = new Random(11);
        for (int round = 0; round < 500; round++) {
            float[] logits = new float[2 + random.nextInt(6)];
            double temperature = 0.2 + 3 * random.nextDouble();
            double sum = 0;
            for (int i = 0; i < logits.length; i++) {
                logits[i] = (float) (5 * random.nextGaussian());
                sum += Math.exp(logits[i] / temperature);
            }
            EmotionResult result = of(temperature, 0, logits);
            for (int i = 0; i < logits.length; i++) {
                assertThat(result.probability(Emotion.canonical().get(i)))
                        .isCloseTo(Math.exp(logits[i] / temperature) / sum, within(1e-12));
            }
            assertThat(result.scores().stream()
                            .mapToDouble(EmotionScore::probability)
                            .sum())
                    .isCloseTo(1, within(1e-12));
            assertThat(result.scores())
                    .isSortedAccordingTo(Comparator.comparingDouble(EmotionScore::probability)
                            .reversed());
            assertThat(result.top()).isEqualTo(result.scores().get(0));
        }
    }

    @Test
    void aResultIsRestoredFromItsScores() {
        EmotionResult heard = of(1, 0.6, 0, 1, 0, 1, 0, 0, 0);
        assertThat(new EmotionResult(heard.scores(), heard.threshold(), heard.warnings()))
                .isEqualTo(heard)
                .hasToString(heard.toString());
        EmotionScore half = new EmotionScore(Emotion.SAD, 0.5);
        List<AudioWarning> silent = List.of(new AudioWarning(AudioWarning.Type.SILENT, 0, 0.1));
        EmotionResult kept = new EmotionResult(List.of(new EmotionScore(Emotion.ANGRY, 0.49), half), 0.1, silent);
        assertThat(kept.scores()).first().isEqualTo(half);
        assertThat(kept.isSilent()).isTrue();
        assertThat(kept.decision()).isEmpty();
        for (List<EmotionScore> wrong :
                List.of(List.<EmotionScore>of(), List.of(new EmotionScore(Emotion.SAD, 1)), List.of(half, half))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new EmotionResult(wrong, 0, List.of()))
                    .withMessage("scores must be of two classes or more, each once, but were " + wrong);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EmotionResult(List.of(half, new EmotionScore(Emotion.ANGRY, 0.1)), 0, List.of()))
                .withMessageStartingWith("probabilities must add up to 1, but added up to 0.6");
        AudioWarning faint = new AudioWarning(AudioWarning.Type.LOW_LEVEL, -50, -45);
        assertThat(new EmotionResult(heard.scores(), 0, List.of(faint, silent.get(0))).warnings())
                .containsExactly(silent.get(0), faint);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EmotionResult(heard.scores(), 0, List.of(faint, faint)))
                .withMessageStartingWith("warnings must have each type at most once");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EmotionResult(heard.scores(), Double.NaN, List.of()))
                .withMessage("threshold must be in [0, 1], but was NaN");
    }

    @Test
    void extremeLogitsStayProbabilities() {
        EmotionResult result = of(1e-30, 0, Float.MAX_VALUE, -Float.MAX_VALUE, 0);
        assertThat(result.probability(Emotion.ANGRY)).isEqualTo(1);
        assertThat(result.probability(Emotion.FEAR)).isZero();
        assertThat(of(1e300, 0, Float.MAX_VALUE, -Float.MAX_VALUE).top().probability())
                .isEqualTo(0.5);
    }

    @Test
    void tiesThatAChangeMakesKeepTheirOrder() {
        EmotionResult heard = of(1, 0, 1, 2);
        assertThat(heard.map(score -> 0.5).scores())
                .extracting(EmotionScore::emotion)
                .containsExactly(Emotion.DISGUST, Emotion.ANGRY);
    }

    @Test
    void tiesAreInTheOrderOfTheLabels() {
        assertThat(of(1, 0, 0, 1, 0, 1, 0, 0, 0).scores())
                .extracting(score -> score.emotion().label())
                .containsExactly("disgust", "happy", "angry", "fear", "neutral", "sad", "surprise");
    }

    @Test
    void theThresholdItselfDecides() {
        assertThat(of(1, 0.5, 3, 3).decision()).contains(Emotion.ANGRY);
        assertThat(of(1, Math.nextUp(0.5), 3, 3).decision()).isEmpty();
        assertThat(of(1, 0, 3, 3).decision()).contains(Emotion.ANGRY);
        assertThat(of(1, 1, 1000, 0).decision()).contains(Emotion.ANGRY);
    }

    @Test
    void anUnknownClassIsRefusedWithThoseThatExist() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(1, 0, 0, 1).probability(Emotion.SURPRISE))
                .withMessage("emotion must be one of [angry, disgust], but was surprise");
    }

    @Test
    void scoresCannotBeChangedAndPrintThemselves() {
        EmotionResult result = of(1, 0, 0, 0);
        assertThatThrownBy(() -> result.scores().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThat(result).hasToString("[angry 0.50, disgust 0.50]");
    }
}
