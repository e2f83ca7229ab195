package io.ser4j.examples.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.Emotion;
import io.ser4j.examples.evaluation.Assessment;
import io.ser4j.examples.evaluation.ClipList;
import io.ser4j.examples.evaluation.Evaluation;
import io.ser4j.examples.evaluation.Fold;
import io.ser4j.examples.evaluation.Judgement;
import io.ser4j.examples.evaluation.LabelMap;
import io.ser4j.examples.evaluation.LabelledClip;
import io.ser4j.examples.evaluation.Protocol;
import io.ser4j.examples.evaluation.TrainingRecord;
import io.ser4j.head.BaseModel;
import io.ser4j.head.LinearHead;
import io.ser4j.spi.ModelSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contents of a saved head and the notes of its report, in a case in which all numbers differ. */
class HeadNotesTest {
    private static final ModelSpec BASE = new ModelSpec(
            "base",
            "7",
            List.of(Emotion.HAPPY, Emotion.SAD),
            8_000,
            3,
            Map.of(
                    ModelSpec.LICENCE, "CC0",
                    ModelSpec.WINDOW_SECONDS, "2.5",
                    ModelSpec.HOP_SECONDS, "0.75",
                    ModelSpec.ACCURACY, "0.99",
                    ModelSpec.MEAN_LOGITS, "1,2",
                    ModelSpec.SHA256, "abc"));
    private static final Protocol PROTOCOL = Protocol.speakerFolds(3, 1);

    /** Only Cem is angry. */
    private static final List<EmbeddedClip> CLIPS = VoicedEmbeddings.of(5, false);

    @TempDir
    Path folder;

    private static List<LabelledClip> labelled(List<EmbeddedClip> clips) {
        return clips.stream().map(EmbeddedClip::clip).toList();
    }

    private static Evaluation evaluation(List<EmbeddedClip> clips) {
        List<Fold> folds = PROTOCOL.folds(labelled(clips));
        return new Assessment("mine 1", HeadTrainer.classes(clips), PROTOCOL.name(), Optional.empty(), true)
                .of(folds, HeadTrial.judge(folds, clips), List.of(), List.of());
    }

    /** The head as it is read back from its file. */
    private LinearHead saved(List<EmbeddedClip> clips, TrainedLayer layer, Evaluation evaluation) throws IOException {
        Path file = folder.resolve("mine.head");
        new HeadNotes(BASE, Optional.empty(), new HeadClips(clips, clips, true))
                .head("mine", layer, evaluation)
                .write(file);
        return LinearHead.read(file);
    }

    /** The notes for a list with one clip more, which could not be read. */
    private static List<String> notes(List<EmbeddedClip> clips, Protocol protocol, TrainingRecord training) {
        List<LabelledClip> all = new ArrayList<>(labelled(clips));
        all.add(new LabelledClip(Path.of("torn.wav"), "mine", "ann", "wut", "", Map.of()));
        LabelMap labels = LabelMap.ownWords(all).with("wut", Optional.of(Emotion.ANGRY));
        return new HeadNotes(BASE, Optional.ofNullable(training), new HeadClips(clips, clips, true))
                .all(new ClipList(all, List.of("A note of the list.")), labels, protocol, HeadTrainer.train(clips));
    }

    private static List<EmbeddedClip> some(long angry, long bored, long sad) {
        Map<Emotion, Long> wanted = Map.of(Emotion.ANGRY, angry, VoicedEmbeddings.BORED, bored, Emotion.SAD, sad);
        return wanted.entrySet().stream()
                .flatMap(entry -> VoicedEmbeddings.of(5, true).stream()
                        .filter(clip -> clip.truth().equals(entry.getKey()))
                        .limit(entry.getValue()))
                .toList();
    }

    @Test
    void theHeadHasTheTemperatureThatWasChosenForItsLayer() throws IOException {
        TrainedLayer layer = HeadTrainer.train(CLIPS);
        LinearHead head = saved(CLIPS, layer, evaluation(CLIPS));
        assertThat(head.spec().temperature())
                .isEqualTo(layer.temperature())
                .isNotCloseTo(1, within(0.05))
                .isNotCloseTo(BASE.temperature(), within(0.05));
        assertThat(head.spec().labels()).extracting(Emotion::label).containsExactly("angry", "bored", "sad");
        assertThat(head.spec().sampleRateHz()).isEqualTo(8_000);
        assertThat(head.base()).isEqualTo(new BaseModel("base", "7", "abc"));
    }

    @Test
    void accuracyAndUarOfTheHeadAreThoseOfItsReport() throws IOException {
        Evaluation evaluation = evaluation(CLIPS);
        List<Judgement> judgements = evaluation.judgements();
        double accuracy = judgements.stream().filter(Judgement::isRight).count() / (double) judgements.size();
        double uar = judgements.stream()
                .collect(Collectors.groupingBy(
                        Judgement::truth, Collectors.averagingDouble(one -> one.isRight() ? 1 : 0)))
                .values()
                .stream()
                .mapToDouble(recall -> recall)
                .average()
                .orElseThrow();
        assertThat(uar).isNotCloseTo(accuracy, within(0.02));
        Map<String, String> properties =
                saved(CLIPS, HeadTrainer.train(CLIPS), evaluation).spec().properties();
        assertThat(Double.parseDouble(properties.get("accuracy"))).isCloseTo(accuracy, within(1e-12));
        assertThat(Double.parseDouble(properties.get("uar"))).isCloseTo(uar, within(1e-12));
    }

    @Test
    void theHeadStatesHowItWasTrained() throws IOException {
        TrainedLayer layer = HeadTrainer.train(CLIPS);
        LinearHead head = saved(CLIPS, layer, evaluation(CLIPS));
        assertThat(head.spec().properties())
                .containsEntry("protocol", "3 folds, speakers disjoint (seed 1)")
                .containsEntry("penalty", "0.3")
                .containsEntry("training_clips", "118")
                .containsEntry("training_speakers", "7")
                .doesNotContainKeys(ModelSpec.MEAN_LOGITS, ModelSpec.EMOTION_MEAN_LOGITS);
        assertThat(head.training().clips())
                .containsExactlyElementsOf(
                        CLIPS.stream().map(clip -> clip.audio().mark()).toList());
        assertThat(head.training().speakers())
                .containsExactlyInAnyOrderElementsOf(VoicedEmbeddings.SPEAKERS.stream()
                        .map(TrainingRecord::speakerMark)
                        .toList());
    }

    /** Or else rows that the first one has written would be taken for those of the one that replaced it. */
    @Test
    void headsThatAnswerDifferentlyDifferInVersion() throws IOException {
        List<EmbeddedClip> clips = some(10, 11, 12);
        List<EmbeddedClip> fewer = some(10, 11, 11);
        Evaluation evaluation = evaluation(clips);
        String version =
                saved(clips, HeadTrainer.train(clips), evaluation).spec().version();
        assertThat(version)
                .isEqualTo(saved(clips, HeadTrainer.train(clips), evaluation)
                        .spec()
                        .version())
                .isNotEqualTo(saved(clips, HeadTrainer.train(fewer), evaluation)
                        .spec()
                        .version());
    }

    @Test
    void theHeadInheritsWindowsAndLicenceOfItsBaseButNoFigures() throws IOException {
        Map<String, String> properties =
                saved(CLIPS, HeadTrainer.train(CLIPS), evaluation(CLIPS)).spec().properties();
        assertThat(properties)
                .containsEntry(ModelSpec.LICENCE, "CC0")
                .containsEntry(ModelSpec.WINDOW_SECONDS, "2.5")
                .containsEntry(ModelSpec.HOP_SECONDS, "0.75");
        assertThat(properties.get(ModelSpec.ACCURACY)).isNotEqualTo("0.99");
        assertThat(properties.get("licence_note")).startsWith("the licence of the base model; that of the clips");
    }

    @Test
    void averageLogitsAreSavedIfEveryClassHasSome() throws IOException {
        List<EmbeddedClip> clips = VoicedEmbeddings.of(5, true);
        TrainedLayer layer = HeadTrainer.train(clips);
        Map<String, String> saved =
                saved(clips, layer, evaluation(clips)).spec().properties();
        AverageLogits average = layer.averageLogits().orElseThrow();
        assertThat(saved.get(ModelSpec.MEAN_LOGITS).split(","))
                .extracting(Double::valueOf)
                .containsExactlyElementsOf(average.mean());
        assertThat(Stream.of(saved.get(ModelSpec.EMOTION_MEAN_LOGITS).split(";"))
                        .map(row ->
                                Stream.of(row.split(",")).map(Double::valueOf).toList()))
                .containsExactlyElementsOf(average.rows());
    }

    @Test
    void theNotesStateWeaknessesOfAHead() {
        TrainingRecord heard = TrainingRecord.of(
                List.of(),
                List.of(CLIPS.get(3).audio().mark(), CLIPS.get(40).audio().mark()));
        assertThat(notes(CLIPS, PROTOCOL, heard))
                .containsExactly(
                        "A note of the list.",
                        "Labels read as: wut -> angry (1).",
                        "In each fold a new head is trained on embeddings of base, version 7; penalty and temperature are"
                                + " chosen within its training clips.",
                        "Only cem has clips of angry: when this speaker is held out, nothing trains that class, and none of"
                                + " its clips can be right.",
                        "Too few clips to train or score reliably: angry (6).",
                        "The saved head, version " + HeadNotes.version(HeadTrainer.train(CLIPS))
                                + ", is trained on all 118 clips: penalty 0.3, temperature 0.894.",
                        "The headings below say what base, or the head that is tested, was trained on.",
                        "base was trained on 2 of these clips, so these figures are too good, and the head is overconfident on new voices.");
    }

    @Test
    void aBaseThatKnowsTheSpeakersIsNoted() {
        TrainingRecord heard = TrainingRecord.of(List.of("tess/OAF_angry/OAF_bar_angry.flac"), List.of());
        List<EmbeddedClip> clips =
                CLIPS.stream().map(clip -> of(clip, "tess", "tess-OAF")).toList();
        assertThat(notes(clips, PROTOCOL, heard))
                .contains(
                        "base was trained on other clips of the speakers of 118 of these, so these figures are too good, and"
                                + " the head is overconfident on new voices.");
    }

    @Test
    void theIdOfTheBaseIsNoFormat() {
        TrainingRecord heard =
                TrainingRecord.of(List.of(), List.of(CLIPS.get(3).audio().mark()));
        ModelSpec odd = new ModelSpec("90%", "7", BASE.labels(), 8_000, 1, Map.of());
        assertThat(new HeadNotes(odd, Optional.of(heard), new HeadClips(CLIPS, CLIPS, true))
                        .all(
                                new ClipList(labelled(CLIPS), List.of()),
                                LabelMap.ownWords(labelled(CLIPS)),
                                PROTOCOL,
                                HeadTrainer.train(CLIPS)))
                .anyMatch(note -> note.startsWith("90% was trained on 1 of these clips, so"));
    }

    @Test
    void aClassOfOneCorpusAloneIsNoted() {
        List<EmbeddedClip> clips = CLIPS.stream()
                .map(clip -> of(
                        clip,
                        clip.truth().equals(Emotion.SAD) ? "a" : "b",
                        clip.clip().speaker()))
                .toList();
        assertThat(notes(clips, PROTOCOL, null))
                .contains(
                        "All clips of sad come from a: the head may recognise the recordings of that corpus instead of the"
                                + " class, which these figures would not show.");
        assertThat(notes(CLIPS, PROTOCOL, null)).noneMatch(note -> note.contains("come from"));
    }

    private static EmbeddedClip of(EmbeddedClip clip, String corpus, String speaker) {
        LabelledClip named = new LabelledClip(
                clip.clip().file(), corpus, speaker, clip.clip().label(), "", Map.of());
        return EmbeddedClip.of(named, clip.truth(), clip.embedding(), clip.audio());
    }

    @Test
    void aBaseThatWasTrainedOnNoneOfTheClipsIsNotMentioned() {
        assertThat(notes(CLIPS, PROTOCOL, TrainingRecord.of(List.of(), List.of("0".repeat(16)))))
                .noneMatch(note -> note.contains("of these clips"));
        assertThat(notes(CLIPS, PROTOCOL, null)).noneMatch(note -> note.contains("of these clips"));
    }

    @Test
    void leakingSpeakersAreNotedAndASingleSpeakerOfAClassIsThenNot() {
        assertThat(notes(CLIPS, Protocol.random(3, 1), null))
                .contains("The same speaker may be on both sides of the split: expect worse on new voices.")
                .noneMatch(note -> note.startsWith("Only cem"));
        assertThat(notes(CLIPS, PROTOCOL, null)).noneMatch(note -> note.startsWith("The same speaker"));
    }

    @Test
    void tenClipsOfAClassAreNotTooFew() {
        assertThat(notes(some(10, 11, 12), PROTOCOL, null)).noneMatch(note -> note.startsWith("Too few"));
        assertThat(notes(some(9, 8, 10), PROTOCOL, null))
                .contains("Too few clips to train or score reliably: angry (9), bored (8).");
    }
}
