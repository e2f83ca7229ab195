package io.ser4j.features;

import io.ser4j.features.internal.Workspace;
import io.ser4j.features.internal.Workspaces;

/** Mel bands in decibels: what every front end here begins with. Made once, used by any number of threads. */
final class LogMel {
    private final StftConfig stft;
    private final MelConfig mel;
    private final MelSpectrogram melSpectrogram;
    private final Decibels decibels;
    private final Workspaces workspaces = new Workspaces();

    LogMel(StftConfig stft, MelConfig mel, DecibelConfig decibels) {
        this.stft = stft;
        this.mel = mel;
        this.melSpectrogram = MelSpectrogram.of(stft, mel);
        this.decibels = Decibels.of(decibels);
    }

    int sampleRateHz() {
        return mel.sampleRateHz();
    }

    int bands() {
        return mel.bands();
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

    /** The decibels of a signal: [frames × bands] at the start of the workspace's rows, which are returned. */
    double[] rows(float[] samples, int length, Workspace workspace) {
        double[] rows = melSpectrogram.powers(samples, length, workspace);
        decibels.apply(rows, frames(length) * bands());
        return rows;
    }
}
