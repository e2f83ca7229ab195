package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.AudioClip;
import io.ser4j.Emotion;
import io.ser4j.EmotionClassifier;
import io.ser4j.examples.SyntheticModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programming interface without the command line, with a model that calls everything angry. */
class EvaluatorTest {
    @TempDir
    Path folder;

    private EmotionClassifier classifier;

    @BeforeEach
    void makeCorpus() throws IOException {
        copy("voice-1-calm.wav", "OAF_angry/OAF_bar_angry.wav");
        copy("voice-2-brisk.wav", "OAF_angry/OAF_base_angry.wav");
        copy("voice-3-high.wav", "YAF_angry/YAF_bar_angry.wav");
        copy("voice-4-low.wav", "YAF_sad/YAF_bar_sad.wav");
        classifier = EmotionClassifier.builder()
                .model(new SyntheticModel(3, 0, 0, 0, 0, 0, 0))
                .build();
    }

    @AfterEach
    void close() {
        classifier.close();
    }

    private void copy(String sample, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.copy(Path.of("samples", sample), file);
    }

    private Evaluation run(Protocol protocol, Optional<TrainingRecord> training) throws IOException {
        return run(protocol, training, 0);
    }

    private Evaluation run(Protocol protocol, Optional<TrainingRecord> training, int knownClips) throws IOException {
        Evaluator.Setup setup = new Evaluator.Setup(
                LabelMap.defaults(), protocol, training, new KnownClips(knownClips, Optional.empty()), 1);
        return new Evaluator(classifier, setup).run(CorpusLayout.TESS.load(folder), success -> {});
    }

    @Test
    void clipsOfTheTrainingAreReportedSeparatelyTheHardestFirst() throws IOException {
        TrainingRecord training = TrainingRecord.of(List.of("tess/OAF_angry/OAF_bar_angry.flac"), List.of());
        Evaluation evaluation = run(Protocol.everything(), Optional.of(training));
        assertThat(evaluation.sections())
                .extracting(Evaluation.Section::familiarity)
                .containsExactly(Familiarity.UNSEEN_SPEAKER, Familiarity.SEEN_SPEAKER, Familiarity.SEEN_CLIP);
        assertThat(evaluation.sections())
                .extracting(section -> section.figures().confusion().uar())
                .containsExactly(0.5, 1.0, 1.0);
        assertThat(evaluation.references())
                .filteredOn(reference -> reference.source().equals(Reference.OURS))
                .extracting(Reference::result)
                .containsExactly("50.0 UAR, 50.0 accuracy", "100.0 UAR, 100.0 accuracy", "100.0 UAR, 100.0 accuracy");
        assertThat(HtmlReport.of(evaluation))
                .containsSubsequence("Unseen speakers", "Unseen clips of speakers", "Clips it was trained on");
    }

    @Test
    void speakersOfTheTrainSideAreNotNew() throws IOException {
        Protocol lists =
                Protocol.givenLists(List.of("OAF_base_angry.wav"), List.of("OAF_bar_angry.wav", "YAF_bar_sad.wav"));
        TrainingRecord nothing = TrainingRecord.of(List.of("ravdess/03-01-01-01-01-01-01.wav"), List.of());
        Evaluation evaluation = run(lists.admitting(Promise.SPEAKERS), Optional.of(nothing));
        assertThat(evaluation.answers())
                .extracting(answer -> answer.judgement().clip().speaker(), Evaluation.Answer::familiarity)
                .containsExactlyInAnyOrder(
                        tuple("tess-OAF", Familiarity.SEEN_SPEAKER), tuple("tess-YAF", Familiarity.UNSEEN_SPEAKER));
    }

    /**
     * The training clips are renamed and encoded differently in this list; one such clip of a speaker may be a mistake of the
     * list, two are not.
     */
    @Test
    void speakersOfTrainingClipsAreNotNewUnderAnyName() throws IOException {
        List<String> voices = List.of("voice-1-calm", "voice-2-brisk", "voice-3-high", "voice-4-low");
        StringBuilder list = new StringBuilder("path,speaker,emotion\n");
        List<String> marks = new ArrayList<>();
        for (int i = 0; i < voices.size(); i++) {
            AudioClip voice = Clips.voice(voices.get(i));
            reencoded(voice, folder.resolve(i + ".wav"));
            list.append(i).append(".wav,").append(i < 3 ? "anna" : "berta").append(",angry\n");
            if (i != 2) {
                marks.add(AudioIdentity.of(voice).mark());
            }
        }
        copy("voice-5-word.wav", "4.wav");
        list.append("4.wav,berta,angry\n");
        Path manifest = Files.writeString(folder.resolve("list.csv"), list);
        Evaluator.Setup setup = new Evaluator.Setup(
                LabelMap.defaults(),
                Protocol.everything(),
                Optional.of(TrainingRecord.of(List.of(), marks)),
                KnownClips.NONE,
                1);
        assertThat(new Evaluator(classifier, setup)
                        .run(Manifest.read(manifest), success -> {})
                        .answers())
                .extracting(Evaluation.Answer::familiarity)
                .containsExactly(
                        Familiarity.SEEN_CLIP,
                        Familiarity.SEEN_CLIP,
                        Familiarity.SEEN_SPEAKER,
                        Familiarity.SEEN_CLIP,
                        Familiarity.UNKNOWN_SPEAKER);
    }

    @Test
    void oneRecordingUnderTwoLabelsIsNoted() throws IOException {
        reencoded(Clips.voice("voice-1-calm"), folder.resolve("YAF_sad/YAF_base_sad.wav"));
        Evaluation evaluation = run(Protocol.everything(), Optional.empty());
        assertThat(evaluation.notes())
                .anySatisfy(note -> assertThat(note)
                        .startsWith("Scored twice, because the same recording has two names (1;")
                        .contains("1 with another label", "YAF_base_sad.wav ~ ", "OAF_bar_angry.wav (sad, angry)."));
        assertThat(evaluation.answers())
                .filteredOn(answer -> answer.copyOf().isPresent())
                .singleElement()
                .satisfies(answer ->
                        assertThat(answer.copyOf().orElseThrow().file()).hasFileName("OAF_bar_angry.wav"));
    }

    @Test
    void classesThatTheClassifierMergesOrLeavesOutAreThoseOfTheClipsToo() throws IOException {
        try (EmotionClassifier merged = EmotionClassifier.builder()
                .model(new SyntheticModel(3, 0, 0, 0, 0, 0, 0))
                .merge(new Emotion("negative"), Emotion.ANGRY, Emotion.SAD)
                .build()) {
            assertThat(evaluate(merged).sections().get(0).figures().confusion().uar())
                    .isEqualTo(1);
        }
        try (EmotionClassifier fewer = EmotionClassifier.builder()
                .model(new SyntheticModel(3, 0, 0, 0, 0, 0, 0))
                .labels(Emotion.ANGRY, Emotion.HAPPY)
                .build()) {
            Evaluation evaluation = evaluate(fewer);
            assertThat(evaluation.judgements()).hasSize(3);
            assertThat(evaluation.notes())
                    .contains("Labels read as: sad -> dropped (1).")
                    .contains("The model answered angry, happy instead of its own classes, angry, disgust, fear, happy,"
                            + " neutral, sad, surprise: fewer classes give higher figures.");
        }
        assertThat(evaluate(classifier).notes()).noneMatch(note -> note.contains("instead of its own classes"));
    }

    private Evaluation evaluate(EmotionClassifier other) throws IOException {
        Evaluator.Setup setup =
                new Evaluator.Setup(LabelMap.defaults(), Protocol.everything(), Optional.empty(), KnownClips.NONE, 1);
        return new Evaluator(other, setup).run(CorpusLayout.TESS.load(folder), success -> {});
    }

    @Test
    void foldsHaveAMeanAndADeviation() throws IOException {
        Evaluation evaluation = run(Protocol.leaveOneSpeakerOut(), Optional.empty());
        assertThat(evaluation.notes())
                .contains("UAR over 2 folds, clips it may have been trained on, of each over the classes that it"
                        + " holds: mean 0.7500, standard deviation 0.3536.");
        TrainingRecord training = TrainingRecord.of(List.of("tess/OAF_angry/OAF_bar_angry.flac"), List.of());
        assertThat(run(Protocol.leaveOneSpeakerOut(), Optional.of(training)).notes())
                .noneMatch(note -> note.contains("standard deviation"));
        assertThat(evaluation.groups())
                .filteredOn(group -> group.property().equals("fold"))
                .extracting(Evaluation.Group::uar)
                .containsExactly(1.0, 0.5);
    }

    @Test
    void trainClipsAreReadToFindCopies() throws IOException {
        copy("voice-1-calm.wav", "YAF_angry/YAF_base_angry.wav");
        Protocol lists = Protocol.givenLists(List.of("YAF_base_angry.wav"), List.of("OAF_bar_angry.wav"));
        assertThatThrownBy(() -> run(lists, Optional.empty()))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("OAF_bar_angry.wav = ")
                .hasMessageEndingWith("YAF_base_angry.wav");
    }

    @Test
    void aClipThatDoesNotFitIntoMemoryIsOneFailureAmongOthers() {
        List<LabelledClip> clips = List.of(Clips.clip("one", "a", "t", 1), Clips.clip("one", "b", "t", 2));
        Hearing hearing = new Hearing(1, success -> {});
        List<String> heard = hearing.of(clips, clip -> {
            if (clip.speaker().equals("a")) {
                throw new OutOfMemoryError("made up");
            }
            return clip.speaker();
        });
        assertThat(heard).containsExactly("b");
        assertThat(hearing.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.clip()).isEqualTo(clips.get(0));
            assertThat(failure.reason()).startsWith("needs more memory");
        });
    }

    @Test
    void withoutAReadableClipThereAreNoFigures() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.csv"), "path,speaker,label\nnone.wav,me,sad\n");
        Evaluator.Setup setup =
                new Evaluator.Setup(LabelMap.defaults(), Protocol.everything(), Optional.empty(), KnownClips.NONE, 1);
        ClipList clips = Manifest.read(broken);
        assertThatThrownBy(() -> new Evaluator(classifier, setup).run(clips, success -> {}))
                .hasMessageContaining("not one clip could be classified")
                .hasMessageContaining("none.wav");
    }

    @Test
    void knownClipsOfEachSpeakerAreLearntFromAndNotScored() throws IOException {
        copy("voice-5-word.wav", "YAF_sad/YAF_base_sad.wav");
        Evaluation evaluation = run(Protocol.everything(), Optional.empty(), 1);
        assertThat(evaluation.protocol()).isEqualTo("all clips; 1 clip of each speaker known");
        assertThat(evaluation.notes())
                .contains(
                        "The model was first given 1 clip of each speaker without labels: 2 clips, which are not scored."
                                + " This is draw 0, by the hash of their names; others give somewhat different figures, so average"
                                + " several.")
                .anyMatch(note -> note.matches("The same clips with no voice known, clips it may have been trained on:"
                        + " UAR 0\\.5000, accuracy 0\\.\\d{4}\\."));
        assertThat(evaluation.judgements()).hasSize(3).allSatisfy(judgement -> {
            // Angry has the logit 3 and the mean 3/7; together with two average clips, a third of the difference is
            // subtracted.
            double angry = Math.exp(3 - 3 * (6.0 / 7) / 3);
            double other = Math.exp(3 * (1.0 / 7) / 3);
            assertThat(judgement.scores().get(0).probability()).isCloseTo(angry / (angry + 6 * other), within(1e-6));
        });
        assertThat(run(Protocol.everything(), Optional.empty(), 1).judgements())
                .as("the same clips are known in each run")
                .isEqualTo(evaluation.judgements());
    }

    @Test
    void theGainIsNotedSeparatelyForEachFamiliarity() throws IOException {
        TrainingRecord training = TrainingRecord.of(List.of("tess/OAF_angry/OAF_bar_angry.flac"), List.of());
        copy("voice-5-word.wav", "OAF_angry/OAF_page_angry.wav");
        Evaluation evaluation = run(Protocol.everything(), Optional.of(training), 1);
        assertThat(evaluation.sections()).hasSizeGreaterThan(1);
        assertThat(evaluation.sections())
                .allSatisfy(section -> assertThat(evaluation.notes())
                        .filteredOn(note -> note.startsWith(
                                "The same clips with no voice known, " + section.familiarity() + ": UAR "))
                        .hasSize(1));
    }

    @Test
    void speakersWithoutEnoughClipsAreLeftOutAndNamed() throws IOException {
        copy("voice-5-word.wav", "YAF_sad/YAF_base_sad.wav");
        Evaluation evaluation = run(Protocol.everything(), Optional.empty(), 2);
        assertThat(evaluation.judgements()).hasSize(1);
        assertThat(evaluation.notes()).contains("Left out, having no more than 2 clips: tess-OAF.");
        assertThatThrownBy(() -> run(Protocol.everything(), Optional.empty(), 3))
                .isInstanceOf(EvaluationException.class)
                .hasMessage("at least one speaker must have more than the 3 clips that are to be known, but none has");
    }

    @Test
    void aSpeakerWithoutReadableKnownClipsIsLeftOutAndNamed() throws IOException {
        copy("voice-5-word.wav", "YAF_sad/YAF_base_sad.wav");
        for (String torn : List.of("bar", "base")) {
            Files.writeString(folder.resolve("OAF_angry/OAF_" + torn + "_angry.wav"), "no audio");
        }
        Evaluation evaluation = run(Protocol.everything(), Optional.empty(), 1);
        assertThat(evaluation.judgements()).hasSize(2);
        assertThat(evaluation.failures()).hasSize(1);
        assertThat(evaluation.notes())
                .contains(
                        "Left out, since no voice could be learnt from their known clips: tess-OAF (none of the clips could be read).")
                .anyMatch(note -> note.contains(": 1 clip, which is not scored."));
    }

    @Test
    void aRecordingMayNotBeKnownAndScored() throws IOException {
        Files.delete(folder.resolve("OAF_angry/OAF_base_angry.wav"));
        copy("voice-1-calm.wav", "OAF_angry/OAF_base_angry.wav");
        assertThatThrownBy(() -> run(Protocol.everything(), Optional.empty(), 1))
                .isInstanceOf(EvaluationException.class)
                .hasMessageStartingWith(
                        "leak in \"known clips of tess-OAF\": no recording may be on both sides of the split");
    }

    @Test
    void aSpeakerWithSilentKnownClipsDoesNotAffectTheOthers() throws IOException {
        silence(folder.resolve("OAF_angry/OAF_bar_angry.wav"));
        silence(folder.resolve("OAF_angry/OAF_base_angry.wav"));
        Evaluation evaluation = run(Protocol.everything(), Optional.empty(), 1);
        assertThat(evaluation.judgements())
                .extracting(judgement -> judgement.clip().speaker())
                .containsExactly("tess-YAF");
        assertThat(evaluation.notes())
                .contains(
                        "Left out, since no voice could be learnt from their known clips: tess-OAF (at least one clip must hold a voice, but none of 1 does).");
        silence(folder.resolve("YAF_angry/YAF_bar_angry.wav"));
        silence(folder.resolve("YAF_sad/YAF_bar_sad.wav"));
        assertThatThrownBy(() -> run(Protocol.everything(), Optional.empty(), 1))
                .isInstanceOf(EvaluationException.class)
                .hasMessage(
                        "no voice could be learnt from the known clips of any speaker: tess-OAF (at least one clip must hold a voice, but none of 1 does)");
    }

    private static void write(Path file, float[] samples, int rateHz) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : samples) {
            bytes.putShort((short) (32_000 * sample));
        }
        AudioFormat format = new AudioFormat(rateHz, 16, 1, true, false);
        AudioInputStream audio = new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, samples.length);
        AudioSystem.write(audio, AudioFileFormat.Type.WAVE, file.toFile());
    }

    private static void reencoded(AudioClip clip, Path file) throws IOException {
        AudioClip copy = Clips.copyOf(clip);
        write(file, copy.toMono(), copy.sampleRateHz());
    }

    private static void silence(Path file) throws IOException {
        write(file, new float[16_000], 16_000);
    }

    @Test
    void everySpeakerMustBeNamedIfVoicesAreToBeKnown() throws IOException {
        Path nameless =
                Files.writeString(folder.resolve("nameless.csv"), "path,label\nOAF_angry/OAF_bar_angry.wav,angry\n");
        Evaluator.Setup setup = new Evaluator.Setup(
                LabelMap.defaults(), Protocol.everything(), Optional.empty(), new KnownClips(1, Optional.empty()), 1);
        ClipList clips = Manifest.read(nameless);
        assertThatThrownBy(() -> new Evaluator(classifier, setup).run(clips, success -> {}))
                .isInstanceOf(EvaluationException.class)
                .hasMessageStartingWith(
                        "every clip must name its speaker if clips of each are to be known, but this one does not: ")
                .hasMessageEndingWith("OAF_bar_angry.wav");
    }
}
