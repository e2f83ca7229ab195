package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VoiceActivityDetectorTest {
    private static VoiceActivity detect(float[] samples, int rate) {
        return VoiceActivityDetector.defaults().detect(AudioClip.of(samples, rate));
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 11_025, 16_000, 22_050, 24_414, 44_100, 48_000, 96_000})
    void findsAVoiceBetweenSilences(int rate) {
        VoiceActivity found = detect(Signals.joined(new float[rate], Signals.voice(rate, 1.5), new float[rate]), rate);
        assertThat(found.frameSeconds()).isBetween(0.016, 0.032);
        assertThat(found.spans()).hasSize(1);
        assertThat(found.spans().get(0).startSeconds()).isCloseTo(1, within(0.11));
        assertThat(found.spans().get(0).endSeconds()).isCloseTo(2.5, within(0.3));
        assertThat(found.share())
                .isCloseTo(
                        (found.spans().get(0).endSeconds()
                                        - found.spans().get(0).startSeconds())
                                / 3.5,
                        within(0.02));
        assertThat(found.isSpeech(0)).isFalse();
        assertThat(found.isSpeech(found.frames() / 2)).isTrue();
        assertThat(found.toString()).startsWith("voice in ").contains(" s");
    }

    @Test
    void aClipMayBeginAndEndWithAVoice() {
        VoiceActivity found = detect(Signals.voice(16_000, 1), 16_000);
        assertThat(found.spans()).containsExactly(new VoiceActivity.Span(0, 1));
        assertThat(found.share()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0003, 0.003, 0.03, 0.3})
    void noiseIsNoVoiceAtAnyLevel(double rms) {
        assertThat(detect(Signals.white(16_000, 20, rms), 16_000).share()).isZero();
        assertThat(detect(Signals.white(44_100, 20, rms), 44_100).share()).isZero();
        assertThat(detect(Signals.pink(16_000, 20, rms), 16_000).share()).isLessThan(0.02);
    }

    @Test
    void silenceAConstantAndFaintHumAreNoVoice() {
        assertThat(detect(new float[32_000], 16_000).spans()).isEmpty();
        assertThat(detect(Signals.shifted(new float[32_000], 0.5), 16_000).spans())
                .isEmpty();
        assertThat(detect(Signals.hum(16_000, 5, Math.pow(10, -70 / 20.0)), 16_000)
                        .spans())
                .isEmpty();
    }

    @Test
    void theNoiseFloorRisesAboveSteadyHum() {
        int rate = 16_000;
        VoiceActivity found = detect(Signals.hum(rate, 10, 0.01), rate);
        int frame = (int) (4 / found.frameSeconds());
        for (; frame < found.frames(); frame++) {
            assertThat(found.isSpeech(frame)).as("frame %d", frame).isFalse();
        }
    }

    @Test
    void aVoiceIsFoundInNoiseAndTheNoiseAroundItIsNot() {
        int rate = 16_000;
        float[] samples = Signals.joined(new float[rate], Signals.voice(rate, 2), new float[rate]);
        float[] noise = Signals.white(rate, 4, 0.1 / Math.sqrt(10));
        for (int i = 0; i < samples.length; i++) {
            samples[i] += noise[i];
        }
        VoiceActivity found = detect(samples, rate);
        for (int i = 0; i < found.frames(); i++) {
            double time = (i + 0.5) * found.frameSeconds();
            if (time < 0.85 || time > 3.3) {
                assertThat(found.isSpeech(i)).as("at %.2f s", time).isFalse();
            }
        }
        assertThat(found.share()).isGreaterThan(0.3);
    }

    @Test
    void everyRateAndLengthHasAnAnswer() {
        for (int rate : new int[] {1, 7, 100, 499, 1000, 3999, 192_000, 768_000}) {
            for (int length : new int[] {1, 15, 16, 17, 1000}) {
                VoiceActivity found = detect(Signals.white(length, 1, 0.1), rate);
                assertThat(found.frames()).isPositive();
                assertThat(found.share()).isZero();
            }
        }
    }

    @Test
    void belowAThousandHertzThereIsTooLittleOfASpectrum() {
        assertThat(detect(Signals.voice(16_000, 2), 999).share()).isZero();
        assertThat(detect(Signals.voice(16_000, 2), 1000).share()).isPositive();
    }

    @Test
    void parametersAct() {
        float[] quiet = Signals.scaled(Signals.voice(16_000, 1), 0.001);
        AudioClip clip = AudioClip.of(quiet, 16_000);
        VoiceActivityConfig config = VoiceActivityConfig.defaults();
        assertThat(VoiceActivityDetector.of(config).detect(clip).share()).isZero();
        VoiceActivityConfig keen = config.withLeastLevel(-95);
        assertThat(VoiceActivityDetector.of(keen).detect(clip).share())
                .as("its own pauses are the floor")
                .isGreaterThan(0.8);
        AudioClip loud = AudioClip.of(Signals.voice(16_000, 1), 16_000);
        assertThat(VoiceActivityDetector.of(config.withDecibels(60, 60))
                        .detect(loud)
                        .share())
                .isZero();
        assertThat(VoiceActivityDetector.of(config.withFlatness(-60, -60))
                        .detect(loud)
                        .share())
                .isZero();
    }

    @Test
    void parametersAreChecked() {
        VoiceActivityConfig config = VoiceActivityConfig.defaults();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.withDecibels(61, 3))
                .withMessage("onDecibels must lie in [0.0, 60.0], but was 61.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.withDecibels(5, 6))
                .withMessageContaining("offDecibels must lie in [0.0, 5.0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.withFlatness(-5, Double.NaN))
                .withMessageContaining("offFlatnessDecibels must lie in [-5.0, 0.0], but was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.withLeastLevel(1))
                .withMessageContaining("leastLevelDbfs");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VoiceActivityConfig(7, 4, -6, -5, -60, -55, 0, 0.2, 0.2, 0.05))
                .withMessageContaining("floorSeconds must lie in [0.1, 60.0]");
        assertThatIllegalArgumentException().isThrownBy(() -> new VoiceActivity.Span(1, 1));
        assertThatThrownBy(() -> detect(new float[16], 16_000).isSpeech(1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
