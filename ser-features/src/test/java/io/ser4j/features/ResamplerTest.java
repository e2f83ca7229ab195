package io.ser4j.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.AudioClip;
import io.ser4j.InvalidAudioException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract of {@link Resampler}, and its output against the definition summed up sample by sample. */
class ResamplerTest {
    private static final int[] AWKWARD_SIZES = {1, 13, 207, 4098};

    @ParameterizedTest
    @CsvSource({
        "24414, 22050",
        "44100, 16000",
        "8000, 22050",
        "16000, 44100",
        "48000, 48000",
        "11025, 16000",
        "44100, 22050",
        "8000, 16000",
        "48000, 16000",
        "44101, 22050",
        "47999, 48000",
        "16000, 800"
    })
    void equalsTheDefinition(int inputHz, int outputHz) {
        Resampler resampler = Resampler.between(inputHz, outputHz);
        for (int n : AWKWARD_SIZES) {
            float[] input = noise(n);
            float[] actual = resampler.resample(input);
            assertThat(actual).hasSize((int) Math.round((double) n * outputHz / inputHz));
            // Long results are judged at every seventh place.
            int stride = actual.length > 1500 ? 7 : 1;
            double worst = 0;
            for (int k = 0; k < actual.length; k += stride) {
                worst = Math.max(worst, Math.abs(actual[k] - NaiveResampler.output(input, k, inputHz, outputHz)));
            }
            // Noise at full scale; float sums of a few hundred products of coefficients rounded to float.
            assertThat(worst).as("%d samples", n).isLessThan(2e-6);
        }
    }

    @ParameterizedTest
    @CsvSource({"44100, 16000", "24414, 22050", "16000, 22050", "22050, 44100", "7, 3", "3, 7", "44101, 22050"})
    void roundsTheLength(int inputHz, int outputHz) {
        Resampler resampler = Resampler.between(inputHz, outputHz);
        for (int n = 0; n < 400; n++) {
            assertThat(resampler.resample(new float[n])).hasSize((int) Math.round((double) n * outputHz / inputHz));
        }
    }

    @Test
    void copiesWhereTheRatesAreEqual() {
        float[] input = noise(100);
        float[] output = Resampler.between(16_000, 16_000).resample(input);
        assertThat(output).isNotSameAs(input).containsExactly(input);
    }

    @Test
    void passesOnAClipThatFits() {
        AudioClip clip = AudioClip.of(noise(100), 16_000);
        assertThat(Resampler.between(16_000, 16_000).resample(clip)).isSameAs(clip);
    }

    @Test
    void mixesAClipDownToMono() {
        float[] left = noise(3000);
        float[] stereo = new float[6000];
        float[] mean = new float[3000];
        for (int i = 0; i < mean.length; i++) {
            stereo[2 * i] = left[i];
            stereo[2 * i + 1] = 0.25f;
            mean[i] = (left[i] + 0.25f) / 2;
        }
        AudioClip clip = AudioClip.of(stereo, 24_414, 2);
        Resampler resampler = Resampler.between(24_414, 22_050);
        AudioClip result = resampler.resample(clip);
        assertThat(result.sampleRateHz()).isEqualTo(22_050);
        assertThat(result.channels()).isEqualTo(1);
        assertThat(result.toMono()).containsExactly(resampler.resample(mean), within(1e-6f));

        AudioClip sameRate = Resampler.between(24_414, 24_414).resample(clip);
        assertThat(sameRate.toMono()).containsExactly(mean, within(1e-7f));
    }

    @Test
    void refusesAClipOfAnotherRate() {
        AudioClip clip = AudioClip.of(noise(100), 16_000);
        assertThatThrownBy(() -> Resampler.between(44_100, 16_000).resample(clip))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the clip must be at the input rate of 44100 Hz, but was at 16000 Hz");
    }

    @Test
    void refusesAClipOfWhichNothingIsLeft() {
        AudioClip clip = AudioClip.of(new float[1], 48_000);
        assertThatThrownBy(() -> Resampler.between(48_000, 8_000).resample(clip))
                .isInstanceOf(InvalidAudioException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 16000, 'inputHz must be positive, but was 0'",
        "16000, -1, 'outputHz must be positive, but was -1'",
        "768000, 1, 'inputHz must be at most 1000 times outputHz, but was 768000 for an outputHz of 1'",
        "2147483647, 1, 'inputHz must be at most 1000 times outputHz, but was 2147483647 for an outputHz of 1'"
    })
    void refusesRates(int inputHz, int outputHz, String message) {
        assertThatThrownBy(() -> Resampler.between(inputHz, outputHz))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    @CsvSource({
        "1, 768000, 1, 768000",
        "1, 2147483647, 0, 0",
        "768000, 768, 5000, 5",
        "2147483647, 2147484, 5000, 5",
        "2147483647, 2147483646, 500, 500",
        "767999, 8001, 960, 10"
    })
    void takesExtremeRatesInBoundedTime(int inputHz, int outputHz, int n, int length) {
        float[] input = noise(n);
        float[] output = Resampler.between(inputHz, outputHz).resample(input);
        assertThat(output).hasSize(length);
        for (int k = 0; k < length; k += 1 + length / 50) {
            assertThat((double) output[k]).isCloseTo(NaiveResampler.output(input, k, inputHz, outputHz), within(2e-6));
        }
    }

    @Test
    void refusesAResultBeyondAnArray() {
        assertThatThrownBy(() -> Resampler.between(1, 768_000).resample(new float[3000]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a signal must fit into an array of 2147483639 samples, but would need 2304000000");
    }

    @Test
    void isSharedByThreads() {
        Resampler resampler = Resampler.between(44_100, 16_000);
        float[] input = noise(60_000);
        float[] expected = resampler.resample(input);
        boolean same = IntStream.range(0, 16)
                .parallel()
                .allMatch(i -> java.util.Arrays.equals(expected, resampler.resample(input)));
        assertThat(same).isTrue();
    }

    static float[] noise(int n) {
        Random random = new Random(17);
        float[] noise = new float[n];
        for (int i = 0; i < n; i++) {
            noise[i] = 2 * random.nextFloat() - 1;
        }
        return noise;
    }

    @Test
    void theFirstRatesKeepTheirResamplerAndAllResampleAlike() {
        Resamplers toModel = Resamplers.to(16_000);
        float[] signal = new float[1_000];
        signal[500] = 1;
        for (int i = 0; i < 40; i++) {
            int rateHz = 8_000 + 100 * i;
            Resampler made = toModel.from(rateHz);
            assertThat(made.resample(signal))
                    .isEqualTo(Resampler.between(rateHz, 16_000).resample(signal));
            assertThat(toModel.from(rateHz) == made).as("%d Hz", rateHz).isEqualTo(i < 16);
        }
        assertThatThrownBy(() -> toModel.from(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void equalRatesMixDownAllTheSame() {
        AudioClip stereo = AudioClip.of(new float[] {0.5f, 0.25f, -1, 0}, 16_000, 2);
        AudioClip mono = Resampler.between(16_000, 16_000).resample(stereo);
        assertThat(mono.channels()).isEqualTo(1);
        assertThat(mono.toMono()).containsExactly(0.375f, -0.5f);
    }
}
