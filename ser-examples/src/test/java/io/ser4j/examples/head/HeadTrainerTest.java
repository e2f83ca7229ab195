package io.ser4j.examples.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.Emotion;
import io.ser4j.examples.evaluation.Fold;
import io.ser4j.examples.evaluation.LabelledClip;
import io.ser4j.examples.evaluation.Protocol;
import io.ser4j.head.LinearLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The settings chosen for a head, compared with those of a plain search, clip by clip, without optimisations. */
class HeadTrainerTest {
    private static final Protocol BY_SPEAKER = Protocol.speakerFolds(4, 1);
    private static final long SEED = 5;
    private static final double EXACT = 1e-8;

    /** The tolerance of the temperature, since the trainer's own search ends at a gradient of 1e-4. */
    private static final double TEMPERATURE_TOLERANCE = 2e-3;

    /** Logits for a clip by a layer that was trained on no clip of its fold. */
    record HeldOutAnswer(Emotion truth, int place, double[] logits) {
        double negativeLogLikelihood(double temperature) {
            double sum = Arrays.stream(logits)
                    .map(logit -> Math.exp((logit - logits[place]) / temperature))
                    .sum();
            return Math.log(sum);
        }
    }

    static List<HeldOutAnswer> heldOutAnswers(List<EmbeddedClip> clips, Protocol protocol, double strength) {
        List<HeldOutAnswer> answers = new ArrayList<>();
        List<LabelledClip> all = clips.stream().map(EmbeddedClip::clip).toList();
        for (Fold fold : protocol.folds(all)) {
            List<EmbeddedClip> teaching = clips.stream()
                    .filter(clip -> fold.train().contains(clip.clip()))
                    .toList();
            List<String> taught = teaching.stream()
                    .map(clip -> clip.truth().label())
                    .distinct()
                    .sorted()
                    .toList();
            LinearLayer layer = layer(teaching, taught, strength);
            clips.stream()
                    .filter(clip -> fold.test().contains(clip.clip()))
                    .filter(clip -> taught.contains(clip.truth().label()))
                    .forEach(clip -> answers.add(new HeldOutAnswer(
                            clip.truth(), taught.indexOf(clip.truth().label()), layer.logits(clip.embedding()))));
        }
        return answers;
    }

    private static LinearLayer layer(List<EmbeddedClip> clips, List<String> classes, double strength) {
        int[] truths = clips.stream()
                .mapToInt(clip -> classes.indexOf(clip.truth().label()))
                .toArray();
        return new LogisticRegression(
                        clips.stream().map(EmbeddedClip::embedding).toList(), truths, classes.size())
                .fit(strength, EXACT);
    }

    /** The mean over classes, each of which has the same weight however many clips it has. */
    static double negativeLogLikelihood(List<HeldOutAnswer> answers) {
        return answers.stream()
                .collect(Collectors.groupingBy(
                        HeldOutAnswer::truth, Collectors.averagingDouble(answer -> answer.negativeLogLikelihood(1))))
                .values()
                .stream()
                .mapToDouble(mean -> mean)
                .average()
                .orElseThrow();
    }

    static double strength(List<EmbeddedClip> clips, Protocol protocol) {
        return HeadTrainer.STRENGTHS.stream()
                .min(Comparator.comparing(strength -> negativeLogLikelihood(heldOutAnswers(clips, protocol, strength))))
                .orElseThrow();
    }

    /** The temperature with the greatest likelihood, by ternary search. */
    static double temperature(List<HeldOutAnswer> answers) {
        DoubleUnaryOperator loss = power -> answers.stream()
                .mapToDouble(answer -> answer.negativeLogLikelihood(Math.exp(power)))
                .sum();
        double low = Math.log(0.25);
        double high = Math.log(20);
        for (int i = 0; i < 60; i++) {
            double third = (high - low) / 3;
            if (loss.applyAsDouble(low + third) < loss.applyAsDouble(high - third)) {
                high -= third;
            } else {
                low += third;
            }
        }
        return Math.exp((low + high) / 2);
    }

    static double[] averageLogits(List<HeldOutAnswer> answers, int classes) {
        double[] average = new double[classes];
        for (int truth = 0; truth < classes; truth++) {
            int place = truth;
            List<double[]> own = answers.stream()
                    .filter(answer -> answer.place() == place)
                    .map(HeldOutAnswer::logits)
                    .toList();
            for (double[] logits : own) {
                double mean = Arrays.stream(logits).average().orElseThrow();
                for (int i = 0; i < classes; i++) {
                    average[i] += (logits[i] - mean) / own.size() / classes;
                }
            }
        }
        return average;
    }

    private static TrainedLayer assertEqualToPlainSearch(List<EmbeddedClip> clips, Protocol protocol) {
        TrainedLayer trained = HeadTrainer.train(clips);
        double strength = strength(clips, protocol);
        assertThat(trained.strength()).isEqualTo(strength).isNotIn(1.0, 0.1, 0.001);
        assertThat(trained.temperature())
                .isCloseTo(temperature(heldOutAnswers(clips, protocol, strength)), within(TEMPERATURE_TOLERANCE))
                .isNotCloseTo(1, within(0.1));
        LinearLayer expected = layer(clips, List.of("angry", "bored", "sad"), strength);
        for (EmbeddedClip clip : clips) {
            double[] logits = expected.logits(clip.embedding());
            assertThat(trained.layer().logits(clip.embedding())).containsExactly(logits, within(1e-5));
        }
        return trained;
    }

    @Test
    void strengthAndTemperatureAreTheBestForHeldOutSpeakers() {
        List<EmbeddedClip> clips = VoicedEmbeddings.of(SEED, true);
        TrainedLayer trained = assertEqualToPlainSearch(clips, BY_SPEAKER);
        assertThat(trained.strength()).isEqualTo(0.3);
        double[] average = averageLogits(heldOutAnswers(clips, BY_SPEAKER, 0.3), 3);
        assertThat(trained.averageLogits()).hasValueSatisfying(logits -> {
            for (int i = 0; i < average.length; i++) {
                assertThat(logits.mean().get(i)).isCloseTo(average[i], within(TEMPERATURE_TOLERANCE));
            }
        });
    }

    @Test
    void eachClassHasTheSameWeightInTheChoice() {
        List<EmbeddedClip> clips = VoicedEmbeddings.of(SEED, true);
        double byClip = HeadTrainer.STRENGTHS.stream()
                .min(Comparator.comparing(strength -> heldOutAnswers(clips, BY_SPEAKER, strength).stream()
                        .mapToDouble(answer -> answer.negativeLogLikelihood(1))
                        .sum()))
                .orElseThrow();
        assertThat(HeadTrainer.train(clips).strength()).isNotEqualTo(byClip);
    }

    @Test
    void aClassOfOneSpeakerIsTestedOnlyIfItWasTrained() {
        TrainedLayer trained = assertEqualToPlainSearch(VoicedEmbeddings.of(SEED, false), BY_SPEAKER);
        assertThat(trained.classes()).extracting(Emotion::label).containsExactly("angry", "bored", "sad");
        assertThat(trained.averageLogits()).as("nobody else is angry").isEmpty();
    }

    @Test
    void ifASpeakerIsNotNamedClipsAreDividedAtRandom() {
        List<EmbeddedClip> clips = VoicedEmbeddings.of(SEED, true);
        TrainedLayer trained =
                assertEqualToPlainSearch(VoicedEmbeddings.withoutNameOf("ann", clips), Protocol.random(4, 1));
        assertThat(trained.temperature())
                .as("more confident than if speakers are kept apart")
                .isLessThan(HeadTrainer.train(clips).temperature());
    }
}
