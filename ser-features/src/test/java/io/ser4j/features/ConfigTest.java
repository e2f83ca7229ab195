package io.ser4j.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ConfigTest {
    @Test
    void framesAreChecked() {
        refused(() -> stft(1, 1, 1), "fftSize must lie in [2, 65536], but was 1");
        refused(() -> stft(65_537, 1, 1), "fftSize must lie in [2, 65536], but was 65537");
        refused(() -> stft(512, 513, 160), "windowSamples must lie in [1, 512], but was 513");
        refused(() -> stft(512, 400, 0), "hopSamples must lie in [1, 65536], but was 0");
        assertThat(stft(512, 400, 160).bins()).isEqualTo(257);
        assertThat(stft(135, 135, 1).bins()).isEqualTo(68);
    }

    @Test
    void filterBanksAreChecked() {
        refused(() -> mel(0, 40, 0, 1), "sampleRateHz must lie in [1, 768000], but was 0");
        refused(() -> mel(16_000, 0, 0, 8000), "bands must lie in [1, 4096], but was 0");
        refused(() -> mel(16_000, 40, -1, 8000), "fMinHz must be at least 0 and below fMaxHz 8000.0, but was -1.0");
        refused(() -> mel(16_000, 40, 500, 500), "fMinHz must be at least 0 and below fMaxHz 500.0, but was 500.0");
        refused(
                () -> mel(16_000, 40, Double.NaN, 500),
                "fMinHz must be at least 0 and below fMaxHz 500.0, but was NaN");
        refused(() -> mel(16_000, 40, 0, 8001), "fMaxHz must be at most half of the sample rate 16000, but was 8001.0");
    }

    @Test
    void sizesAndRatesOfStagesAreChecked() {
        refused(() -> MelFilterBank.of(mel(16_000, 40, 0, 8000), 1), "fftSize must be at least 2, but was 1");
        refused(() -> Window.HANN.values(0), "samples must be positive, but was 0");
        refused(() -> Resamplers.to(-5), "outputHz must be positive, but was -5");
    }

    @Test
    void decibelsAreChecked() {
        refused(() -> new DecibelConfig(0, 1, 80), "reference must be positive and finite, but was 0.0");
        refused(() -> new DecibelConfig(1, -1, 80), "amin must be positive and finite, but was -1.0");
        refused(() -> new DecibelConfig(1, 1, -80), "topDb must be at least 0, but was -80.0");
    }

    @Test
    void pitchesAreChecked() {
        refused(() -> pitch(1, 60, 550, 50, 4000), "bands must lie in [2, 256], but was 1");
        refused(() -> pitch(257, 60, 550, 50, 4000), "bands must lie in [2, 256], but was 257");
        refused(() -> pitch(64, 0, 550, 50, 4000), "minHz must be positive and below maxHz 550.0, but was 0.0");
        refused(() -> pitch(64, 550, 550, 50, 4000), "minHz must be positive and below maxHz 550.0, but was 550.0");
        refused(() -> pitch(64, 60, Double.NaN, 50, 4000), "maxHz must be positive and finite, but was NaN");
        refused(() -> pitch(64, 60, 550, -1, 4000), "fromHz must be at least 0 and at most toHz 4000.0, but was -1.0");
        refused(() -> pitch(64, 60, 550, 50, 40), "fromHz must be at least 0 and at most toHz 40.0, but was 50.0");
        refused(() -> pitch(64, 60, 550, 50, 1 / 0.0), "toHz must be positive and finite, but was Infinity");
        refused(() -> new PitchConfig(64, 60, 550, 50, 4000, 0), "floor must be positive and finite, but was 0.0");
        assertThat(PitchConfig.defaults()).isEqualTo(pitch(64, 60, 550, 50, 4000));
        assertThat(PitchConfig.defaults().hz(0)).isEqualTo(60);
        assertThat(PitchConfig.defaults().hz(63)).isCloseTo(550, within(1e-9));
    }

    @Test
    void cepstraAreChecked() {
        refused(() -> MfccConfig.librosa().withCoefficients(129), "coefficients must lie in [1, 128], but was 129");
        refused(() -> MfccConfig.librosa().withLifter(-1), "lifter must lie in [0, 2147483647], but was -1");
        assertThat(MfccConfig.librosa().withCoefficients(13).coefficients()).isEqualTo(13);
        assertThat(MfccConfig.kaldi25x10().withLifter(22).lifter()).isEqualTo(22);
    }

    @Test
    void theEndsOfEachRangeBelongToIt() {
        assertThat(stft(2, 1, 1)).isNotEqualTo(stft(65_536, 65_536, 65_536));
        refused(() -> stft(512, 400, 65_537), "hopSamples must lie in [1, 65536], but was 65537");
        assertThat(mel(1, 1, 0, 0.5)).isNotEqualTo(mel(768_000, 4096, 0, 384_000));
        refused(() -> mel(768_001, 40, 0, 8000), "sampleRateHz must lie in [1, 768000], but was 768001");
        refused(() -> mel(16_000, 4097, 0, 8000), "bands must lie in [1, 4096], but was 4097");
        assertThat(new DecibelConfig(1, 1e-10, 0)).isNotEqualTo(new DecibelConfig(1, 1e-10, 1 / 0.0));
        refused(() -> new DecibelConfig(1, 1 / 0.0, 80), "amin must be positive and finite, but was Infinity");
        assertThat(pitch(2, 60, 550, 0, 4000)).isNotEqualTo(pitch(256, 60, 550, 4000, 4000));
        assertThat(MfccConfig.librosa().withCoefficients(1))
                .isNotEqualTo(MfccConfig.librosa().withCoefficients(128));
        refused(() -> MfccConfig.librosa().withCoefficients(0), "coefficients must lie in [1, 128], but was 0");
        assertThat(MelFilterBank.of(mel(16_000, 1, 0, 8000), 2)).isNotNull();
        assertThat(Window.HANN.values(1)).hasSize(1);
        assertThat(Resamplers.to(1)).isNotNull();
        refused(() -> Resamplers.to(0), "outputHz must be positive, but was 0");
    }

    private static StftConfig stft(int fftSize, int window, int hop) {
        return new StftConfig(fftSize, window, hop, Window.HANN, PadMode.ZERO);
    }

    private static PitchConfig pitch(int bands, double minHz, double maxHz, double fromHz, double toHz) {
        return new PitchConfig(bands, minHz, maxHz, fromHz, toHz, 1e-8);
    }

    private static MelConfig mel(int rateHz, int bands, double low, double high) {
        return new MelConfig(rateHz, bands, low, high, MelScale.HTK, MelNorm.NONE);
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
