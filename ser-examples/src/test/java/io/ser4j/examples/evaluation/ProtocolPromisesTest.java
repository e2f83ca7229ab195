package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A protocol keeps its promises when another is added, and its folds follow from its seed in any programming language. */
class ProtocolPromisesTest {
    private static final LabelledClip ANN = Clips.clip("one", "ann", "x", 1);
    private static final LabelledClip ANN_AGAIN = Clips.clip("one", "ann", "y", 1);
    private static final LabelledClip BEN = Clips.clip("one", "ben", "x", 1);
    private static final LabelledClip NOBODY = Clips.clip("one", "", "z", 1);
    private static final List<LabelledClip> ALL = List.of(ANN, ANN_AGAIN, BEN, NOBODY);

    private static Protocol lists(LabelledClip train, LabelledClip test) {
        return Protocol.givenLists(
                List.of(train.file().toString()), List.of(test.file().toString()));
    }

    /** A number of clips of one speaker. */
    private static List<LabelledClip> clips(String speaker, int count) {
        List<LabelledClip> clips = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clips.add(Clips.clip("one", speaker, "t", i));
        }
        return clips;
    }

    private static List<LabelledClip> clipsOf(String... speakers) {
        return Arrays.stream(speakers)
                .flatMap(speaker -> clips(speaker, 1).stream())
                .toList();
    }

    private static List<List<String>> speakers(List<Fold> folds) {
        return folds.stream()
                .map(fold -> fold.test().stream()
                        .map(LabelledClip::speaker)
                        .distinct()
                        .toList())
                .toList();
    }

    @Test
    void splitsBySpeakerOrCorpusPromiseToKeepSpeakersApart() {
        assertThat(List.of(
                        lists(ANN, BEN),
                        Protocol.speakerFolds(2, 1),
                        Protocol.leaveOneSpeakerOut(),
                        Protocol.leaveOneCorpusOut()))
                .allSatisfy(protocol -> assertThat(protocol.promises()).containsExactly(Promise.SPEAKERS));
        assertThat(List.of(Protocol.everything(), Protocol.random(2, 1)))
                .allSatisfy(protocol -> assertThat(protocol.promises()).isEmpty());
    }

    @Test
    void aFurtherPromiseRevokesNone() {
        Protocol both = lists(ANN, ANN_AGAIN).promising(Promise.TEXTS);
        assertThat(both.promises()).containsExactly(Promise.SPEAKERS, Promise.TEXTS);
        assertThatThrownBy(() -> both.folds(ALL))
                .isInstanceOf(EvaluationException.class)
                .hasMessage("leak in \"list\": no speaker may be on both sides of the split, but 1 is: ann");
        assertThatThrownBy(() -> lists(ANN, BEN).promising(Promise.TEXTS).folds(ALL))
                .isInstanceOf(EvaluationException.class)
                .hasMessage("leak in \"list\": no text may be on both sides of the split, but 1 is: x");
        assertThat(both.admitting(Promise.SPEAKERS).promises()).containsExactly(Promise.TEXTS);
    }

    @Test
    void theScopeOfListsIsTheClipsThatTheyName() {
        Protocol lists = lists(BEN, ANN);
        assertThat(List.of(lists, lists.promising(Promise.TEXTS), lists.admitting(Promise.SPEAKERS)))
                .allSatisfy(protocol -> assertThat(protocol.scope(ALL)).containsExactly(BEN, ANN));
        assertThat(Protocol.leaveOneSpeakerOut().promising(Promise.TEXTS).scope(ALL))
                .isEqualTo(ALL);
    }

    @Test
    void unnamedSpeakersOnEitherSideCannotBeKeptApart() {
        for (Protocol lists : List.of(lists(NOBODY, ANN), lists(ANN, NOBODY))) {
            assertThatThrownBy(() -> lists.folds(ALL))
                    .isInstanceOf(EvaluationException.class)
                    .hasMessage(NOBODY.file()
                            + " has no speaker, so that speakers cannot be kept apart; name them, or choose another"
                            + " protocol");
        }
    }

    /** The hash of {@code 2:big} comes first, so the others fill the second fold. */
    @Test
    void foldsHoldAboutAsManyClipsNotSpeakers() {
        List<LabelledClip> clips = new ArrayList<>(clips("big", 30));
        clips.addAll(clipsOf("ann", "ben", "cem"));
        assertThat(speakers(Protocol.speakerFolds(2, 2).folds(clips)))
                .containsExactly(List.of("big"), List.of("ann", "ben", "cem"));
    }

    /** The order is that of Python's {@code sorted(names, key=lambda name: sha256(f"{seed}:{name}".encode()).hexdigest())}. */
    @Test
    void theSeedOrdersSpeakersAndClipsByTheirHashes() {
        List<LabelledClip> six = clipsOf("ann", "ben", "cem", "dan", "eva", "fay");
        assertThat(speakers(Protocol.speakerFolds(2, 1).folds(six)))
                .containsExactly(List.of("dan", "eva", "fay"), List.of("ann", "ben", "cem"));
        assertThat(speakers(Protocol.speakerFolds(2, 2).folds(six)))
                .containsExactly(List.of("ben", "cem", "fay"), List.of("ann", "dan", "eva"));
        List<LabelledClip> takes = clips("ann", 6);
        assertThat(Protocol.random(2, 1).folds(takes))
                .extracting(Fold::test)
                .containsExactly(
                        List.of(takes.get(1), takes.get(2), takes.get(3)),
                        List.of(takes.get(0), takes.get(4), takes.get(5)));
        assertThat(Protocol.random(2, 2).folds(takes))
                .extracting(Fold::test)
                .containsExactly(
                        List.of(takes.get(0), takes.get(3), takes.get(5)),
                        List.of(takes.get(1), takes.get(2), takes.get(4)));
    }
}
