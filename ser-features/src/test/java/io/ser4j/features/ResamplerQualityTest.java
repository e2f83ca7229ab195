package io.ser4j.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the filter does to signals whose resampled form is known. */
class ResamplerQualityTest {
    /** Outputs this close to either end see the silence around the signal. */
    private static final int EDGE = 700;

    @ParameterizedTest
    @CsvSource({
        "44100, 16000",
        "24414, 22050",
        "16000, 22050",
        "48000, 16000",
        "48000, 22050",
        "44100, 22050",
        "44101, 22050"
    })
    void keepsTones(int inputHz, int outputHz) {
        for (int hz : new int[] {1000, 4000, 7000}) {
            Fit fit = Fit.of(Resampler.between(inputHz, outputHz).resample(tone(hz, inputHz)), (double) hz / outputHz);
            assertThat(fit.signalToNoiseDb()).as("%d Hz", hz).isGreaterThan(120);
            assertThat(fit.amplitude()).isCloseTo(1, within(1e-5));
            assertThat(fit.sinePart()).as("no delay").isCloseTo(1, within(1e-5));
        }
    }

    @ParameterizedTest
    @CsvSource({"44100, 16000", "24414, 22050", "16000, 22050", "48000, 16000"})
    void isFlatUpToTheTransition(int inputHz, int outputHz) {
        Resampler resampler = Resampler.between(inputHz, outputHz);
        double nyquist = Math.min(inputHz, outputHz) / 2.0;
        for (double part = 0.01; part <= 0.9101; part += 0.03) {
            double hz = part * nyquist;
            Fit fit = Fit.of(resampler.resample(tone(hz, inputHz)), hz / outputHz);
            assertThat(decibels(fit.amplitude())).as("%.2f of Nyquist", part).isCloseTo(0, within(0.01));
        }
    }

    @ParameterizedTest
    @CsvSource({"44100, 16000", "24414, 22050", "16000, 22050", "48000, 16000"})
    void crossesSixDecibelsWhereSoxrDoes(int inputHz, int outputHz) {
        double hz = 0.9565 * Math.min(inputHz, outputHz) / 2.0;
        Fit fit = Fit.of(Resampler.between(inputHz, outputHz).resample(tone(hz, inputHz)), hz / outputHz);
        // soxr 0.1.3 HQ: -5.81 to -5.82 dB at these rates
        assertThat(decibels(fit.amplitude())).isCloseTo(-5.815, within(0.05));
    }

    @ParameterizedTest
    @CsvSource({"44100, 16000", "24414, 22050", "48000, 16000", "48000, 22050", "96000, 22050", "44101, 22050"})
    void stopsWhatWouldAlias(int inputHz, int outputHz) {
        Resampler resampler = Resampler.between(inputHz, outputHz);
        for (double part = 1.005; part * outputHz < inputHz && part < 2; part += 0.067) {
            float[] output = resampler.resample(tone(part * outputHz / 2, inputHz));
            double power = 0;
            for (int k = EDGE; k < output.length - EDGE; k++) {
                power += 2.0 * output[k] * output[k] / (output.length - 2 * EDGE);
            }
            assertThat(decibels(Math.sqrt(power))).as("%.3f of Nyquist", part).isLessThan(-110);
        }
    }

    @ParameterizedTest
    @CsvSource({"16000, 22050", "8000, 44100", "8000, 16000"})
    void leavesNoImages(int inputHz, int outputHz) {
        double hz = 0.45 * inputHz;
        float[] output = Resampler.between(inputHz, outputHz).resample(tone(hz, inputHz));
        assertThat(Fit.of(output, hz / outputHz).signalToNoiseDb()).isGreaterThan(110);
    }

    @ParameterizedTest
    @CsvSource({"44100, 16000", "24414, 22050", "16000, 22050", "47999, 48000"})
    void keepsTheMean(int inputHz, int outputHz) {
        float[] ones = new float[inputHz / 2];
        java.util.Arrays.fill(ones, 1);
        float[] output = Resampler.between(inputHz, outputHz).resample(ones);
        double worst = 0;
        for (int k = EDGE; k < output.length - EDGE; k++) {
            worst = Math.max(worst, Math.abs(output[k] - 1.0));
        }
        assertThat(output.length).isGreaterThan(4 * EDGE);
        assertThat(worst).isLessThanOrEqualTo(1e-6);
    }

    @Test
    void hasLinearPhase() {
        float[] impulse = new float[2001];
        impulse[1000] = 1;
        float[] output = Resampler.between(16_000, 44_000).resample(impulse);
        int centre = 1000 * 44 / 16;
        for (int d = 0; d <= 500; d++) {
            assertThat(output[centre - d]).isCloseTo(output[centre + d], within(1e-7f));
        }
        assertThat(output[centre]).isCloseTo(0.957f, within(1e-3f));
    }

    private static float[] tone(double hz, int rate) {
        float[] tone = new float[rate / 4];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (float) Math.sin(2 * Math.PI * (hz * i / rate));
        }
        return tone;
    }

    private static double decibels(double amplitude) {
        return 20 * Math.log10(amplitude);
    }

    /** The least-squares sinusoid of a known frequency, and what it leaves. */
    private record Fit(double sinePart, double cosinePart, double residualPower) {
        static Fit of(float[] y, double cyclesPerSample) {
            double ss = 0;
            double cc = 0;
            double sc = 0;
            double ys = 0;
            double yc = 0;
            double yy = 0;
            for (int k = EDGE; k < y.length - EDGE; k++) {
                double s = Math.sin(2 * Math.PI * cyclesPerSample * k);
                double c = Math.cos(2 * Math.PI * cyclesPerSample * k);
                ss += s * s;
                cc += c * c;
                sc += s * c;
                ys += y[k] * s;
                yc += y[k] * c;
                yy += (double) y[k] * y[k];
            }
            double determinant = ss * cc - sc * sc;
            double a = (ys * cc - yc * sc) / determinant;
            double b = (yc * ss - ys * sc) / determinant;
            return new Fit(a, b, Math.max(yy - a * ys - b * yc, 0) / (y.length - 2 * EDGE));
        }

        double amplitude() {
            return Math.hypot(sinePart, cosinePart);
        }

        double signalToNoiseDb() {
            return 10 * Math.log10(amplitude() * amplitude() / 2 / residualPower);
        }
    }
}
