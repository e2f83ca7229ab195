package io.ser4j.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.AudioClip;
import io.ser4j.Emotion;
import io.ser4j.EmotionClassifier;
import io.ser4j.EmotionResult;
import io.ser4j.contract.EmotionModelContract;
import io.ser4j.spi.EmotionModelProvider;
import org.junit.jupiter.api.Test;

/** The contract of every backend, and what this one adds. */
class LoudnessBackendTest extends EmotionModelContract {
    private static final Emotion EXCITED = new Emotion("excited");

    @Override
    protected EmotionModelProvider provider() {
        return new LoudnessBackend();
    }

    /** A square wave: its RMS level is its amplitude. */
    private static AudioClip square(double levelDb) {
        float[] samples = new float[16_000];
        float amplitude = (float) Math.pow(10, levelDb / 20);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = i % 20 < 10 ? amplitude : -amplitude;
        }
        return AudioClip.of(samples, 16_000);
    }

    @Test
    void itIsChosenByNameAndHearsLevels() {
        try (EmotionClassifier classifier =
                EmotionClassifier.builder().provider("loudness").build()) {
            assertThat(classifier.classify(square(-20)).probability(EXCITED)).isCloseTo(0.5, within(1e-4));
            // 3 dB are one logit.
            double logistic = 1 / (1 + Math.exp(-1));
            assertThat(classifier.classify(square(-17)).probability(EXCITED)).isCloseTo(logistic, within(1e-4));
            EmotionResult quiet = classifier.classify(square(-60));
            assertThat(quiet.top().emotion()).isEqualTo(new Emotion("calm"));
        }
    }

    @Test
    void itNeverAnswersWhereAnotherBackendIsThere() {
        assertThat(provider().priority()).isZero();
    }
}
