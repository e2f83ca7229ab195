package io.ser4j.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.AudioClip;
import io.ser4j.spi.Tensor;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PitchSalienceTest {
    private static final int RATE_HZ = 16_000;
    private static final int FFT_SIZE = 1024;
    /** So close together that no ridge falls between two bands: 0.9 %. */
    private static final PitchConfig FINE = new PitchConfig(256, 60, 550, 50, 4000, 1e-8);

    @ParameterizedTest
    @CsvSource({
        "64, 8000, 31, 300, 900, 200, 3000",
        "135, 8000, 13, 200, 500, 0, 4000",
        "207, 11025, 2, 110, 220, 60, 5000",
        "1024, 16000, 64, 60, 550, 50, 4000"
    })
    void equalsItsDefinition(
            int fftSize, int rateHz, int bands, double minHz, double maxHz, double fromHz, double toHz) {
        PitchConfig config = new PitchConfig(bands, minHz, maxHz, fromHz, toHz, 1e-8);
        float[] frame = noise(fftSize);
        Tensor salience = PitchSalience.of(config, rateHz, fftSize).apply(frameSpectrum(frame, rateHz));

        assertThat(salience.shape()).containsExactly(1, bands);
        double[] magnitudes = magnitudes(frame, Window.HANN.values(fftSize));
        for (int band = 0; band < bands; band++) {
            double frequency = minHz * Math.pow(maxHz / minHz, band / (bands - 1.0));
            double sum = 0;
            double all = 0;
            for (int k = 0; k <= fftSize / 2; k++) {
                double hz = (double) k * rateHz / fftSize;
                double magnitude = hz >= fromHz && hz <= toHz ? magnitudes[k] : 0;
                sum += magnitude * Math.cos(2 * Math.PI * hz / frequency);
                all += magnitude;
            }
            assertThat((double) salience.get(band)).isCloseTo(sum / all, within(1e-7));
        }
    }

    /** Of the powers in place of the magnitudes, and at lags of whole samples, it can be seen in the samples themselves. */
    @ParameterizedTest
    @CsvSource({"3, 2", "40, 10", "101, 7"})
    void ofThePowersItIsTheAutocorrelationOfTheFrame(int longest, int shortest) {
        int size = 208;
        float[] frame = withoutEnds(noise(size));
        Tensor power = Stft.of(new StftConfig(size, size, size, Window.RECTANGULAR, PadMode.NONE))
                .compute(AudioClip.of(frame, RATE_HZ));
        float[] squares = new float[power.size()];
        for (int i = 0; i < squares.length; i++) {
            squares[i] = power.get(i) * power.get(i);
        }
        PitchConfig config =
                new PitchConfig(2, (double) RATE_HZ / longest, (double) RATE_HZ / shortest, 10, RATE_HZ / 2.0, 1e-8);
        Tensor salience = PitchSalience.of(config, RATE_HZ, size).apply(Tensor.of(squares, 1, squares.length));

        assertThat((double) salience.get(0)).isCloseTo(autocorrelation(frame, longest), within(1e-5));
        assertThat((double) salience.get(1)).isCloseTo(autocorrelation(frame, shortest), within(1e-5));
    }

    @ParameterizedTest
    @CsvSource({"80, 1", "100, 1", "137, 1", "200, 1", "290, 1", "440, 1", "100, 2", "137, 2", "200, 2", "290, 3"})
    void aPeriodicSoundPeaksAtItsFundamentalEvenWhereThatIsMissing(double hz, int firstHarmonic) {
        float[] row = salience(FINE, harmonics(hz, firstHarmonic, 0));
        double position = 255 * Math.log(hz / 60) / Math.log(550.0 / 60);

        assertThat((double) loudest(row)).isCloseTo(position, within(1.0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {80, 100, 137, 200, 290, 440})
    void aVoicePeaksInItsBand(double hz) {
        float[] signal = harmonics(hz, 1, 2);
        float[] row = salience(PitchConfig.defaults(), signal);
        float[] fine = salience(FINE, signal);
        double position = 63 * Math.log(hz / 60) / Math.log(550.0 / 60);

        assertThat((double) loudest(row)).isCloseTo(position, within(1.0));
        assertThat(row[loudest(row)]).isGreaterThan(0.9f * fine[loudest(fine)]);
    }

    @Test
    void aGainChangesNothing() {
        float[] signal = harmonics(150, 1, 1);
        float[] faint = new float[signal.length];
        for (int i = 0; i < signal.length; i++) {
            faint[i] = signal[i] * 0x1p-10f;
        }
        assertThat(salience(FINE, faint)).containsExactly(salience(FINE, signal), within(1e-7f));
    }

    /** The spectrum of a click is flat, wherever it is: what remains is the mean of the cosines. */
    @ParameterizedTest
    @ValueSource(ints = {120, 300, 512, 900})
    void aClickHasNoPitch(int place) {
        float[] click = new float[FFT_SIZE];
        click[place] = 1;
        Tensor row = PitchSalience.of(PitchConfig.defaults(), RATE_HZ, FFT_SIZE)
                .apply(Stft.of(new StftConfig(FFT_SIZE, 800, FFT_SIZE, Window.HANN, PadMode.NONE))
                        .compute(AudioClip.of(click, RATE_HZ)));
        for (int band = 0; band < 64; band++) {
            double mean = 0;
            for (int bin = 4; bin <= 256; bin++) {
                mean += Math.cos(2
                                * Math.PI
                                * bin
                                * 15.625
                                / PitchConfig.defaults().hz(band))
                        / 253;
            }
            assertThat((double) row.get(band)).isCloseTo(mean, within(1e-6)).isLessThan(0.1);
        }
    }

    @Test
    void silenceIsZeroAndWhatIsFainterThanTheFloorFadesIntoIt() {
        PitchSalience stage = PitchSalience.of(PitchConfig.defaults(), RATE_HZ, FFT_SIZE);
        float[] power = new float[513];
        assertThat(stage.apply(Tensor.of(power, 1, 513)).toArray()).containsOnly(0);
        // The fundamental alone, its magnitude a tenth of the floor: at its own frequency, 1 becomes 0.1.
        power[32] = 1e-18f;
        PitchSalience octave = PitchSalience.of(new PitchConfig(2, 250, 500, 50, 4000, 1e-8), RATE_HZ, FFT_SIZE);
        assertThat(octave.apply(Tensor.of(power, 1, 513)).get(1)).isCloseTo(0.1f, within(1e-6f));
    }

    @Test
    void staysWithinOne() {
        PitchSalience stage = PitchSalience.of(FINE, RATE_HZ, FFT_SIZE);
        for (int bin = 0; bin < 513; bin++) {
            float[] power = new float[513];
            power[bin] = 3e7f;
            for (float value : stage.apply(Tensor.of(power, 1, 513)).toArray()) {
                assertThat(value).isBetween(-1f, 1f);
            }
        }
    }

    @Test
    void refusesAnotherShapeAndAPartOfTheSpectrumThatIsNotThere() {
        PitchSalience stage = PitchSalience.of(PitchConfig.defaults(), RATE_HZ, FFT_SIZE);
        PitchConfig narrow = new PitchConfig(64, 60, 550, 51, 52, 1e-8);

        assertThatThrownBy(() -> stage.apply(Tensor.of(new float[512], 1, 512)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the shape must be [frames, 513], but was Tensor[1, 512]");
        assertThatThrownBy(() -> PitchSalience.of(PitchConfig.defaults(), 7999, FFT_SIZE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("toHz must be at most half of the sample rate 7999, but was 4000.0");
        assertThatThrownBy(() -> PitchSalience.of(narrow, RATE_HZ, FFT_SIZE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fromHz must leave a bin up to toHz 52.0 where bins are 15.625 Hz apart, but was 51.0");
    }

    private static Tensor frameSpectrum(float[] frame, int rateHz) {
        return Stft.of(new StftConfig(frame.length, frame.length, frame.length, Window.HANN, PadMode.NONE))
                .compute(AudioClip.of(frame, rateHz));
    }

    /** The middle frame's row. */
    private static float[] salience(PitchConfig config, float[] signal) {
        Tensor power = Stft.of(new StftConfig(FFT_SIZE, 800, 320, Window.HANN, PadMode.ZERO))
                .compute(AudioClip.of(signal, RATE_HZ));
        float[] all = PitchSalience.of(config, RATE_HZ, FFT_SIZE).apply(power).toArray();
        int bands = config.bands();
        int first = power.dimension(0) / 2 * bands;
        return Arrays.copyOfRange(all, first, first + bands);
    }

    /** All harmonics below 7.8 kHz from the given one on, the h-th h^-slope as loud as the first. */
    private static float[] harmonics(double hz, int first, int slope) {
        float[] signal = new float[8000];
        for (int i = 0; i < signal.length; i++) {
            double sum = 0;
            for (int h = first; h * hz < 7800; h++) {
                sum += Math.sin(2 * Math.PI * h * hz * i / RATE_HZ) / Math.pow(h, slope);
            }
            signal[i] = (float) (0.01 * sum);
        }
        return signal;
    }

    private static int loudest(float[] row) {
        int loudest = 0;
        for (int band = 0; band < row.length; band++) {
            loudest = row[band] > row[loudest] ? band : loudest;
        }
        return loudest;
    }

    /** The magnitudes of the bins of a frame, by the definition of the transform. */
    private static double[] magnitudes(float[] frame, double[] window) {
        double[] magnitudes = new double[frame.length / 2 + 1];
        for (int k = 0; k < magnitudes.length; k++) {
            double re = 0;
            double im = 0;
            for (int i = 0; i < frame.length; i++) {
                double angle = 2 * Math.PI * ((long) k * i % frame.length) / frame.length;
                re += frame[i] * window[i] * Math.cos(angle);
                im -= frame[i] * window[i] * Math.sin(angle);
            }
            magnitudes[k] = Math.hypot(re, im);
        }
        return magnitudes;
    }

    /** Sum of x[i] x[i + lag] in a circle, against that without a lag. */
    private static double autocorrelation(float[] frame, int lag) {
        double sum = 0;
        double all = 0;
        for (int i = 0; i < frame.length; i++) {
            sum += (double) frame[i] * frame[(i + lag) % frame.length];
            all += (double) frame[i] * frame[i];
        }
        return sum / all;
    }

    /** Without what is at 0 Hz and at half the rate, the two bins that have no mirror. */
    private static float[] withoutEnds(float[] frame) {
        double even = 0;
        double odd = 0;
        for (int i = 0; i < frame.length; i += 2) {
            even += frame[i] / (frame.length / 2.0);
            odd += frame[i + 1] / (frame.length / 2.0);
        }
        float[] rest = new float[frame.length];
        for (int i = 0; i < frame.length; i++) {
            rest[i] = (float) (frame[i] - (i % 2 == 0 ? even : odd));
        }
        return rest;
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
