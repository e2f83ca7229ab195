package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.Emotion;
import io.ser4j.EmotionClassifier;
import io.ser4j.examples.SyntheticModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How clips are treated that are dropped, broken or labelled with the model's classes, whatever the protocol. The model calls
 * everything angry.
 */
class EvaluatorFoldsTest {
    private static final Emotion CALM = new Emotion("calm");
    private static final Emotion STIRRED = new Emotion("stirred");
    private static final TrainingRecord TRAINING = TrainingRecord.of(List.of("tess/OAF_bar_angry.wav"), List.of());

    @TempDir
    Path folder;

    private final List<Boolean> told = new ArrayList<>();

    private ClipList list(String... rows) throws IOException {
        String text = "path,speaker,label\n" + String.join("\n", rows) + "\n";
        return Manifest.read(Files.writeString(folder.resolve("list.csv"), text));
    }

    private void babble(String... names) throws IOException {
        for (String name : names) {
            Babble.write(folder.resolve(name), 0.3, name.hashCode());
        }
    }

    private Evaluation run(Protocol protocol, ClipList clips) {
        try (EmotionClassifier classifier = EmotionClassifier.builder()
                .model(new SyntheticModel(3, 0, 0, 0, 0, 0, 0))
                .build()) {
            return run(classifier, protocol, clips);
        }
    }

    private Evaluation run(EmotionClassifier classifier, Protocol protocol, ClipList clips) {
        Evaluator.Setup setup =
                new Evaluator.Setup(LabelMap.defaults(), protocol, Optional.of(TRAINING), KnownClips.NONE, 1);
        return new Evaluator(classifier, setup).run(clips, told::add);
    }

    @Test
    void aTrainClipLeaksEvenIfItsLabelIsDropped() throws IOException {
        ClipList clips = list("a.wav,ann,boredom", "b.wav,ann,sad");
        Protocol lists = Protocol.givenLists(List.of("a.wav"), List.of("b.wav"));
        assertThatThrownBy(() -> run(lists, clips))
                .isInstanceOf(EvaluationException.class)
                .hasMessage("leak in \"list\": no speaker may be on both sides of the split, but 1 is: ann");
    }

    @Test
    void aBrokenClipIsReadAndReportedOnce() throws IOException {
        babble("b.wav", "c.wav");
        Path broken = Files.writeString(folder.resolve("a.wav"), "no sound");
        Evaluation evaluation =
                run(Protocol.leaveOneSpeakerOut(), list("a.wav,ann,sad", "b.wav,ben,sad", "c.wav,cem,sad"));
        assertThat(evaluation.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.clip().file()).isEqualTo(broken));
        assertThat(told).containsExactly(false, true, true);
        assertThat(evaluation.judgements()).hasSize(2);
        assertThat(evaluation.notes()).noneMatch(note -> note.startsWith("None of the"));
    }

    @Test
    void aLabelOfWhichNothingCouldBeScoredIsNoted() throws IOException {
        babble("c.wav");
        Evaluation evaluation = run(
                Protocol.everything(), list("a.wav,ann,angry", "b.wav,ben,angry", "c.wav,cem,sad", "d.wav,cem,sad"));
        assertThat(evaluation.failures()).hasSize(3);
        assertThat(evaluation.notes())
                .contains("None of the 2 clips labelled angry could be scored: the figures are without them.")
                .noneMatch(note -> note.contains("labelled sad"));
    }

    @Test
    void speakersOfOtherFoldsAreNewToAModelThatIsNotTrainedOnThem() throws IOException {
        babble("a.wav", "b.wav", "c.wav", "d.wav");
        Evaluation evaluation = run(
                Protocol.random(2, 1), list("a.wav,ann,sad", "b.wav,ann,sad", "c.wav,ann,angry", "d.wav,ann,angry"));
        assertThat(evaluation.answers())
                .hasSize(4)
                .allSatisfy(answer -> assertThat(answer.familiarity()).isEqualTo(Familiarity.UNSEEN_SPEAKER));
        assertThat(evaluation.notes())
                .contains("The model is already trained: folds only divide the clips that are scored, and nothing is"
                        + " trained here.");
    }

    @Test
    void classesOfTheModelAndOfTheClassifierStandForThemselves() throws IOException {
        babble("a.wav", "b.wav", "c.wav", "d.wav");
        ClipList clips = list("a.wav,ann,calm", "b.wav,ann,stirred", "c.wav,ann,neutral", "d.wav,ann,anger");
        try (EmotionClassifier merged = EmotionClassifier.builder()
                .model(new SyntheticModel(List.of(Emotion.ANGRY, CALM, Emotion.NEUTRAL), 3, 0, 0))
                .merge(STIRRED, Emotion.ANGRY, CALM)
                .build()) {
            assertThat(run(merged, Protocol.everything(), clips).judgements())
                    .extracting(Judgement::truth)
                    .containsExactly(STIRRED, STIRRED, Emotion.NEUTRAL, STIRRED);
        }
    }

    @Test
    void aStackOverflowIsAFailureOfTheClipAndOtherErrorsAreNot() {
        List<LabelledClip> clips = List.of(Clips.clip("one", "a", "t", 1), Clips.clip("one", "b", "t", 2));
        Hearing hearing = new Hearing(1, told::add);
        assertThat(hearing.of(clips, clip -> {
                    if (clip.speaker().equals("a")) {
                        throw new StackOverflowError("made up");
                    }
                    return clip.speaker();
                }))
                .containsExactly("b");
        assertThat(hearing.failures()).extracting(Evaluation.Failure::clip).containsExactly(clips.get(0));
        assertThat(told).containsExactly(false, true);
        assertThatThrownBy(() -> hearing.of(clips, clip -> {
                    throw new IllegalArgumentException("a mistake of the program");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(clips.get(0).file() + ": java.lang.IllegalArgumentException: a mistake of the program");
    }
}
