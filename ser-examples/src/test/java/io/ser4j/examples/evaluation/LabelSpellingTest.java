package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.Emotion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels mean the same however they are spelled. */
class LabelSpellingTest {
    private static LabelledClip labelled(String label) {
        return new LabelledClip(Path.of("a.wav"), "c", "s", label, "", Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pleasant_surprise", "pleasant surprise", "Pleasant-Surprise", " PLEASANT  SURPRISE "})
    void theUsualLabelsAreKnownInAnySpelling(String label) {
        assertThat(LabelMap.defaults().emotion(label)).hasValue(Emotion.SURPRISE);
        assertThat(LabelMap.defaults().word(label)).isEqualTo("surprise");
    }

    @Test
    void ownClassesAreOneForAllSpellings() {
        List<String> labels = List.of("m\u00FCde", "mu\u0308de", "very happy", "very_happy", "Very-Happy");
        List<LabelledClip> clips =
                labels.stream().map(LabelSpellingTest::labelled).toList();
        LabelMap map = LabelMap.ownWords(clips);
        assertThat(clips)
                .extracting(clip -> map.emotion(clip).orElseThrow().label())
                .containsExactly("m\u00FCde", "m\u00FCde", "very happy", "very happy", "very happy");
        assertThat(map.note(clips)).hasSize(1);
    }

    @Test
    void signsDistinguishLabels() {
        List<String> labels = List.of("-1", "0", "1", "-", "--", "a+", "a");
        LabelMap map = LabelMap.ownWords(
                labels.stream().map(LabelSpellingTest::labelled).toList());
        assertThat(labels)
                .extracting(label -> map.emotion(label).orElseThrow().label())
                .isEqualTo(labels);
        LabelMap mapped = map.with("1", Optional.of(Emotion.HAPPY)).with("-1", Optional.of(Emotion.SAD));
        assertThat(mapped.emotion("1")).hasValue(Emotion.HAPPY);
        assertThat(mapped.emotion("-1")).hasValue(Emotion.SAD);
    }

    @Test
    void aLabelMayBeMappedInAnySpelling() {
        LabelMap map = LabelMap.defaults().with("Very_Sad", Optional.of(Emotion.SAD));
        assertThat(map.emotion("very sad")).hasValue(Emotion.SAD);
    }

    @Test
    void classesThatAreSpelledAlikeAreRefused() {
        assertThatThrownBy(() ->
                        LabelMap.defaults().knowing(List.of(new Emotion("very happy"), new Emotion("very_happy"))))
                .isInstanceOf(EvaluationException.class)
                .hasMessage("labels must tell the classes of the model apart, but \"very happy\" and \"very_happy\" are"
                        + " spelled alike");
        assertThat(LabelMap.defaults()
                        .knowing(List.of(new Emotion("Very happy")))
                        .emotion("very_happy"))
                .hasValue(new Emotion("Very happy"));
    }

    @Test
    void anUnknownLabelIsReportedWithItsFile() {
        LabelledClip clip = Clips.clip("c", "s", "t", 1);
        LabelledClip strange = new LabelledClip(clip.file(), "c", "s", "label", "", clip.groups());
        assertThatThrownBy(() -> LabelMap.defaults().emotion(strange))
                .isInstanceOf(EvaluationException.class)
                .hasMessageStartingWith(clip.file() + ": no emotion is known for the label \"label\"; known are ");
    }
}
