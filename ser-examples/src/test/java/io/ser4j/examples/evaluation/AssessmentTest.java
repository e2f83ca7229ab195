package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ser4j.Emotion;
import io.ser4j.EmotionScore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which clips a report calls new to a model. */
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
}
