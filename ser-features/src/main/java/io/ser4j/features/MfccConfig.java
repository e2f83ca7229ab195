package io.ser4j.features;

import io.ser4j.features.internal.Checks;
import java.util.Objects;

/**
 * The parameters of MFCCs.
 *
 * @param stft how the signal is cut into frames
 * @param mel the filter bank
 * @param decibels how power is converted to decibels
 * @param coefficients how many coefficients are kept, in [1, mel.bands]
 * @param dctNorm how the DCT is scaled
 * @param lifter the period of the sinusoidal lifter in coefficients, at least 0; 0 for none
 */
public record MfccConfig(
        StftConfig stft, MelConfig mel, DecibelConfig decibels, int coefficients, DctNorm dctNorm, int lifter) {
    private static final MfccConfig LIBROSA = new MfccConfig(
            new StftConfig(2048, 2048, 512, Window.HANN, PadMode.ZERO),
            new MelConfig(22_050, 128, 0, 11_025, MelScale.SLANEY, MelNorm.SLANEY),
            DecibelConfig.librosa(),
            40,
            DctNorm.ORTHO,
            0);
    private static final MfccConfig KALDI_25X10 = new MfccConfig(
            new StftConfig(512, 400, 160, Window.HANN, PadMode.ZERO),
            new MelConfig(16_000, 40, 0, 8000, MelScale.HTK, MelNorm.NONE),
            DecibelConfig.librosa(),
            13,
            DctNorm.ORTHO,
            0);

    /**
     * Checks the configuration.
     *
     * @param stft as above
     * @param mel as above
     * @param decibels as above
     * @param coefficients as above
     * @param dctNorm as above
     * @param lifter as above
     * @throws IllegalArgumentException if a component is outside its range
     */
    public MfccConfig {
        Objects.requireNonNull(stft, "stft");
        Objects.requireNonNull(mel, "mel");
        Objects.requireNonNull(decibels, "decibels");
        Objects.requireNonNull(dctNorm, "dctNorm");
        Checks.requireWithin("coefficients", coefficients, 1, mel.bands());
        Checks.requireWithin("lifter", lifter, 0, Integer.MAX_VALUE);
    }

    /**
     * {@code librosa.feature.mfcc(n_mfcc=40)} at 22,050 Hz with librosa's defaults: 2048-sample Hann windows every 512 samples,
     * centred and padded with zeros, 128 Slaney mel bands up to 11,025 Hz, a floor 80 dB below the maximum, 40 coefficients.
     *
     * @return the preset
     */
    public static MfccConfig librosa() {
        return LIBROSA;
    }

    /**
     * Windows of 25 ms every 10 ms at 16 kHz, as is usual in speech recognition: 512-point FFT of 400 Hann-windowed samples, 40
     * HTK mel bands of peak 1 up to 8 kHz, 13 coefficients; otherwise as {@link #librosa()}. It has the window length and hop of
     * Kaldi, but not its pre-emphasis, dither and energy, so the values differ from Kaldi's.
     *
     * @return the preset
     */
    public static MfccConfig kaldi25x10() {
        return KALDI_25X10;
    }

    /**
     * This configuration with another number of coefficients.
     *
     * @param count how many coefficients are kept, in [1, mel.bands]
     * @return the changed configuration
     * @throws IllegalArgumentException if the number is outside its range
     */
    public MfccConfig withCoefficients(int count) {
        return new MfccConfig(stft, mel, decibels, count, dctNorm, lifter);
    }

    /**
     * This configuration with another lifter.
     *
     * @param period the period in coefficients, at least 0; 0 for none
     * @return the changed configuration
     * @throws IllegalArgumentException if the period is negative
     */
    public MfccConfig withLifter(int period) {
        return new MfccConfig(stft, mel, decibels, coefficients, dctNorm, period);
    }
}
