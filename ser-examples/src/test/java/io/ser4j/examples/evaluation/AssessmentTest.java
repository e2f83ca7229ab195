package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ser4j.Emotion;
import io.ser4j.EmotionScore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which clips a report calls new to a model, and when it warns about intervals. */
class AssessmentTest {
    private static final List<Emotion> CLASSES = List.of(Emotion.ANGRY, Emotion.SAD);
    private static final TrainingRecord TRAINING =
            TrainingRecord.of(List.of("tess/OAF_angry/OAF_bar_angry.flac"), List.of());

    private static LabelledClip clip(String name, String speaker, Emotion emotion) {
        return new LabelledClip(Path.of(name), "tess", speaker, emotion.label(), "", Map.of());
    }

    private static Judgement right(LabelledClip clip) {
        Emotion truth = new Emotion(clip.label());
        List<EmotionScore> scores = List.of(new EmotionScore(truth, 1));
        return new Judgement(clip, truth, scores, false, Clips.sound(clip.file().toString()));
    }

    private static Evaluation assess(Optional<TrainingRecord> training, boolean learns, List<Fold> folds) {
        List<Judgement> judgements = folds.stream()
                .flatMap(fold -> fold.test().stream())
                .map(AssessmentTest::right)
                .toList();
        return new Assessment("mine 1", CLASSES, "lists", training, learns).of(folds, judgements, List.of(), List.of());
    }

    /** The warnings for clips of a number of speakers, all of whom are angry, and the first ones also sad. */
    private static List<String> warnings(int speakers, int sad) {
        List<LabelledClip> clips = new ArrayList<>();
        IntStream.range(0, speakers).forEach(i -> clips.add(clip(i + "angry", "speaker " + i, Emotion.ANGRY)));
        IntStream.range(0, sad).forEach(i -> clips.add(clip(i + "sad", "speaker " + i, Emotion.SAD)));
        Fold fold = new Fold("all", List.of(), clips);
        return assess(Optional.empty(), false, List.of(fold)).notes().stream()
                .filter(note -> note.contains("interval"))
                .toList();
    }

    @Test
    void speakersOfTheTrainSideAreSeenAndSeenClipsStaySeen() {
        LabelledClip seen = clip("OAF_bar_angry.wav", "tess-OAF", Emotion.ANGRY);
        LabelledClip trained = clip("OAF_base_angry.wav", "tess-OAF", Emotion.ANGRY);
        LabelledClip taught = clip("one.wav", "ann", Emotion.SAD);
        LabelledClip stranger = clip("two.wav", "ben", Emotion.SAD);
        List<LabelledClip> teachers = List.of(
                clip("three.wav", "tess-OAF", Emotion.SAD),
                clip("four.wav", "ann", Emotion.SAD),
                clip("five.wav", "", Emotion.SAD));
        LabelledClip nameless = clip("six.wav", "", Emotion.SAD);
        List<Fold> folds = List.of(new Fold("fold", teachers, List.of(seen, trained, taught, stranger, nameless)));
        assertThat(assess(Optional.of(TRAINING), true, folds).answers())
                .extracting(Evaluation.Answer::familiarity)
                .containsExactly(
                        Familiarity.SEEN_CLIP,
                        Familiarity.SEEN_SPEAKER,
                        Familiarity.SEEN_SPEAKER,
                        Familiarity.UNSEEN_SPEAKER,
                        Familiarity.UNKNOWN_SPEAKER);
        assertThat(assess(Optional.of(TRAINING), false, folds).answers())
                .as("the model is not trained on the other side")
                .extracting(Evaluation.Answer::familiarity)
                .containsExactly(
                        Familiarity.SEEN_CLIP,
                        Familiarity.SEEN_SPEAKER,
                        Familiarity.UNSEEN_SPEAKER,
                        Familiarity.UNSEEN_SPEAKER,
                        Familiarity.UNKNOWN_SPEAKER);
        assertThat(assess(Optional.empty(), false, folds).answers())
                .allSatisfy(answer -> assertThat(answer.familiarity()).isEqualTo(Familiarity.UNKNOWN));
    }

    @Test
    void eachFoldHasItsOwnTrainSpeakers() {
        LabelledClip ann = clip("one.wav", "ann", Emotion.ANGRY);
        LabelledClip ben = clip("two.wav", "ben", Emotion.SAD);
        LabelledClip benAgain = clip("three.wav", "ben", Emotion.SAD);
        List<Fold> folds = List.of(
                new Fold("first", List.of(ben), List.of(ann)),
                new Fold("second", List.of(ann, ben), List.of(benAgain)));
        assertThat(assess(Optional.of(TRAINING), true, folds).answers())
                .extracting(Evaluation.Answer::fold, Evaluation.Answer::familiarity)
                .containsExactly(tuple("first", Familiarity.UNSEEN_SPEAKER), tuple("second", Familiarity.SEEN_SPEAKER));
    }

    @Test
    void fewerThanTenSpeakersAreFew() {
        assertThat(warnings(9, 9))
                .containsExactly("Only 9 speakers (clips it may have been trained on): the interval is too narrow,"
                        + " and says little about other speakers.");
        assertThat(warnings(10, 10)).isEmpty();
        assertThat(warnings(3, 3)).as("there is no interval").isEmpty();
    }

    /** If three of ten speakers are sad, a draw has none of them with a probability of 0.7^10; if four are, of 0.6^10. */
    @Test
    void moreThanOneDrawInAHundredWithoutAClassIsNoted() {
        assertThat(warnings(10, 3))
                .containsExactly("In 3 % of the bootstrap draws (clips it may have been trained on) some class has no"
                        + " clip, and UAR is over the others: the interval is only rough.");
        assertThat(warnings(10, 4)).isEmpty();
    }
}
