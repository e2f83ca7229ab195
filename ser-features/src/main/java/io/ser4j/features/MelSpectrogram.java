package io.ser4j.features;

import io.ser4j.AudioClip;
import io.ser4j.InvalidAudioException;
import io.ser4j.features.internal.Workspace;
import io.ser4j.features.internal.Workspaces;
import io.ser4j.spi.Tensor;

/** The power of a signal over time and mel bands. Equals {@code librosa.feature.melspectrogram}. */
public final class MelSpectrogram {
    private final MelConfig mel;
    private final Stft stft;
    private final MelFilterBank filters;
    private final Workspaces workspaces = new Workspaces();

    private MelSpectrogram(StftConfig stft, MelConfig mel) {
        this.mel = mel;
        this.stft = Stft.of(stft);
        this.filters = MelFilterBank.of(mel, stft.fftSize());
    }

    /**
     * Prepares the stages.
     *
     * @param stft how the signal is cut into frames
     * @param mel the filter bank
     * @return the pipeline
     */
    public static MelSpectrogram of(StftConfig stft, MelConfig mel) {
        return new MelSpectrogram(stft, mel);
    }

    /**
     * Computes the mel spectrogram of a clip.
     *
     * @param clip at the rate of the configuration; channels are averaged
     * @return [frames × bands] row-major, power
     * @throws InvalidAudioException if the clip has another sample rate
     */
    public Tensor compute(AudioClip clip) {
        requireRate(clip);
        Workspace workspace = workspaces.take();
        try {
            float[] samples = workspace.mono(clip, 0, clip.frames());
            powers(samples, clip.frames(), workspace);
            return workspace.tensor(stft.frames(clip.frames()), mel.bands());
        } finally {
            workspaces.giveBack(workspace);
        }
    }

    /** The number of frames of a signal. */
    int frames(int samples) {
        return stft.frames(samples);
    }

    /** The powers of a signal: [frames × bands] in the workspace's rows. */
    double[] powers(float[] samples, int length, Workspace workspace) {
        int frames = stft.frames(length);
        double[] rows = workspace.rows(frames, mel.bands());
        for (int frame = 0; frame < frames; frame++) {
            filters.apply(stft.power(samples, length, frame, workspace), rows, frame * mel.bands());
        }
        return rows;
    }

    Stft stft() {
        return stft;
    }

    MelFilterBank filters() {
        return filters;
    }

    void requireRate(AudioClip clip) {
        if (clip.sampleRateHz() != mel.sampleRateHz()) {
            throw new InvalidAudioException("the sample rate of the clip must be " + mel.sampleRateHz()
                    + " Hz (use Resampler), but was " + clip.sampleRateHz() + " Hz");
        }
    }
}
