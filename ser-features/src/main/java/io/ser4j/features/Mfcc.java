package io.ser4j.features;

import io.ser4j.AudioClip;
import io.ser4j.InvalidAudioException;
import io.ser4j.features.internal.Workspace;
import io.ser4j.spi.Tensor;
import java.util.Optional;

/**
 * Mel-frequency cepstral coefficients (S. Davis, P. Mermelstein, 1980). Equals {@code librosa.feature.mfcc} with the same
 * parameters; computed in double precision, with only the result rounded to float.
 */
public final class Mfcc {
    private final MfccConfig config;
    private final LogMel logMel;
    private final Dct dct;

    private Mfcc(MfccConfig config) {
        this.config = config;
        this.logMel = new LogMel(config.stft(), config.mel(), config.decibels(), Optional.empty());
        this.dct = Dct.of(config.mel().bands(), config.coefficients(), config.dctNorm(), config.lifter());
    }

    /**
     * Prepares the stages.
     *
     * @param config the parameters
     * @return the pipeline
     */
    public static Mfcc of(MfccConfig config) {
        return new Mfcc(config);
    }

    /**
     * Computes the coefficients of a clip.
     *
     * @param clip at the rate of the configuration; channels are averaged
     * @return [frames × coefficients] row-major, in dB times the scale of the DCT
     * @throws InvalidAudioException if the clip has another sample rate
     */
    public Tensor compute(AudioClip clip) {
        logMel.melSpectrogram().requireRate(clip);
        Workspace workspace = logMel.workspaces().take();
        try {
            int frames = logMel.frames(clip.frames());
            logMel.rows(workspace.mono(clip, 0, clip.frames()), clip.frames(), workspace);
            toCoefficients(frames, workspace);
            return workspace.tensor(frames, config.coefficients());
        } finally {
            logMel.workspaces().giveBack(workspace);
        }
    }

    MfccConfig config() {
        return config;
    }

    LogMel logMel() {
        return logMel;
    }

    /** Replaces the decibels in the workspace's rows, [frames × bands], by the coefficients, packed at the start. */
    void toCoefficients(int frames, Workspace workspace) {
        dct.apply(workspace.rows(frames, config.mel().bands()), frames, workspace);
    }
}
