package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ser4j.Emotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The emotion of every label that the default map knows, and the precedence of what a user has chosen. */
class LabelWordsTest {
    private static final Emotion CALM = new Emotion("calm");
    private static final Emotion JOY = new Emotion("joy");

    @ParameterizedTest
    @CsvSource({
        "angry, angry anger Anger",
        "disgust, disgust disgusted",
        "fear, fear fearful FEARFUL",
        "happy, happy happiness joy",
        "neutral, neutral calm",
        "sad, sad sadness",
        "surprise, surprise surprised ps pleasant_surprise pleasant_surprised"
    })
    void theWordsOfCorporaStandForTheCanonicalSeven(String emotion, String words) {
        for (String word : words.split(" ")) {
            assertThat(LabelMap.defaults().emotion(word)).as(word).contains(new Emotion(emotion));
            assertThat(LabelMap.defaults().word(word)).isEqualTo(emotion);
        }
    }

    @Test
    void boredomIsDroppedUnderBothItsNames() {
        for (String word : List.of("boredom", "bored", "Boredom")) {
            assertThat(LabelMap.defaults().emotion(word)).as(word).isEmpty();
            assertThat(LabelMap.defaults().word(word)).isEqualTo(word);
        }
    }

    @Test
    void amongOwnWordsCalmAndBoredomStandForThemselves() {
        List<LabelledClip> clips = new ArrayList<>();
        for (String label : List.of("calm", "boredom", "bored", "anger", "Sarcasm")) {
            clips.add(new LabelledClip(Path.of(label + ".wav"), "mine", "ann", label, "", Map.of()));
        }
        LabelMap own = LabelMap.ownWords(clips);
        assertThat(clips)
                .extracting(clip -> own.emotion(clip.label()).orElseThrow().label())
                .containsExactly("calm", "boredom", "bored", "angry", "Sarcasm");
        assertThat(List.of("calm", "boredom", "bored"))
                .as("words of no clip")
                .noneMatch(LabelMap.ownWords(List.of())::knows);
    }

    @Test
    void aChosenMeaningSurvivesLaterChoicesAndTheClassesOfModels() {
        LabelMap chosen = LabelMap.defaults()
                .with("calm", Optional.of(Emotion.SAD))
                .with("Joy", Optional.empty())
                .knowing(List.of(CALM, JOY))
                .knowing(List.of(CALM, JOY));
        assertThat(chosen.emotion("calm")).contains(Emotion.SAD);
        assertThat(chosen.emotion("joy")).isEmpty();
        LabelMap untouched = LabelMap.defaults().knowing(List.of(CALM, JOY));
        assertThat(untouched.emotion("calm")).contains(CALM);
        assertThat(untouched.emotion("joy")).contains(JOY);
    }
}
