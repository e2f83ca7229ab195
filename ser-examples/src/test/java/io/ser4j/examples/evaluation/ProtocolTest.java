package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.AudioClip;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProtocolTest {
    /** Two corpora of five speakers, each with four texts. */
    private static final List<LabelledClip> CLIPS = clips();

    private static List<LabelledClip> clips() {
        List<LabelledClip> clips = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String corpus = i < 20 ? "one" : "two";
            clips.add(Clips.clip(corpus, corpus + "-" + i % 5, "text" + i / 5 % 4, i));
        }
        return clips;
    }

    static List<Protocol> protocolsWithFolds() {
        return List.of(
                Protocol.speakerFolds(3, 1),
                Protocol.leaveOneSpeakerOut(),
                Protocol.leaveOneCorpusOut(),
                Protocol.random(4, 1));
    }

    private static Set<String> speakers(List<LabelledClip> clips) {
        return clips.stream().map(LabelledClip::speaker).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("protocolsWithFolds")
    void everyClipIsTestedOnceAndOtherwiseTrainedOn(Protocol protocol) {
        List<Fold> folds = protocol.folds(CLIPS);
        assertThat(folds.stream().flatMap(fold -> fold.test().stream())).containsExactlyInAnyOrderElementsOf(CLIPS);
        for (Fold fold : folds) {
            assertThat(fold.train())
                    .hasSize(CLIPS.size() - fold.test().size())
                    .doesNotContainAnyElementsOf(fold.test());
            if (protocol.promises().contains(Promise.SPEAKERS)) {
                assertThat(speakers(fold.train())).doesNotContainAnyElementsOf(speakers(fold.test()));
            }
        }
        assertThat(protocol.folds(CLIPS)).isEqualTo(folds);
    }

    @Test
    void foldsContainWhatTheirNamesSay() {
        assertThat(Protocol.leaveOneSpeakerOut().folds(CLIPS))
                .hasSize(10)
                .allSatisfy(fold -> assertThat(speakers(fold.test())).containsExactly(fold.name()));
        assertThat(Protocol.leaveOneCorpusOut().folds(CLIPS))
                .extracting(Fold::name)
                .containsExactly("one", "two");
        assertThat(Protocol.speakerFolds(3, 1).folds(CLIPS))
                .extracting(fold -> speakers(fold.test()).size())
                .containsExactlyInAnyOrder(3, 3, 4);
        assertThat(Protocol.random(4, 1).name()).contains("speakers leak");
    }

    @Test
    void aPromiseThatIsBrokenFailsAndNamesTheLeak() {
        assertThatThrownBy(
                        () -> Protocol.random(4, 1).promising(Promise.SPEAKERS).folds(CLIPS))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("no speaker may be on both sides of the split")
                .hasMessageContaining("one-0; one-1");
        assertThatThrownBy(() ->
                        Protocol.leaveOneSpeakerOut().promising(Promise.TEXTS).folds(CLIPS))
                .hasMessageContaining("no text may be on both sides of the split, but 4 are: text0; text1");
    }

    @Test
    void textsAreComparedAcrossAllCorporaButPublishedOnes() {
        Protocol apart = Protocol.leaveOneCorpusOut().promising(Promise.TEXTS);
        assertThatThrownBy(
                        () -> apart.folds(List.of(Clips.clip("train", "x", "s1", 1), Clips.clip("test", "y", "s1", 1))))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("no text may be on both sides of the split, but 1 is: s1");
        assertThatThrownBy(() ->
                        apart.folds(List.of(Clips.clip("tess", "x", "back", 1), Clips.clip("mine", "y", "back", 1))))
                .hasMessageContaining("no text may be on both sides of the split, but 1 is: back");
        assertThat(apart.folds(List.of(Clips.clip("ravdess", "x", "s1", 1), Clips.clip("nemo", "y", "s1", 1))))
                .hasSize(2);
    }

    @Test
    void textsThatAreNotKnownCannotBePromised() {
        List<LabelledClip> clips = List.of(Clips.clip("one", "a", "", 1), Clips.clip("two", "b", "", 2));
        assertThatThrownBy(() ->
                        Protocol.leaveOneCorpusOut().promising(Promise.TEXTS).folds(clips))
                .hasMessageContaining("has no text, so that texts cannot be kept apart");
    }

    @Test
    void aSpeakerInTwoCorporaIsALeakBetweenThem() {
        List<LabelledClip> clips = List.of(Clips.clip("one", "ann", "x", 1), Clips.clip("two", "ann", "y", 2));
        assertThatThrownBy(() -> Protocol.leaveOneCorpusOut().folds(clips))
                .hasMessageContaining(
                        "1 is (never within one corpus; if a name stands for different people, put the corpus before it): ann");
    }

    @Test
    void speakersThatAreNotNamedCannotBeKeptApart() {
        List<LabelledClip> clips = List.of(Clips.clip("one", "", "x", 1), Clips.clip("two", "", "y", 2));
        for (Protocol protocol :
                List.of(Protocol.speakerFolds(2, 1), Protocol.leaveOneSpeakerOut(), Protocol.leaveOneCorpusOut())) {
            assertThatThrownBy(() -> protocol.folds(clips))
                    .isInstanceOf(EvaluationException.class)
                    .hasMessageContaining("has no speaker, so that speakers cannot be kept apart");
        }
        assertThatCode(() -> Protocol.random(2, 1).folds(clips)).doesNotThrowAnyException();
        assertThatCode(() -> Protocol.everything().folds(clips)).doesNotThrowAnyException();
    }

    @Test
    void aLeakMustBeAdmittedAndIsNamedThen() {
        Protocol strict = Protocol.givenLists(List.of("one-0-text0-0.wav"), List.of("one-0-text1-5.wav"));
        assertThatThrownBy(() -> strict.folds(CLIPS))
                .hasMessageContaining("no speaker may be on both sides of the split");
        Protocol admitting = strict.admitting(Promise.SPEAKERS);
        assertThatCode(() -> admitting.folds(CLIPS)).doesNotThrowAnyException();
        assertThat(admitting.name()).isEqualTo("given list: speakers leak");
        assertThat(admitting.admitting(Promise.TEXTS)).isSameAs(admitting);
    }

    @Test
    void listsNameClipsByTheEndsOfTheirPaths() {
        List<String> train = List.of("one/one-0-text0-0.wav");
        Fold fold = Protocol.givenLists(train, List.of("one-1-text0-1.flac"))
                .folds(CLIPS)
                .get(0);
        assertThat(fold.train()).containsExactly(CLIPS.get(0));
        assertThat(fold.test()).containsExactly(CLIPS.get(1));
        assertThatThrownBy(() -> Protocol.givenLists(train, train).folds(CLIPS))
                .hasMessageContaining("no file may be on both sides of the split");
        assertThatThrownBy(() ->
                        Protocol.givenLists(List.of(), List.of("nobody.wav")).folds(CLIPS))
                .hasMessageContaining("1 of 1 do not: nobody.wav");
        for (String noFile : List.of("/", "a\0b.wav")) {
            assertThatThrownBy(() ->
                            Protocol.givenLists(List.of(), List.of(noFile)).folds(CLIPS))
                    .isInstanceOf(EvaluationException.class)
                    .hasMessageContaining("1 of 1 do not: ");
        }
        assertThatThrownBy(() -> Protocol.givenLists(List.of(), List.of()).folds(CLIPS))
                .hasMessageContaining("at least one clip");
    }

    @Test
    void theSameSoundUnderTwoNamesIsALeak() {
        Fold fold = new Fold("fold", CLIPS.subList(0, 5), CLIPS.subList(5, 10));
        Map<LabelledClip, AudioIdentity> sounds =
                Map.of(CLIPS.get(0), Clips.sound("a"), CLIPS.get(1), Clips.sound("b"), CLIPS.get(5), Clips.sound("c"));
        assertThatCode(() -> LeakCheck.requireNoSharedAudio(List.of(fold), sounds))
                .doesNotThrowAnyException();
        Map<LabelledClip, AudioIdentity> leaking =
                Map.of(CLIPS.get(0), Clips.sound("a"), CLIPS.get(5), Clips.sound("a"));
        assertThatThrownBy(() -> LeakCheck.requireNoSharedAudio(List.of(fold), leaking))
                .hasMessageContaining("no recording may be on both sides of the split")
                .hasMessageContaining(CLIPS.get(5).file() + " = " + CLIPS.get(0).file());
    }

    @Test
    void theSameRecordingInAnotherEncodingIsALeakToo() throws IOException {
        AudioClip calm = Clips.voice("voice-1-calm");
        AudioClip brisk = Clips.voice("voice-2-brisk");
        List<Fold> folds = List.of(new Fold("fold", CLIPS.subList(0, 2), CLIPS.subList(5, 7)));
        Map<LabelledClip, AudioIdentity> sounds = new HashMap<>(Map.of(
                CLIPS.get(0), AudioIdentity.of(calm),
                CLIPS.get(1), AudioIdentity.of(brisk),
                CLIPS.get(5), AudioIdentity.of(Clips.voice("voice-3-high"))));
        assertThatCode(() -> LeakCheck.requireNoSharedAudio(folds, sounds)).doesNotThrowAnyException();
        sounds.put(CLIPS.get(5), AudioIdentity.of(Clips.copyOf(calm)));
        sounds.put(CLIPS.get(6), AudioIdentity.of(Clips.copyOf(brisk)));
        assertThatThrownBy(() -> LeakCheck.requireNoSharedAudio(folds, sounds))
                .hasMessageContaining("2 are (= has the same samples, ~ sounds like another encoding")
                .hasMessageContaining(CLIPS.get(5).file() + " ~ " + CLIPS.get(0).file())
                .hasMessageContaining(CLIPS.get(6).file() + " ~ " + CLIPS.get(1).file());
    }

    @Test
    void aClipOnBothSidesIsALeak() {
        Fold fold = new Fold("fold", CLIPS.subList(0, 1), CLIPS.subList(0, 1));
        assertThatThrownBy(() -> LeakCheck.requireNoSharedAudio(List.of(fold), Map.of(CLIPS.get(0), Clips.sound("a"))))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("no recording may be on both sides of the split");
    }

    @Test
    void theLeaksOfAllFoldsAreNamedEachPairOnce() {
        List<Fold> folds = List.of(
                new Fold("one", CLIPS.subList(0, 5), CLIPS.subList(5, 10)),
                new Fold("two", CLIPS.subList(5, 10), CLIPS.subList(0, 5)),
                new Fold("three", CLIPS.subList(0, 1), CLIPS.subList(1, 2)));
        Map<LabelledClip, AudioIdentity> sounds =
                Map.of(CLIPS.get(0), Clips.sound("a"), CLIPS.get(1), Clips.sound("b"), CLIPS.get(5), Clips.sound("a"));
        assertThatThrownBy(() -> LeakCheck.requireNoSharedAudio(folds, sounds))
                .hasMessage(
                        "leak in \"one\", \"two\": no recording may be on both sides of the split, but 1 is (= has the same"
                                + " samples, ~ sounds like another encoding; exclude one of each pair with --leave-out): "
                                + CLIPS.get(5).file() + " = " + CLIPS.get(0).file());
    }

    @Test
    void aListMayNameUnscoredClipsWhichStillLeakIfTrainedOn() {
        List<String> train = List.of("one-0-text0-0.wav", "one-0-text1-5.wav");
        List<String> test = List.of("one-1-text0-1.wav", "one-1-text1-6.wav");
        Fold fold = Protocol.givenLists(train, test)
                .folds(CLIPS, clip -> clip.label().equals("sad"))
                .get(0);
        assertThat(fold.train()).containsExactly(CLIPS.get(0), CLIPS.get(5));
        assertThat(fold.test()).containsExactly(CLIPS.get(1));
        List<String> angry = List.of("one-1-text1-6.wav");
        assertThatThrownBy(() -> Protocol.givenLists(angry, List.of("one-1-text0-1.wav"))
                        .folds(CLIPS, clip -> clip.label().equals("sad")))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("no speaker may be on both sides of the split");
    }

    @Test
    void thereAreNotMoreFoldsThanSpeakersOrClips() {
        assertThatThrownBy(() -> Protocol.speakerFolds(11, 1).folds(CLIPS))
                .isInstanceOf(EvaluationException.class)
                .hasMessage("there must be at least as many speakers as folds, 11, but there are 10");
        assertThatThrownBy(() -> Protocol.random(41, 1).folds(CLIPS))
                .hasMessage("there must be at least as many clips as folds, 41, but there are 40");
        assertThat(Protocol.speakerFolds(10, 1).folds(CLIPS)).hasSize(10);
    }

    @Test
    void oneFoldIsRefused() {
        List<LabelledClip> alone = CLIPS.subList(0, 1);
        assertThatThrownBy(() -> Protocol.leaveOneSpeakerOut().folds(alone)).hasMessageContaining("one: one-0");
        assertThatThrownBy(() -> Protocol.random(1, 1)).hasMessageContaining("folds must be at least 2, but was 1");
    }
}
