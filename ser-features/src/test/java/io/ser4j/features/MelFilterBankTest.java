package io.ser4j.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.AudioClip;
import io.ser4j.InvalidAudioException;
import io.ser4j.spi.Tensor;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MelFilterBankTest {
    private static final int RATE_HZ = 22_050;
    private static final int FFT_SIZE = 2048;
    private static final MelConfig MEL = MfccConfig.librosa().mel();

    @ParameterizedTest
    @EnumSource(MelScale.class)
    void scalesRoundTrip(MelScale scale) {
        for (double hz = 0; hz < 20_000; hz += 37.7) {
            assertThat(scale.toHz(scale.toMel(hz))).isCloseTo(hz, within(1e-9 * (1 + hz)));
        }
    }

    @Test
    void scalesHaveTheirFixedPoints() {
        assertThat(MelScale.SLANEY.toMel(1000)).isCloseTo(15, within(1e-12));
        assertThat(MelScale.SLANEY.toMel(6400)).isCloseTo(42, within(1e-12));
        assertThat(MelScale.HTK.toMel(1000)).isCloseTo(999.9855, within(1e-4));
    }

    @ParameterizedTest
    @EnumSource(MelScale.class)
    void equalsTheDenseProduct(MelScale scale) {
        int bins = FFT_SIZE / 2 + 1;
        MelConfig config = new MelConfig(RATE_HZ, 64, 50, 9000, scale, MelNorm.NONE);
        MelFilterBank bank = MelFilterBank.of(config, FFT_SIZE);
        float[] power = new float[2 * bins];
        Random random = new Random(1);
        for (int i = 0; i < power.length; i++) {
            power[i] = random.nextFloat();
        }
        Tensor dense = bank.weights();
        Tensor filtered = bank.apply(Tensor.of(power, 2, bins));

        for (int i = 0; i < filtered.size(); i++) {
            double sum = 0;
            for (int bin = 0; bin < bins; bin++) {
                sum += (double) dense.get(i % 64 * bins + bin) * power[i / 64 * bins + bin];
            }
            assertThat((double) filtered.get(i)).isCloseTo(sum, within(1e-6 * sum));
        }
    }

    @Test
    void slaneyTrianglesHaveUnitArea() {
        Tensor sums = MelFilterBank.of(MEL, 65_536).apply(ones(32_769));
        for (int band = 0; band < sums.size(); band++) {
            assertThat(sums.get(band) * RATE_HZ / 65_536.0).isCloseTo(1, within(1e-4));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {100, 440, 1000, 3333, 8000, 10_500})
    void aTonePeaksInItsBand(double hz) {
        float[] samples = new float[RATE_HZ];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * hz * i / RATE_HZ));
        }
        MelConfig coarse = new MelConfig(RATE_HZ, 30, 0, 11_025, MelScale.SLANEY, MelNorm.NONE);
        Tensor power = MelSpectrogram.of(MfccConfig.librosa().stft(), coarse).compute(AudioClip.of(samples, RATE_HZ));
        double position = 31 * MelScale.SLANEY.toMel(hz) / MelScale.SLANEY.toMel(11_025);
        int middleFrame = power.dimension(0) / 2 * 30;
        int loudest = 0;
        for (int band = 0; band < 30; band++) {
            loudest = power.get(middleFrame + band) > power.get(middleFrame + loudest) ? band : loudest;
        }

        // The centre of band b lies at b + 1 steps.
        assertThat(loudest + 1.0).isCloseTo(position, within(0.6));
    }

    @Test
    void refusesAnotherShapeAndAnotherRate() {
        MelFilterBank bank = MelFilterBank.of(MEL, FFT_SIZE);
        MelSpectrogram spectrogram = MelSpectrogram.of(MfccConfig.librosa().stft(), MEL);

        assertThatThrownBy(() -> bank.apply(ones(1024)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the shape must be [frames, 1025], but was Tensor[1, 1024]");
        assertThatThrownBy(() -> spectrogram.compute(AudioClip.of(new float[10], 16_000)))
                .isInstanceOf(InvalidAudioException.class)
                .hasMessageContaining("22050 Hz")
                .hasMessageContaining("16000 Hz");
    }

    private static Tensor ones(int bins) {
        float[] ones = new float[bins];
        java.util.Arrays.fill(ones, 1);
        return Tensor.of(ones, 1, bins);
    }
}
