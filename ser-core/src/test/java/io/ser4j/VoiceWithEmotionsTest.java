package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.spi.ModelSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Compares a voice that is learnt from clips with given emotions with its definition. */
@Timeout(60)
class VoiceWithEmotionsTest {
    private static final int RATE_HZ = 8000;
    private static final String MEAN = "0.5,-0.25,-0.25";

    private static ModelSpec spec(Map<String, String> properties) {
        return new ModelSpec("fake", "1", FakeModel.LABELS, RATE_HZ, 1, properties);
    }

    private static AudioClip clip(double gain) {
        return Signals.voiceClip(RATE_HZ, 2, gain);
    }

    @Test
    void clipsWhoseEmotionsAreGivenAreComparedWithTheMeanOfTheAverageOfTheirEmotionAndThatOfAll() {
        String rows = "2,-1,-1;0,0,0;-1,-1,2";
        Map<String, String> properties = Map.of(ModelSpec.MEAN_LOGITS, MEAN, ModelSpec.EMOTION_MEAN_LOGITS, rows);
        FakeModel byEmotion = new FakeModel(spec(properties));
        Map<Emotion, List<AudioClip>> clips =
                Map.of(Emotion.SAD, List.of(clip(0.25), clip(0.3)), Emotion.ANGRY, List.of(clip(1)));
        double[] sums = new double[3];
        clips.forEach((emotion, ofEmotion) -> ofEmotion.forEach(clip -> {
            double[] expected = emotion.equals(Emotion.SAD)
                    ? new double[] {-0.25, -0.625, 0.875}
                    : new double[] {1.25, -0.625, -0.625};
            float[] logits = byEmotion.infer(FakeModel.features(clip));
            double mean = (logits[0] + (double) logits[1] + logits[2]) / 3;
            for (int i = 0; i < sums.length; i++) {
                sums[i] += logits[i] - mean - expected[i];
            }
        }));
        try (EmotionClassifier giving =
                EmotionClassifier.builder().model(byEmotion).build()) {
            Map<Emotion, Double> offsets = Voice.enrol(giving, clips).offsets();
            for (int i = 0; i < sums.length; i++) {
                assertThat(offsets.get(FakeModel.LABELS.get(i))).isCloseTo(sums[i] / 5, within(1e-12));
            }
            Map<Emotion, List<AudioClip>> reversed = new LinkedHashMap<>();
            reversed.put(Emotion.SAD, clips.get(Emotion.SAD));
            reversed.put(Emotion.ANGRY, clips.get(Emotion.ANGRY));
            assertThat(Voice.enrol(giving, reversed).offsets()).isEqualTo(offsets);
        }
    }

    @Test
    void anEmotionIsGivenOnlyIfTheModelKnowsWhatItsLogitsAreForIt() {
        Map<Emotion, List<AudioClip>> sad = Map.of(Emotion.SAD, List.of(clip(1)));
        try (EmotionClassifier dumb =
                EmotionClassifier.builder().model(new FakeModel(spec(Map.of()))).build()) {
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> Voice.enrol(dumb, sad))
                    .withMessage(
                            "the model fake cannot learn a voice from clips whose emotions are given: it does not say what"
                                    + " its logits are on average for each emotion (emotion_mean_logits)");
        }
        FakeModel withoutMean = new FakeModel(spec(Map.of(ModelSpec.EMOTION_MEAN_LOGITS, "1,2,3;1,2,3;1,2,3")));
        try (EmotionClassifier dumb =
                EmotionClassifier.builder().model(withoutMean).build()) {
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> Voice.enrol(dumb, sad))
                    .withMessage("the model fake cannot learn a voice: it does not say what its logits are on average"
                            + " (mean_logits)");
        }
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> enrolledGiven("1,2,3;1,2,3;", sad))
                .withMessage(
                        "the model fake cannot learn a voice from clips whose emotion is given as sad: it does not say"
                                + " what its logits are on average for these (emotion_mean_logits)");
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> enrolledGiven("1,2,3;1,2,3", sad))
                .withMessage(
                        "emotion_mean_logits of the model fake must be 3 lists with semicolons between them, but is"
                                + " \"1,2,3;1,2,3\"");
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> enrolledGiven("1,2,3;1,2,3;1,x,3", sad))
                .withMessage(
                        "emotion_mean_logits of the model fake for sad must be 3 finite numbers with commas between"
                                + " them, but is \"1,x,3\"");
        assertThat(enrolledGiven("x;;1,2,3", sad).offsets()).hasSize(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> enrolledGiven("1,2,3;1,2,3;1,2,3", Map.of(Emotion.HAPPY, List.of(clip(1)))))
                .withMessage("the emotion of a clip must be one of the model's, [angry, neutral, sad], but was happy");
        AudioClip silence = AudioClip.of(new float[RATE_HZ], RATE_HZ);
        assertThatExceptionOfType(InvalidAudioException.class)
                .isThrownBy(() -> enrolledGiven("1,2,3;1,2,3;1,2,3", Map.of(Emotion.SAD, List.of(silence, silence))))
                .withMessage("at least one clip must hold a voice, but none of 2 does");
    }

    @Test
    void nothingIsHeardBeforeTheClipsAreKnownToBeWhole() {
        FakeModel fake = new FakeModel(
                spec(Map.of(ModelSpec.MEAN_LOGITS, MEAN, ModelSpec.EMOTION_MEAN_LOGITS, "1,2,3;1,2,3;1,2,3")));
        EmotionClassifier giving = EmotionClassifier.builder().model(fake).build();
        Map<Emotion, List<AudioClip>> holed = new LinkedHashMap<>();
        holed.put(Emotion.ANGRY, List.of(clip(1)));
        holed.put(Emotion.SAD, null);
        assertThatNullPointerException()
                .isThrownBy(() -> Voice.enrol(giving, holed))
                .withMessage("clips");
        holed.put(Emotion.SAD, Collections.singletonList(null));
        assertThatNullPointerException()
                .isThrownBy(() -> Voice.enrol(giving, holed))
                .withMessage("clip 1 of 1 must not be null");
        assertThatExceptionOfType(InvalidAudioException.class)
                .isThrownBy(() -> Voice.enrol(giving, Map.of()))
                .withMessage("at least one clip must hold a voice, but none of 0 does");
        giving.close();
        assertThatIllegalStateException().isThrownBy(() -> Voice.enrol(giving, Map.of()));
    }

    private static Voice enrolledGiven(String rows, Map<Emotion, List<AudioClip>> clips) {
        FakeModel fake = new FakeModel(spec(Map.of(ModelSpec.MEAN_LOGITS, MEAN, ModelSpec.EMOTION_MEAN_LOGITS, rows)));
        try (EmotionClassifier giving = EmotionClassifier.builder().model(fake).build()) {
            return Voice.enrol(giving, clips);
        }
    }
}
