package io.ser4j.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.AudioClip;
import io.ser4j.spi.Tensor;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StftTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 13, 64, 135, 207, 400, 1024})
    void equalsTheDefinition(int fftSize) {
        float[] samples = noise(fftSize);
        Tensor power = stft(fftSize, fftSize, fftSize, PadMode.NONE).compute(AudioClip.of(samples, 8000));
        double[] window = Window.HANN.values(fftSize);

        assertThat(power.shape()).containsExactly(1, fftSize / 2 + 1);
        for (int k = 0; k <= fftSize / 2; k++) {
            double re = 0;
            double im = 0;
            for (int i = 0; i < fftSize; i++) {
                re += samples[i] * window[i] * Math.cos(2 * Math.PI * k * i / fftSize);
                im -= samples[i] * window[i] * Math.sin(2 * Math.PI * k * i / fftSize);
            }
            assertThat((double) power.get(k)).isCloseTo(re * re + im * im, within(1e-6 * fftSize));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4099, 8192, 15_015, 65_536})
    void anInterruptChangesNothing(int fftSize) {
        AudioClip clip = AudioClip.of(noise(fftSize), 8000);
        Stft stft = stft(fftSize, fftSize, fftSize, PadMode.NONE);
        Tensor expected = stft.compute(clip);
        for (int round = 0; round < 20; round++) {
            Thread.currentThread().interrupt();
            Tensor power = stft.compute(clip);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(power.toArray()).containsExactly(expected.toArray());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 135})
    void keepsTheEnergy(int fftSize) {
        float[] samples = noise(fftSize);
        StftConfig config = new StftConfig(fftSize, fftSize, fftSize, Window.RECTANGULAR, PadMode.NONE);
        Tensor power = Stft.of(config).compute(AudioClip.of(samples, 8000));
        double inTime = 0;
        for (float sample : samples) {
            inTime += sample * sample;
        }
        double inFrequency = 0;
        for (int k = 0; k < power.size(); k++) {
            boolean ownMirror = k == 0 || 2 * k == fftSize;
            inFrequency += (ownMirror ? 1 : 2) * power.get(k) / fftSize;
        }

        assertThat(inFrequency).isCloseTo(inTime, within(1e-6 * inTime));
    }

    @ParameterizedTest
    @CsvSource({
        "2048, 512, 1, 1",
        "2048, 512, 511, 1",
        "2048, 512, 512, 2",
        "2048, 512, 66150, 130",
        "135, 64, 64, 1",
        "135, 64, 65, 2"
    })
    void countsCentredFrames(int fftSize, int hop, int samples, int frames) {
        assertThat(stft(fftSize, fftSize, hop, PadMode.ZERO).frames(samples)).isEqualTo(frames);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "255, 1", "256, 1", "355, 1", "356, 2", "4098, 39"})
    void countsFramesThatAreNotCentred(int samples, int frames) {
        assertThat(stft(256, 256, 100, PadMode.NONE).frames(samples)).isEqualTo(frames);
    }

    @ParameterizedTest
    @EnumSource(PadMode.class)
    void takesAnyLength(PadMode padMode) {
        for (int length : new int[] {1, 2, 13, 207, 4098}) {
            Tensor power = stft(256, 200, 100, padMode).compute(AudioClip.of(noise(length), 8000));
            for (int i = 0; i < power.size(); i++) {
                assertThat(power.get(i)).isFinite().isNotNegative();
            }
        }
    }

    @Test
    void mirrorsTheSignalAtBothEnds() {
        // 0 1 2 3 seen from -7 to 10.
        int[] expected = {1, 0, 1, 2, 3, 2, 1, 0, 1, 2, 3, 2, 1, 0, 1, 2, 3, 2};
        for (int i = 0; i < expected.length; i++) {
            assertThat(PadMode.REFLECT.index(i - 7, 4)).isEqualTo(expected[i]);
        }
        assertThat(PadMode.REFLECT.index(-5, 1)).isZero();
    }

    @Test
    void mixesChannelsByTheirMean() {
        float[] left = noise(500);
        float[] both = new float[1000];
        float[] half = new float[500];
        for (int i = 0; i < 500; i++) {
            both[2 * i] = left[i];
            half[i] = left[i] / 2;
        }
        Stft stft = stft(256, 256, 64, PadMode.ZERO);

        assertThat(stft.compute(AudioClip.of(both, 8000, 2)).toArray())
                .isEqualTo(stft.compute(AudioClip.of(half, 8000)).toArray());
    }

    private static Stft stft(int fftSize, int window, int hop, PadMode padMode) {
        return Stft.of(new StftConfig(fftSize, window, hop, Window.HANN, padMode));
    }

    private static float[] noise(int length) {
        Random random = new Random(length);
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = 2 * random.nextFloat() - 1;
        }
        return samples;
    }
}
