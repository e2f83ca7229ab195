package io.ser4j.examples.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.AudioClip;
import io.ser4j.Emotion;
import io.ser4j.EmotionClassifier;
import io.ser4j.EmotionScore;
import io.ser4j.examples.evaluation.ClipList;
import io.ser4j.examples.evaluation.Evaluation;
import io.ser4j.examples.evaluation.EvaluationException;
import io.ser4j.examples.evaluation.Familiarity;
import io.ser4j.examples.evaluation.Fold;
import io.ser4j.examples.evaluation.Judgement;
import io.ser4j.examples.evaluation.LabelMap;
import io.ser4j.examples.evaluation.LabelledClip;
import io.ser4j.examples.evaluation.Promise;
import io.ser4j.examples.evaluation.Protocol;
import io.ser4j.head.LinearHead;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From files to a head, on a base model that measures loudness and length; one of the files is silent. */
class HeadTrainingTest {
    private static final int RATE = 16_000;

    @TempDir
    Path folder;

    private Path silence;
    private List<LabelledClip> clips;

    /** A model whose embedding is the mean square and the length. */
    private static final class Loudness implements EmotionModel {
        @Override
        public ModelSpec spec() {
            return ModelSpec.of("loudness", List.of(Emotion.ANGRY, Emotion.SAD), RATE);
        }

        @Override
        public FrontEnd frontEnd() {
            return clip -> {
                float[] samples = clip.toMono();
                double squares = 0;
                for (float sample : samples) {
                    squares += sample * sample;
                }
                return Tensor.of(new float[] {(float) (squares / samples.length), samples.length / (float) RATE}, 2);
            };
        }

        @Override
        public float[] infer(Tensor features) {
            return embed(features);
        }

        @Override
        public float[] embed(Tensor features) {
            return features.toArray();
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    @BeforeEach
    void makeClips() throws IOException {
        silence = folder.resolve("silence.wav");
        AudioFormat format = new AudioFormat(RATE, 16, 1, true, false);
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(new byte[2 * RATE]), format, RATE),
                AudioFileFormat.Type.WAVE,
                silence.toFile());
        clips = new ArrayList<>(List.of(
                clip(Path.of("samples/voice-1-calm.wav"), "ann", "neutral"),
                clip(Path.of("samples/voice-2-brisk.wav"), "ann", "happy"),
                clip(silence, "ann", "neutral"),
                clip(Path.of("samples/voice-3-high.wav"), "ben", "happy"),
                clip(Path.of("samples/voice-4-low.wav"), "ben", "neutral"),
                clip(Path.of("samples/voice-5-word.wav"), "ben", "happy")));
    }

    private static LabelledClip clip(Path file, String speaker, String label) {
        return new LabelledClip(file, "mine", speaker, label, "", Map.of());
    }

    private static EmotionClassifier base() {
        return EmotionClassifier.builder().model(new Loudness()).build();
    }

    private HeadTraining.Result train() {
        return train(Optional.empty());
    }

    private HeadTraining.Result train(Optional<Protocol> protocol) {
        HeadTraining.Setup setup = new HeadTraining.Setup("mine", LabelMap.defaults(), protocol, 1);
        try (EmotionClassifier base = base()) {
            return new HeadTraining(base, setup).run(new ClipList(clips, List.of()), success -> {});
        }
    }

    @Test
    void aSilentClipIsMarkedWhenItIsRead() throws IOException {
        try (EmotionClassifier base = base()) {
            for (LabelledClip clip : clips) {
                EmbeddedClip heard = EmbeddedClip.of(base, clip, Emotion.NEUTRAL);
                assertThat(heard.silent())
                        .as(clip.file().toString())
                        .isEqualTo(clip.file().equals(silence));
                assertThat(heard.embedding()).containsExactly(base.embedding(AudioClip.read(clip.file())));
            }
        }
    }

    @Test
    void aSilentClipIsNotedInTheReport() {
        Evaluation evaluation = train().evaluation();
        assertThat(evaluation.judgements())
                .hasSize(6)
                .filteredOn(Judgement::silent)
                .singleElement()
                .satisfies(judgement -> assertThat(judgement.clip().file()).isEqualTo(silence));
        assertThat(evaluation.notes()).anyMatch(note -> note.startsWith("Hardly any voice in 1 of 6 clips"));
        assertThat(evaluation.sections())
                .allSatisfy(section -> assertThat(
                                section.figures().coverage().table().get(0).coverage())
                        .isCloseTo(5 / 6.0, within(1e-12)));
    }

    @Test
    void theHeadRecordsItsTrainingClipsAndProtocol() {
        HeadTraining.Result result = train();
        assertThat(result.evaluation().protocol()).isEqualTo("2 folds, speakers disjoint (seed 1)");
        assertThat(result.head().spec().id()).isEqualTo("mine");
        assertThat(result.evaluation().model())
                .isEqualTo("mine " + result.head().spec().version());
        assertThat(result.head().spec().properties())
                .containsEntry("protocol", result.evaluation().protocol())
                .containsEntry("training_clips", "6")
                .containsEntry("training_speakers", "2");
        assertThat(result.head().training().clips()).hasSize(6);
    }

    @Test
    void theHeadHasLearntFromAllClips() throws IOException {
        List<EmbeddedClip> heard = new ArrayList<>();
        try (EmotionClassifier base = base()) {
            for (LabelledClip clip : clips) {
                heard.add(EmbeddedClip.of(base, clip, new Emotion(clip.label())));
            }
        }
        TrainedLayer expected = HeadTrainer.train(heard);
        LinearHead head = train().head();
        assertThat(head.layer().weights()).isDeepEqualTo(expected.layer().weights());
        assertThat(head.layer().bias()).containsExactly(expected.layer().bias());
        assertThat(head.spec().temperature()).isEqualTo(expected.temperature());
    }

    @Test
    void speakersOnWhichTheHeadOfAFoldWasTrainedAreNotNewToIt() {
        List<String> train = List.of("voice-1-calm", "voice-2-brisk", "voice-3-high", "voice-4-low");
        Protocol list =
                Protocol.givenLists(train, List.of("silence", "voice-5-word")).admitting(Promise.SPEAKERS);
        assertThat(train(Optional.of(list)).evaluation().answers())
                .hasSize(2)
                .extracting(Evaluation.Answer::familiarity)
                .containsOnly(Familiarity.SEEN_SPEAKER);
        assertThat(train().evaluation().answers())
                .extracting(Evaluation.Answer::familiarity)
                .doesNotContain(Familiarity.SEEN_SPEAKER);
    }

    @Test
    void ofASingleSplitOnlyTheTrainSideIsLearnt() {
        List<String> train = List.of("voice-1-calm", "voice-2-brisk", "voice-3-high", "voice-4-low");
        Protocol list =
                Protocol.givenLists(train, List.of("silence", "voice-5-word")).admitting(Promise.SPEAKERS);
        HeadTraining.Result result = train(Optional.of(list));
        assertThat(result.head().spec().properties()).containsEntry("training_clips", "4");
        assertThat(result.head().training().clips()).hasSize(4);
        assertThat(result.evaluation().notes())
                .anyMatch(note -> note.matches("The saved head, .* is trained on the train side alone, 4 clips: .*"))
                .anyMatch(note -> note.startsWith("The head is trained on embeddings of "));
        assertThat(result.evaluation().answers()).hasSize(2);
    }

    @Test
    void aClassOfWhichNothingCanBeReadIsNotLeftOutSilently() {
        clips.add(clip(folder.resolve("gone-1.wav"), "one", "sad"));
        clips.add(clip(folder.resolve("gone-2.wav"), "two", "sad"));
        assertThatExceptionOfType(EvaluationException.class)
                .isThrownBy(this::train)
                .withMessage("not one of the 2 clips of sad could be read; the first, " + folder.resolve("gone-1.wav")
                        + ": no such file");
    }

    @Test
    void aSplitOfWhichNoTestClipCanBeReadIsRefused() {
        clips.add(clip(folder.resolve("gone.wav"), "cem", "happy"));
        Protocol list = Protocol.givenLists(List.of("voice-1-calm", "voice-2-brisk"), List.of("gone"));
        assertThatExceptionOfType(EvaluationException.class)
                .isThrownBy(() -> train(Optional.of(list)))
                .withMessage("not one clip could be classified; the first, " + folder.resolve("gone.wav")
                        + ": no such file");
    }

    @Test
    void clipsThatCouldNotBeReadAreNamedIfWhatIsLeftIsTooLittle() {
        clips = new ArrayList<>(clips.subList(0, 3));
        clips.add(clip(folder.resolve("gone.wav"), "ben", "happy"));
        assertThatExceptionOfType(EvaluationException.class)
                .isThrownBy(() -> train(Optional.of(Protocol.random(clips.size(), 1))))
                .withMessageMatching("in \".*\", without its test clips, training a head needs clips of at least two"
                        + " classes, but there are only those of neutral; clips that could not be read: 1; the first, .*gone.wav:"
                        + " no such file");
    }

    /** The answers of each fold have the confidence that the temperature of its own head gives them. */
    @Test
    void theAnswersOfAFoldHaveTheTemperatureOfItsHead() {
        List<EmbeddedClip> voiced = VoicedEmbeddings.of(5, true);
        List<Fold> folds = Protocol.leaveOneSpeakerOut()
                .folds(voiced.stream().map(EmbeddedClip::clip).toList());
        Fold fold = folds.get(0);
        TrainedLayer layer = HeadTrainer.train(voiced.stream()
                .filter(clip -> fold.train().contains(clip.clip()))
                .toList());
        EmbeddedClip first = voiced.stream()
                .filter(clip -> fold.test().contains(clip.clip()))
                .findFirst()
                .orElseThrow();
        double[] logits = layer.layer().logits(first.embedding());
        double[] powers = Arrays.stream(logits)
                .map(logit -> Math.exp(logit / layer.temperature()))
                .toArray();
        assertThat(layer.temperature()).isNotCloseTo(1, within(0.1));
        Judgement judgement = HeadTrial.judge(List.of(fold), voiced).get(0);
        assertThat(judgement.clip()).isEqualTo(first.clip());
        assertThat(judgement.scores())
                .isSortedAccordingTo((one, other) -> Double.compare(other.probability(), one.probability()));
        for (EmotionScore score : judgement.scores()) {
            double power = powers[layer.classes().indexOf(score.emotion())];
            assertThat(score.probability())
                    .isCloseTo(power / Arrays.stream(powers).sum(), within(1e-9));
        }
    }
}
