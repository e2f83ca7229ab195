package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ser4j.Emotion;
import io.ser4j.EmotionScore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When a report warns that its clips make the figures say less than they seem to. */
class CautionsTest {
    private static final List<Emotion> CLASSES = List.of(Emotion.ANGRY, Emotion.SAD);

    private final List<Evaluation.Answer> answers = new ArrayList<>();

    private void clips(int count, String speaker, Emotion emotion) {
        for (int i = 0; i < count; i++) {
            Path file = Path.of(speaker + emotion + answers.size());
            LabelledClip clip = new LabelledClip(file, "mine", speaker, emotion.label(), "", Map.of());
            Judgement right = new Judgement(
                    clip, emotion, List.of(new EmotionScore(emotion, 1)), false, Clips.sound(file.toString()));
            answers.add(new Evaluation.Answer(right, Familiarity.UNSEEN_SPEAKER, "all", Optional.empty()));
        }
    }

    /** Speakers with two angry clips, the first ones also with a sad one. */
    private List<String> notes(int speakers, int sad) {
        answers.clear();
        IntStream.range(0, speakers).forEach(i -> clips(2, "speaker " + i, Emotion.ANGRY));
        IntStream.range(0, sad).forEach(i -> clips(1, "speaker " + i, Emotion.SAD));
        return notes();
    }

    private List<String> notes() {
        return new Cautions(new Grouping(answers, CLASSES).sections(), answers).all();
    }

    @Test
    void fewerThanTenSpeakersAreFew() {
        assertThat(notes(9, 9))
                .containsExactly("Only 9 speakers (unseen speakers): the interval is too narrow,"
                        + " and says little about other speakers.");
        assertThat(notes(10, 10)).isEmpty();
        assertThat(notes(3, 3)).as("there is no interval").isEmpty();
    }

    /** Ten with three clips and one with 40: (30 + 40)^2 / (10 * 3^2 + 40^2) = 2.9. */
    @Test
    void manySpeakersAreFewIfOneHasMostOfTheClips() {
        notes(10, 10);
        clips(40, "speaker 10", Emotion.SAD);
        assertThat(notes())
                .containsExactly(
                        "A few of the 11 speakers (unseen speakers) have most of the clips, so that they count as "
                                + "2.9: the interval is too narrow, and says little about other speakers.");
    }

    @Test
    void namesThatHardlyRepeatMayNotBeThoseOfSpeakers() {
        IntStream.range(0, 12).forEach(i -> clips(1, "session " + i, i % 2 == 0 ? Emotion.ANGRY : Emotion.SAD));
        clips(2, "session 12", Emotion.SAD);
        String doubt =
                "12 of 13 speakers have a single clip: unless these are different people, intervals are too narrow, and"
                        + " where clips are split, the same voice may be on both sides, so that the figures are too good.";
        assertThat(notes()).contains(doubt);
        IntStream.range(0, 12).forEach(i -> clips(1, "session " + i, Emotion.SAD));
        assertThat(notes()).doesNotContain(doubt).isEmpty();
    }

    /** If three of ten speakers are sad, a draw has none of them with a probability of 0.7^10; if four are, of 0.6^10. */
    @Test
    void moreThanOneDrawInAHundredWithoutAClassIsNoted() {
        assertThat(notes(10, 3))
                .containsExactly("In 3 % of the bootstrap draws (unseen speakers) some class has no"
                        + " clip, and UAR is over the others: the interval is only rough.");
        assertThat(notes(10, 4)).isEmpty();
    }

    @Test
    void aSingleClassIsNoted() {
        assertThat(notes(10, 0))
                .containsExactly(
                        "All clips (unseen speakers) are angry: UAR is the recall of this class alone, for which"
                                + " a constant answer would score 1.");
    }
}
