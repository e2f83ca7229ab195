package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.spi.ModelSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compares restriction and merging with their definitions. */
class ClassMapTest {
    private static final Emotion NEGATIVE = new Emotion("negative");

    private static ClassMap map(double temperature, ClassChoice choice) {
        return new ClassMap(new ModelSpec("fake", "1", Emotion.canonical(), 8000, temperature, Map.of()), choice);
    }

    private static float[] logits(Random random) {
        float[] logits = new float[Emotion.canonical().size()];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (5 * random.nextGaussian());
        }
        return logits;
    }

    private static List<Emotion> some(Random random, int least) {
        List<Emotion> shuffled = new ArrayList<>(Emotion.canonical());
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, least + random.nextInt(shuffled.size() + 1 - least));
    }

    @Test
    void restrictedProbabilitiesAreTheSoftmaxOverTheKeptLogits() {
        Random random = new Random(21);
        for (int round = 0; round < 500; round++) {
            double temperature = 0.2 + 3 * random.nextDouble();
            float[] logits = logits(random);
            List<Emotion> kept = some(random, 2);
            ClassMap map = map(temperature, ClassChoice.ALL.labels(kept.toArray(Emotion[]::new)));
            assertThat(map.labels())
                    .containsExactlyElementsOf(
                            Emotion.canonical().stream().filter(kept::contains).toList());
            double sum = 0;
            for (Emotion label : kept) {
                sum += Math.exp(logits[Emotion.canonical().indexOf(label)] / temperature);
            }
            double[] probabilities = map.probabilities(logits);
            assertThat(probabilities).hasSize(kept.size());
            for (int i = 0; i < probabilities.length; i++) {
                double logit = logits[Emotion.canonical().indexOf(map.labels().get(i))];
                assertThat(probabilities[i]).isCloseTo(Math.exp(logit / temperature) / sum, within(1e-12));
            }
        }
    }

    @Test
    void mergedProbabilitiesAddUp() {
        Random random = new Random(22);
        for (int round = 0; round < 500; round++) {
            float[] logits = logits(random);
            List<Emotion> kept = some(random, 3);
            List<Emotion> merged = kept.subList(0, 1 + random.nextInt(kept.size() - 1));
            ClassChoice restricted = ClassChoice.ALL.labels(kept.toArray(Emotion[]::new));
            ClassMap parts = map(1.5, restricted);
            ClassMap whole = map(1.5, restricted.merge(NEGATIVE, merged.toArray(Emotion[]::new)));
            double[] apart = parts.probabilities(logits);
            double[] together = whole.probabilities(logits);
            double sum = 0;
            for (int i = 0; i < apart.length; i++) {
                Emotion label = parts.labels().get(i);
                if (merged.contains(label)) {
                    sum += apart[i];
                } else {
                    assertThat(together[whole.labels().indexOf(label)]).isEqualTo(apart[i]);
                }
            }
            assertThat(together[whole.labels().indexOf(NEGATIVE)]).isCloseTo(sum, within(1e-12));
            assertThat(together).hasSize(apart.length - merged.size() + 1);
            assertThat(Arrays.stream(together)).allMatch(p -> p >= 0 && p <= 1);
        }
    }

    @Test
    void withoutAChoiceTheClassesAreTheModels() {
        assertThat(map(1, ClassChoice.ALL).labels()).isEqualTo(Emotion.canonical());
        Emotion[] all = Emotion.canonical().toArray(Emotion[]::new);
        float[] logits = logits(new Random(23));
        assertThat(map(2, ClassChoice.ALL.labels(all)).probabilities(logits))
                .isEqualTo(map(2, ClassChoice.ALL).probabilities(logits));
    }

    @Test
    void aRestrictionToImprobableClassesIsSafe() {
        float[] logits = {0, Float.MAX_VALUE, 1, -Float.MAX_VALUE, 0, 0, 0};
        ClassMap map = map(1, ClassChoice.ALL.labels(Emotion.ANGRY, Emotion.FEAR, Emotion.HAPPY));
        assertThat(map.probabilities(logits))
                .as("renormalised probabilities would be 0 / 0")
                .containsExactly(new double[] {1 / (1 + Math.E), Math.E / (1 + Math.E), 0}, within(1e-12));
    }

    @Test
    void aMergedClassTakesThePlaceOfItsFirstPart() {
        Emotion positive = new Emotion("positive");
        ClassChoice choice = ClassChoice.ALL
                .merge(NEGATIVE, Emotion.SAD, Emotion.DISGUST)
                .merge(positive, Emotion.SURPRISE, Emotion.HAPPY)
                .merge(NEGATIVE, Emotion.FEAR);
        assertThat(map(1, choice).labels()).containsExactly(Emotion.ANGRY, NEGATIVE, positive, Emotion.NEUTRAL);
        assertThat(map(1, choice.labels(Emotion.SAD, Emotion.FEAR, Emotion.DISGUST, Emotion.SURPRISE, Emotion.HAPPY))
                        .labels())
                .as("restrictions come first, whatever the order of the calls")
                .containsExactly(NEGATIVE, positive);
    }

    @Test
    void aKeptClassIsATargetWithItsOwnProbability() {
        float[] logits = logits(new Random(24));
        ClassChoice named = ClassChoice.ALL.merge(Emotion.ANGRY, Emotion.ANGRY, Emotion.DISGUST);
        ClassChoice unnamed = ClassChoice.ALL.merge(Emotion.ANGRY, Emotion.DISGUST);
        double[] all = map(1, ClassChoice.ALL).probabilities(logits);
        assertThat(map(1, unnamed).labels()).hasSize(6).startsWith(Emotion.ANGRY, Emotion.FEAR);
        assertThat(map(1, unnamed).probabilities(logits)[0]).isCloseTo(all[0] + all[1], within(1e-12));
        assertThat(map(1, named).probabilities(logits))
                .isEqualTo(map(1, unnamed).probabilities(logits));
    }

    private static void assertRefused(ClassChoice choice, String message) {
        assertThatThrownBy(() -> map(1, choice))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void choicesThatDoNotFitTheModelAreRefusedNamingItsClasses() {
        Emotion bored = new Emotion("bored");
        String all = "[angry, disgust, fear, happy, neutral, sad, surprise]";
        assertRefused(
                ClassChoice.ALL.labels(Emotion.SAD, bored), "each label must be one of " + all + ", but was bored");
        assertRefused(
                ClassChoice.ALL.merge(NEGATIVE, Emotion.SAD, bored),
                "each class to merge must be one of " + all + ", but was bored");
        ClassChoice three = ClassChoice.ALL.labels(Emotion.SAD, Emotion.ANGRY, Emotion.HAPPY);
        assertRefused(
                three.merge(NEGATIVE, Emotion.SAD, Emotion.FEAR),
                "each class to merge must be one of [angry, happy, sad], but was fear");
        assertRefused(
                three.merge(Emotion.FEAR, Emotion.SAD),
                "a class to merge into must be new or one of [angry, happy, sad], but was fear, which the labels"
                        + " leave out");
        assertRefused(
                three.merge(NEGATIVE, Emotion.SAD, Emotion.ANGRY, Emotion.HAPPY),
                "at least two classes must be left, but merging leaves [negative]");
    }

    @Test
    void contradictionsAreRefusedAtOnce() {
        ClassChoice choice = ClassChoice.ALL.merge(NEGATIVE, Emotion.ANGRY);
        assertThatThrownBy(() -> choice.labels(Emotion.SAD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels must be at least two different ones, but were [sad]");
        assertThatThrownBy(() -> choice.labels(Emotion.SAD, Emotion.FEAR, Emotion.SAD))
                .hasMessage("labels must be at least two different ones, but were [sad, fear, sad]");
        assertThatThrownBy(() -> choice.merge(NEGATIVE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("at least one class must be merged into negative, but none was");
        assertThatThrownBy(() -> choice.merge(Emotion.SAD, Emotion.ANGRY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("each class must be merged once only, but angry was merged into negative and into sad");
        assertThatThrownBy(() -> choice.merge(Emotion.ANGRY, Emotion.SAD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a class to merge into must not be merged itself, but angry was merged into negative");
        assertThatThrownBy(() -> choice.merge(new Emotion("bad"), NEGATIVE))
                .hasMessage("a class to merge into must not be merged itself, but negative was merged into bad");
        assertThatThrownBy(() -> choice.merge(null, Emotion.SAD)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void logitsThatDoNotFitTheLabelsAreTheModelsFault() {
        ClassMap map = new ClassMap(ModelSpec.of("fake", List.of(Emotion.SAD, Emotion.HAPPY), 8000), ClassChoice.ALL);
        assertThatThrownBy(() -> map.requireLogits(new float[3]))
                .isInstanceOf(ModelException.class)
                .hasMessage("the model fake must give one logit for each of its 2 labels [sad, happy], but gave 3");
        assertThatThrownBy(() -> map.requireLogits(null))
                .isInstanceOf(ModelException.class)
                .hasMessage("the model fake must give one logit for each of its 2 labels [sad, happy], but gave null");
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> map.requireLogits(new float[] {0, bad}))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("the logits of the model fake must be finite, but that of happy was " + bad);
        }
        ClassMap restricted = map(1, ClassChoice.ALL.labels(Emotion.SAD, Emotion.FEAR));
        assertThatThrownBy(() -> restricted.requireLogits(new float[] {Float.NaN, 0, 0, 0, 0, 0, 0}))
                .as("even if the class is left out")
                .hasMessageEndingWith(" must be finite, but that of angry was NaN");
    }
}
