package io.ser4j.features;

import io.ser4j.features.internal.Workspace;
import io.ser4j.features.internal.Workspaces;
import java.util.Optional;

/**
 * Mel bands in decibels, the first stage of every front end here, and optionally pitch salience. Thread-safe.
 */
final class LogMel {
    private final StftConfig stft;
    private final MelConfig mel;
    private final MelSpectrogram melSpectrogram;
    private final Decibels decibels;
    private final Optional<PitchSalience> pitch;
    private final Workspaces workspaces = new Workspaces();

    LogMel(StftConfig stft, MelConfig mel, DecibelConfig decibels, Optional<PitchConfig> pitch) {
        this.stft = stft;
        this.mel = mel;
        this.melSpectrogram = MelSpectrogram.of(stft, mel);
        this.decibels = Decibels.of(decibels);
        this.pitch = pitch.map(config -> PitchSalience.of(config, mel.sampleRateHz(), stft.fftSize()));
    }

    int sampleRateHz() {
        return mel.sampleRateHz();
    }

    int bands() {
        return mel.bands();
    }

    /** The number of pitch bands; 0 without pitch. */
    int pitchBands() {
        return pitch.isPresent() ? pitch.get().bands() : 0;
    }

    int fftSize() {
        return stft.fftSize();
    }

    int hopSamples() {
        return stft.hopSamples();
    }

    MelSpectrogram melSpectrogram() {
        return melSpectrogram;
    }

    Decibels decibels() {
        return decibels;
    }

    Workspaces workspaces() {
        return workspaces;
    }

    /** The number of frames of a signal. */
    int frames(int samples) {
        return melSpectrogram.frames(samples);
    }

    /**
     * Writes the decibels of a signal, [frames × bands], to the workspace's rows, and the salience of pitch, [frames ×
     * pitchBands], to its pitch.
     */
    void rows(float[] samples, int length, Workspace workspace) {
        int frames = frames(length);
        double[] rows = workspace.rows(frames, bands());
        double[] saliences = workspace.pitch(frames, pitchBands());
        for (int frame = 0; frame < frames; frame++) {
            double[] spectrum = melSpectrogram.stft().power(samples, length, frame, workspace);
            measure(spectrum, frame, rows, saliences, workspace);
        }
        decibels.apply(rows, frames * bands());
    }

    /**
     * Computes the powers of the mel bands and the salience of pitch in one power spectrum, and writes them to the given row of
     * each.
     */
    void measure(double[] spectrum, int row, double[] powers, double[] saliences, Workspace workspace) {
        melSpectrogram.filters().apply(spectrum, powers, row * bands());
        if (pitch.isPresent()) {
            pitch.get().apply(spectrum, saliences, row * pitchBands(), workspace);
        }
    }
}
