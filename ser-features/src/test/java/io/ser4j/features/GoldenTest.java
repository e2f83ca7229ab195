package io.ser4j.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.ser4j.AudioClip;
import io.ser4j.spi.Tensor;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Every stage against librosa in float64; the tolerances are those of NUMERICS.md. */
class GoldenTest {
    private static final List<String> SIGNALS = Golden.SIGNALS;
    private static final List<String> LONG_SIGNALS =
            List.of("tone", "tones", "chirp", "noise", "fading", "impulse", "silence", "dc", "n4098");
    private static final int RATE_HZ = 22_050;
    private static final StftConfig SMALL = new StftConfig(256, 200, 100, Window.HANN, PadMode.ZERO);
    private static final MelConfig SMALL_MEL =
            new MelConfig(RATE_HZ, 26, 0, RATE_HZ / 2.0, MelScale.SLANEY, MelNorm.SLANEY);
    private static final double STORED = 1e-7;
    private static final double MFCC_DOUBLE = 1e-4;
    private static final double MFCC_FLOAT = 5e-3;

    @ParameterizedTest
    @CsvSource({
        "HANN, 1",
        "HANN, 13",
        "HANN, 400",
        "HAMMING, 1",
        "HAMMING, 13",
        "HAMMING, 400",
        "BLACKMAN, 1",
        "BLACKMAN, 13",
        "BLACKMAN, 400"
    })
    void windows(Window window, int size) {
        String name = "table.window." + window.name().toLowerCase(Locale.ROOT) + '.' + size;

        assertThat(Golden.worst(window.values(size), Golden.values(name))).isLessThan(1e-15);
    }

    @ParameterizedTest
    @CsvSource({
        "htk, 16000, 512, 40, 0, 8000, HTK, NONE",
        "slaney_plain, 8000, 256, 20, 100, 3800, SLANEY, NONE",
        "htk_slaney, 16000, 400, 26, 20, 7600, HTK, SLANEY",
        "empty_bands, 22050, 256, 80, 0, 11025, SLANEY, SLANEY"
    })
    void melFilterBanks(
            String name, int rate, int fftSize, int bands, double low, double high, MelScale scale, MelNorm norm) {
        MelFilterBank bank = MelFilterBank.of(new MelConfig(rate, bands, low, high, scale, norm), fftSize);
        double[] expected = Golden.values("table.mel." + name);

        assertThat(bank.weights().shape()).isEqualTo(Golden.shape("table.mel." + name));
        assertThat(Golden.worst(Golden.everyRow(bank.weights(), 1), expected))
                .isLessThan(STORED * Golden.peak(expected));
    }

    @Test
    void melFilterBankOfTheLibrosaPreset() {
        Tensor weights = MelFilterBank.of(MfccConfig.librosa().mel(), 2048).weights();
        double[] rows = new double[128];
        double[] columns = new double[1025];
        for (int i = 0; i < weights.size(); i++) {
            rows[i / 1025] += weights.get(i);
            columns[i % 1025] += weights.get(i);
        }

        assertNear(Golden.rows(weights, 0, 1, 37, 64, 126, 127), "table.mel.librosa.rows", STORED);
        assertNear(rows, "table.mel.librosa.row_sums", STORED);
        assertNear(columns, "table.mel.librosa.column_sums", STORED);
    }

    @ParameterizedTest
    @FieldSource("SIGNALS")
    void stages(String signal) {
        Tensor power = Stft.of(SMALL).compute(clip(signal, RATE_HZ));
        Tensor mel = MelFilterBank.of(SMALL_MEL, 256).apply(power);
        Tensor decibels = Decibels.of(DecibelConfig.librosa()).apply(mel);
        Tensor plain = Decibels.of(new DecibelConfig(0.01, 1e-6, Double.POSITIVE_INFINITY))
                .apply(mel);

        assertNear(Golden.everyRow(power, 6), signal + ".stft", STORED);
        assertNear(Golden.everyRow(mel, 3), signal + ".mel", 2 * STORED);
        assertClose(Golden.everyRow(decibels, 3), signal + ".db", 1e-5);
        assertClose(Golden.everyRow(plain, 3), signal + ".db_plain", 1e-5);
        assertClose(Golden.everyRow(dct(decibels, 13, DctNorm.ORTHO), 3), signal + ".dct", MFCC_DOUBLE);
        assertClose(Golden.everyRow(dct(decibels, 26, DctNorm.NONE), 3), signal + ".dct_plain", 10 * MFCC_DOUBLE);
    }

    @ParameterizedTest
    @FieldSource("LONG_SIGNALS")
    void otherFrames(String signal) {
        AudioClip clip = clip(signal, RATE_HZ);
        Tensor odd =
                Stft.of(new StftConfig(135, 135, 64, Window.HANN, PadMode.ZERO)).compute(clip);
        Tensor mirrored = Stft.of(new StftConfig(256, 200, 100, Window.HANN, PadMode.REFLECT))
                .compute(clip);
        Tensor plain = Stft.of(new StftConfig(256, 200, 100, Window.HANN, PadMode.NONE))
                .compute(clip);

        assertNear(Golden.everyRow(odd, 9), signal + ".stft_odd", STORED);
        assertNear(Golden.rows(mirrored, 0, 1, -2, -1), signal + ".stft_reflect", STORED);
        assertNear(Golden.rows(plain, 0, 1, -2, -1), signal + ".stft_uncentred", STORED);
    }

    @ParameterizedTest
    @FieldSource("SIGNALS")
    void melSpectrograms(String signal) {
        MfccConfig config = MfccConfig.librosa();
        Tensor power = MelSpectrogram.of(config.stft(), config.mel()).compute(clip(signal, RATE_HZ));

        assertNear(Golden.everyRow(power, 4), signal + ".melspectrogram", 2 * STORED);
    }

    @ParameterizedTest
    @FieldSource("SIGNALS")
    void cepstra(String signal) {
        AudioClip clip = clip(signal, RATE_HZ);
        Tensor mfcc = Mfcc.of(MfccConfig.librosa()).compute(clip);
        Tensor liftered = Mfcc.of(MfccConfig.librosa().withLifter(22)).compute(clip);
        Tensor kaldi = Mfcc.of(MfccConfig.kaldi25x10()).compute(clip(signal, 16_000));

        assertThat(mfcc.shape()).isEqualTo(Golden.shape(signal + ".mfcc"));
        assertClose(Golden.everyRow(mfcc, 1), signal + ".mfcc", MFCC_DOUBLE);
        assertClose(Golden.everyRow(mfcc, 1), signal + ".mfcc.f32", MFCC_FLOAT);
        // The lifter multiplies by up to 1 + 22 / 2.
        assertClose(Golden.everyRow(liftered, 4), signal + ".lifter", 12 * MFCC_DOUBLE);
        assertClose(Golden.everyRow(kaldi, 3), signal + ".kaldi", MFCC_DOUBLE);
    }

    @ParameterizedTest
    @FieldSource("SIGNALS")
    void afterTheCepstra(String signal) {
        Tensor mfcc = Mfcc.of(MfccConfig.librosa()).compute(clip(signal, RATE_HZ));
        for (Pooling pooling : Pooling.values()) {
            String name = signal + '.' + pooling.name().toLowerCase(Locale.ROOT);
            assertClose(toDoubles(pooling.apply(mfcc)), name, MFCC_DOUBLE);
        }
        if (Golden.has(signal + ".delta")) {
            assertClose(toDoubles(Delta.standard().apply(mfcc)), signal + ".delta", MFCC_DOUBLE);
            assertClose(toDoubles(Delta.of(5, 2).apply(mfcc)), signal + ".delta2", MFCC_DOUBLE);
        }
    }

    private static AudioClip clip(String signal, int rateHz) {
        return AudioClip.of(Golden.signal(signal), rateHz);
    }

    private static Tensor dct(Tensor rows, int coefficients, DctNorm norm) {
        return Dct.of(26, coefficients, norm, 0).apply(rows);
    }

    private static double[] toDoubles(Tensor tensor) {
        double[] values = new double[tensor.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = tensor.get(i);
        }
        return values;
    }

    private static void assertClose(double[] actual, String name, double tolerance) {
        assertThat(Golden.worst(actual, Golden.values(name))).as(name).isLessThan(tolerance);
    }

    /** Relative to the largest expected value. */
    private static void assertNear(double[] actual, String name, double tolerance) {
        double[] expected = Golden.values(name);
        assertThat(Golden.worst(actual, expected)).as(name).isLessThanOrEqualTo(tolerance * Golden.peak(expected));
    }
}
