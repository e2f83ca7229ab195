package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.EmotionClassifier;
import io.ser4j.examples.SyntheticModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
        Evaluator.Setup setup = new Evaluator.Setup(LabelMap.defaults(), protocol, training, 1);
        return new Evaluator(classifier, setup).run(CorpusLayout.TESS.load(folder), success -> {});
    }

    @Test
    void whatTheModelHasHeardStandsApartTheHardestFirst() throws IOException {
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
                .containsSubsequence("Speakers it never heard", "Other clips of speakers", "Clips it was trained on");
    }

    @Test
    void foldsHaveAMeanAndADeviation() throws IOException {
        Evaluation evaluation = run(Protocol.leaveOneSpeakerOut(), Optional.empty());
        assertThat(evaluation.notes())
                .contains("UAR over 2 folds, clips it may or may not have been trained on: mean 0.7500, standard"
                        + " deviation 0.3536.");
        TrainingRecord training = TrainingRecord.of(List.of("tess/OAF_angry/OAF_bar_angry.flac"), List.of());
        assertThat(run(Protocol.leaveOneSpeakerOut(), Optional.of(training)).notes())
                .noneMatch(note -> note.contains("standard deviation"));
        assertThat(evaluation.groups())
                .filteredOn(group -> group.property().equals("fold"))
                .extracting(Evaluation.Group::uar)
                .containsExactly(1.0, 0.5);
    }

    @Test
    void whatIsOnlyLearntFromIsHeardForCopiesToo() throws IOException {
        copy("voice-1-calm.wav", "YAF_angry/YAF_base_angry.wav");
        Protocol lists = Protocol.givenLists(List.of("YAF_base_angry.wav"), List.of("OAF_bar_angry.wav"));
        assertThatThrownBy(() -> run(lists, Optional.empty()))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("OAF_bar_angry.wav = ")
                .hasMessageEndingWith("YAF_base_angry.wav");
    }

    @Test
    void nothingHeardIsNoFigure() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.csv"), "path,speaker,label\nnone.wav,me,sad\n");
        Evaluator.Setup setup = new Evaluator.Setup(LabelMap.defaults(), Protocol.everything(), Optional.empty(), 1);
        ClipList clips = Manifest.read(broken);
        assertThatThrownBy(() -> new Evaluator(classifier, setup).run(clips, success -> {}))
                .hasMessageContaining("not one clip could be heard")
                .hasMessageContaining("none.wav");
    }
}
