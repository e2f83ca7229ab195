package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The small value types: limits, emotions, scores. */
class ValuesTest {
    @Test
    void limitsAreChecked() {
        AudioLimits limits = AudioLimits.defaults();
        assertThat(limits).isEqualTo(new AudioLimits(1L << 30, 64, 768_000, 3600, Integer.MAX_VALUE - 8, 10));
        assertThat(limits.withMaxBytes(1)
                        .withMaxChannels(2)
                        .withMaxSampleRateHz(3)
                        .withMaxSeconds(0.5)
                        .withMaxSamples(4)
                        .withDecoderTimeoutSeconds(0.25))
                .isEqualTo(new AudioLimits(1, 2, 3, 0.5, 4, 0.25));
        assertThat(AudioLimits.streaming())
                .isEqualTo(limits.withMaxBytes(Long.MAX_VALUE).withMaxSeconds(604_800));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits.withMaxBytes(0))
                .withMessage("maxBytes must be at least 1, but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits.withMaxChannels(-1))
                .withMessageContaining("maxChannels");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits.withMaxSamples(0))
                .withMessage("maxSamples must be at least 1, but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits.withMaxSampleRateHz(0))
                .withMessageContaining("maxSampleRateHz");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits.withMaxSampleRateHz(AudioClip.MAX_SAMPLE_RATE_HZ + 1))
                .withMessage("maxSampleRateHz must be at most 50000000, but was 50000001");
        for (double bad : new double[] {0, -1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> limits.withMaxSeconds(bad))
                    .withMessage("maxSeconds must be above 0, but was " + bad);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> limits.withDecoderTimeoutSeconds(bad))
                    .withMessage("decoderTimeoutSeconds must be above 0, but was " + bad);
        }
        assertThat(limits.withMaxSeconds(Double.POSITIVE_INFINITY).maxSeconds()).isInfinite();
    }

    @Test
    void windowsAreChangedInLengthOrHop() {
        WindowConfig windows = new WindowConfig(2, 1);
        assertThat(windows.withWindowSeconds(3)).isEqualTo(new WindowConfig(3, 1));
        assertThat(windows.withHopSeconds(0.5)).isEqualTo(new WindowConfig(2, 0.5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> windows.withWindowSeconds(0.9))
                .withMessage("hopSeconds must lie in [0.01, 0.9], but was 1.0");
    }

    @Test
    void aSegmentKeepsItsTimesWithAnotherResult() {
        EmotionResult heard = new EmotionResult(
                List.of(new EmotionScore(Emotion.SAD, 0.75), new EmotionScore(Emotion.ANGRY, 0.25)), 0, List.of());
        EmotionSegment segment = new EmotionSegment(1, 3, 0.5, Optional.of(heard));
        EmotionSegment silence = segment.withResult(Optional.empty());
        assertThat(silence).isEqualTo(new EmotionSegment(1, 3, 0.5, Optional.empty()));
        assertThat(silence.withResult(Optional.of(heard))).isEqualTo(segment);
    }

    @Test
    void canonicalEmotionsAreSevenInOrder() {
        assertThat(Emotion.canonical())
                .extracting(Emotion::label)
                .containsExactly("angry", "disgust", "fear", "happy", "neutral", "sad", "surprise");
        assertThat(new Emotion("happy")).isEqualTo(Emotion.HAPPY).hasToString("happy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a,b", " sad", "sad ", "sa\nd", "\u0085"})
    void labelsThatWouldBreakAListAreRefused(String label) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Emotion(label))
                .withMessageContaining("label must have");
    }

    @Test
    void labelsMayBeAnythingElse() {
        assertThat(new Emotion("pleasant surprise").label()).isEqualTo("pleasant surprise");
        assertThat(new Emotion("x".repeat(64)).label()).hasSize(64);
        assertThatIllegalArgumentException().isThrownBy(() -> new Emotion("x".repeat(65)));
        assertThatNullPointerException().isThrownBy(() -> new Emotion(null));
    }

    @Test
    void scoresAreProbabilities() {
        assertThat(new EmotionScore(Emotion.HAPPY, 0.914)).hasToString("happy 0.91");
        assertThat(new EmotionScore(Emotion.SAD, 1).probability()).isEqualTo(1);
        for (double bad : new double[] {-0.001, 1.001, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new EmotionScore(Emotion.SAD, bad))
                    .withMessage("probability must be in [0, 1], but was " + bad);
        }
        assertThatNullPointerException().isThrownBy(() -> new EmotionScore(null, 0.5));
    }
}
