package io.ser4j.features;

import io.ser4j.AudioClip;
import io.ser4j.InvalidAudioException;
import io.ser4j.features.internal.Workspace;
import io.ser4j.features.internal.Workspaces;
import io.ser4j.spi.Tensor;

/**
 * Mel-frequency cepstral coefficients (S. Davis, P. Mermelstein, 1980). Equals {@code librosa.feature.mfcc} with the same
 * parameters; all is computed in double precision and stored in single.
 */
public final class Mfcc {
    private final MfccConfig config;
    private final MelSpectrogram melSpectrogram;
    private final Decibels decibels;
    private final Dct dct;
    private final Workspaces workspaces = new Workspaces();

    private Mfcc(MfccConfig config) {
        this.config = config;
        this.melSpectrogram = MelSpectrogram.of(config.stft(), config.mel());
        this.decibels = Decibels.of(config.decibels());
        this.dct = Dct.of(config.mel().bands(), config.coefficients(), config.dctNorm(), config.lifter());
    }

    /**
     * Prepares the stages.
     *
     * @param config all that decides the value of a coefficient
     * @return the pipeline
     */
    public static Mfcc of(MfccConfig config) {
        return new Mfcc(config);
    }

    /**
     * Computes the coefficients of a clip.
     *
     * @param clip at the rate of the configuration; channels are mixed by their mean
     * @return [frames × coefficients] row-major, dB times the scale of the DCT
     * @throws InvalidAudioException if the clip has another sample rate
     */
    public Tensor compute(AudioClip clip) {
        melSpectrogram.requireRate(clip);
        Workspace workspace = workspaces.take();
        try {
            coefficients(workspace.mono(clip, 0, clip.frames()), clip.frames(), workspace);
            return workspace.tensor(frames(clip.frames()), config.coefficients());
        } finally {
            workspaces.giveBack(workspace);
        }
    }

    MfccConfig config() {
        return config;
    }

    Workspaces workspaces() {
        return workspaces;
    }

    MelSpectrogram melSpectrogram() {
        return melSpectrogram;
    }

    Decibels decibels() {
        return decibels;
    }

    /** Replaces the mel bands in decibels, [frames × bands], by the coefficients. */
    void toCoefficients(double[] rows, int frames, Workspace workspace) {
        dct.apply(rows, frames, workspace);
    }

    /** The number of frames of a signal. */
    int frames(int samples) {
        return melSpectrogram.frames(samples);
    }

    /** The coefficients of a signal: [frames × coefficients], packed at the start of the workspace's rows. */
    double[] coefficients(float[] samples, int length, Workspace workspace) {
        double[] rows = melSpectrogram.powers(samples, length, workspace);
        decibels.apply(rows, frames(length) * config.mel().bands());
        toCoefficients(rows, frames(length), workspace);
        return rows;
    }
}
