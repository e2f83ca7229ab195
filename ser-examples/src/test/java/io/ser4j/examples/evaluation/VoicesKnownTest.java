package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.Emotion;
import io.ser4j.EmotionClassifier;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The effect of a known voice, with a model that calls loud clips angry, with a logit of ten times the loudest sample. */
class VoicesKnownTest {
    @TempDir
    Path folder;

    private final List<String> rows = new ArrayList<>(List.of("path,speaker,label,corpus"));
    private final EmotionClassifier classifier =
            EmotionClassifier.builder().model(new Loudness()).build();

    private static class Loudness implements EmotionModel {
        @Override
        public ModelSpec spec() {
            Map<String, String> average = Map.of(ModelSpec.MEAN_LOGITS, "0,0", ModelSpec.EMOTION_MEAN_LOGITS, ";1,-1");
            return new ModelSpec("loud", "1", List.of(Emotion.ANGRY, Emotion.SAD), 16_000, 1, average);
        }

        @Override
        public FrontEnd frontEnd() {
            return clip -> {
                float loudest = 0;
                for (float sample : clip.toMono()) {
                    loudest = Math.max(loudest, Math.abs(sample));
                }
                return Tensor.of(new float[] {loudest}, 1);
            };
        }

        @Override
        public float[] infer(Tensor features) {
            return new float[] {10 * features.get(0), 0};
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    @AfterEach
    void close() {
        classifier.close();
    }

    /** Adds a clip with a given logit; different names have different sounds. */
    private void clip(String name, double logit) throws IOException {
        Babble.write(folder.resolve(name + ".wav"), logit / 10, name.hashCode());
        row(name);
    }

    private void row(String name) {
        rows.add(name + ".wav," + name.substring(0, 3) + ",sad,mine");
    }

    private Evaluation run(int known) throws IOException {
        return run(new KnownClips(known, Optional.empty()));
    }

    private Evaluation run(KnownClips known) throws IOException {
        return run(classifier, known);
    }

    private Evaluation run(EmotionClassifier classifier, KnownClips known) throws IOException {
        Path list = Files.write(folder.resolve("list.csv"), rows);
        Evaluator.Setup setup =
                new Evaluator.Setup(LabelMap.defaults(), Protocol.everything(), Optional.empty(), known, 1);
        return new Evaluator(classifier, setup).run(Manifest.read(list), success -> {});
    }

    private static List<String> judged(Evaluation evaluation) {
        return evaluation.judgements().stream()
                .map(judgement -> judgement.clip().file().getFileName().toString())
                .toList();
    }

    /** The probability of angry with the given logit, if that of sad is 0. */
    private static double angry(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    /**
     * By the hashes of {@code mine/ann/sad/ann1} and so on, the third clip is drawn. From its logit of 6, the model learns to
     * subtract 2.
     */
    @Test
    void theFiguresWithNoVoiceKnownAreThoseOfTheModelAlone() throws IOException {
        clip("ann1", 1);
        clip("ann2", 1.5);
        clip("ann3", 6);
        Evaluation evaluation = run(1);
        assertThat(judged(evaluation)).containsExactly("ann1.wav", "ann2.wav");
        assertThat(evaluation.judgements()).allMatch(Judgement::isRight);
        assertThat(evaluation.judgements())
                .extracting(Judgement::confidence)
                .satisfiesExactly(
                        first -> assertThat(first).isCloseTo(1 - angry(-1), within(1e-4)),
                        second -> assertThat(second).isCloseTo(1 - angry(-0.5), within(1e-4)));
        assertThat(evaluation.notes())
                .contains("The same clips with no voice known, clips it may have been trained on: UAR 0.0000, accuracy"
                        + " 0.0000.");
    }

    /**
     * The logits of 6 and 4 exceed their clips' means by 3 and 2; together with two clips of an average voice the mean is 1.25.
     */
    @Test
    void aVoiceIsLearntFromAllItsClips() throws IOException {
        clip("ann1", 4);
        clip("ann2", 5);
        clip("ann3", 6);
        Evaluation evaluation = run(2);
        assertThat(judged(evaluation)).containsExactly("ann2.wav");
        assertThat(evaluation.judgements().get(0).confidence()).isCloseTo(angry(5 - 2 * 1.25), within(1e-4));
        assertThat(evaluation.notes())
                .contains("The model was first given 2 clips of each speaker without labels: 2 clips, which are not"
                        + " scored. This is draw 0, by the hash of their names; others give somewhat different figures,"
                        + " so average several.");
    }

    @Test
    void anotherDrawIsOfOtherClips() throws IOException {
        for (String name : List.of("ann1", "ann2", "ann3", "ann4", "ann5", "ann6")) {
            clip(name, 5);
        }
        List<List<String>> draws = new ArrayList<>();
        for (int draw = 0; draw < 8; draw++) {
            draws.add(judged(run(new KnownClips(2, Optional.empty(), draw))));
            assertThat(draws.get(draw)).hasSize(4);
        }
        assertThat(draws.stream().distinct().count()).isGreaterThan(4);
        assertThat(judged(run(2))).isEqualTo(draws.get(0));
    }

    /** As above, but a sad clip of an average voice has a logit of 1 above the mean, half of which is expected: 2.5 and 1.5 are left. */
    @Test
    void theEmotionOfKnownClipsIsNoPartOfTheVoice() throws IOException {
        clip("ann1", 4);
        clip("ann2", 5);
        clip("ann3", 6);
        rows.add(rows.remove(2).replace("sad", "angry"));
        KnownClips sad = new KnownClips(2, Optional.of(Emotion.SAD));
        Evaluation evaluation = run(sad);
        assertThat(judged(evaluation)).containsExactly("ann2.wav");
        assertThat(evaluation.judgements().get(0).confidence()).isCloseTo(angry(5 - 2), within(1e-4));
        assertThat(evaluation.protocol()).isEqualTo("all clips; 2 sad clips of each speaker known as such");
        assertThat(evaluation.notes())
                .anyMatch(note ->
                        note.startsWith("The model was first given 2 sad clips of each speaker with that label: 2"
                                + " sad clips, which are not scored."));
        assertThatExceptionOfType(EvaluationException.class)
                .isThrownBy(() -> run(new KnownClips(2, Optional.of(Emotion.ANGRY))))
                .withMessage(
                        "at least one speaker must have more than the 2 angry clips that are to be known, but none has these and"
                                + " others");
        assertThatExceptionOfType(EvaluationException.class)
                .isThrownBy(() -> run(new KnownClips(1, Optional.of(Emotion.HAPPY))))
                .withMessage("the emotion of the known clips must be one of loud, [angry, sad], but was happy");
    }

    /** As above; the class into which the emotion is merged says nothing about the average logits. */
    @Test
    void knownClipsAreDrawnByTheirOwnEmotionEvenIfItIsMerged() throws IOException {
        clip("ann1", 4);
        clip("ann2", 5);
        clip("ann3", 6);
        rows.add(rows.remove(2).replace("sad", "angry"));
        Loudness ofThree = new Loudness() {
            @Override
            public ModelSpec spec() {
                List<Emotion> three = List.of(Emotion.ANGRY, Emotion.SAD, Emotion.NEUTRAL);
                return new ModelSpec(
                        "loud",
                        "1",
                        three,
                        16_000,
                        1,
                        Map.of(ModelSpec.MEAN_LOGITS, "0,0,0", ModelSpec.EMOTION_MEAN_LOGITS, ";1,-1,0;"));
            }

            @Override
            public float[] infer(Tensor features) {
                return Arrays.copyOf(super.infer(features), 3);
            }
        };
        try (EmotionClassifier merging = EmotionClassifier.builder()
                .model(ofThree)
                .merge(new Emotion("any"), Emotion.ANGRY, Emotion.SAD)
                .build()) {
            assertThat(judged(run(merging, new KnownClips(2, Optional.of(Emotion.SAD)))))
                    .containsExactly("ann2.wav");
        }
    }

    @Test
    void theirNumberIsNotNegativeNorTheirEmotionThatOfNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KnownClips(-1, Optional.empty()))
                .withMessage("the number of known clips must be at least 0, but was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KnownClips(0, Optional.of(Emotion.SAD)))
                .withMessage("there must be known clips if they are all sad, but their number was 0");
    }

    @Test
    void anUnreadableClipDoesNotCountAsKnown() throws IOException {
        Files.writeString(folder.resolve("ann1.wav"), "no sound");
        row("ann1");
        clip("ann2", 5);
        clip("ann3", 6);
        Evaluation evaluation = run(2);
        assertThat(evaluation.failures()).hasSize(1);
        assertThat(evaluation.judgements().get(0).confidence()).isCloseTo(angry(5 - 2), within(1e-4));
        assertThat(evaluation.notes())
                .anyMatch(note ->
                        note.startsWith("The model was first given 2 clips of each speaker without labels: 1 clip,"
                                + " which is not scored."));
    }

    /**
     * The clips differ only in their names, and the hashes of these choose for each speaker: the second of ben, the first of
     * cem.
     */
    @Test
    void theKnownClipsAreDrawnByTheirHashesNotByTheirOrder() throws IOException {
        for (String speaker : List.of("ann", "ben", "cem")) {
            for (int take = 1; take <= 4; take++) {
                clip(speaker + take, take);
            }
        }
        assertThat(judged(run(1)))
                .containsExactly(
                        "ann1.wav",
                        "ann2.wav",
                        "ann4.wav",
                        "ben3.wav",
                        "ben1.wav",
                        "ben4.wav",
                        "cem3.wav",
                        "cem4.wav",
                        "cem2.wav");
    }
}
