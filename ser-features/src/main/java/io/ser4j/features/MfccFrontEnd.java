package io.ser4j.features;

import io.ser4j.AudioClip;
import io.ser4j.InvalidAudioException;
import io.ser4j.features.internal.Workspace;
import io.ser4j.spi.FeatureWindows;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.Tensor;
import io.ser4j.spi.WindowPlan;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Cuts a stretch out of a clip, brings it to the model's rate, computes its MFCCs, pools and normalises them. */
final class MfccFrontEnd implements FrontEnd {
    /** How many input rates keep their resampler; others get a new one per clip. */
    private static final int MAX_RESAMPLERS = 16;

    private final Mfcc mfcc;
    private final Stretch stretch;
    private final Optional<Pooling> pooling;
    private final Normaliser normaliser;
    private final Map<Integer, Resampler> resamplers = new ConcurrentHashMap<>();

    MfccFrontEnd(Mfcc mfcc, Stretch stretch, Optional<Pooling> pooling, Normaliser normaliser) {
        this.mfcc = mfcc;
        this.stretch = stretch;
        this.pooling = pooling;
        this.normaliser = normaliser;
    }

    /** Returns [1, n, 1] where the features are pooled, else [1, frames, n]. */
    @Override
    public Tensor apply(AudioClip clip) {
        Workspace workspace = mfcc.workspaces().take();
        try {
            return apply(clip, workspace);
        } finally {
            mfcc.workspaces().giveBack(workspace);
        }
    }

    private Tensor apply(AudioClip clip, Workspace workspace) {
        int first = stretch.first(clip.frames(), clip.sampleRateHz());
        int length = stretch.count(clip.frames(), clip.sampleRateHz());
        float[] samples;
        if (clip.sampleRateHz() == mfcc.config().mel().sampleRateHz()) {
            samples = workspace.mono(clip, first, length);
        } else {
            samples = new float[length];
            clip.copyMono(first, samples, 0, length);
            samples = resampler(clip.sampleRateHz()).resample(samples);
            // Less than half a sample at the model's rate is one sample of silence.
            samples = samples.length > 0 ? samples : new float[1];
            length = samples.length;
        }
        mfcc.coefficients(samples, length, workspace);
        return toTensor(mfcc.frames(length), workspace);
    }

    @Override
    public FeatureWindows windows(WindowPlan plan) {
        return new MfccWindows(this, plan);
    }

    Mfcc mfcc() {
        return mfcc;
    }

    /** Pools and normalises the coefficients in the workspace's rows. */
    Tensor toTensor(int frames, Workspace workspace) {
        int n = mfcc.config().coefficients();
        double[] rows = workspace.rows(frames, n);
        if (pooling.isEmpty()) {
            normaliser.apply(rows, frames);
            return workspace.tensor(1, frames, n);
        }
        pooling.get().apply(rows, frames, n, workspace);
        normaliser.apply(rows, 1);
        return workspace.tensor(1, n, 1);
    }

    /** What brings a signal to the model's rate. */
    Resampler resampler(int rateHz) {
        int modelHz = mfcc.config().mel().sampleRateHz();
        if (rateHz > (long) Resampler.MAX_DECIMATION * modelHz) {
            throw new InvalidAudioException("the sample rate of the clip must be at most " + Resampler.MAX_DECIMATION
                    + " times the model's " + modelHz + " Hz, but was " + rateHz + " Hz");
        }
        Resampler known = resamplers.get(rateHz);
        if (known != null) {
            return known;
        }
        Resampler made = Resampler.between(rateHz, modelHz);
        if (resamplers.size() < MAX_RESAMPLERS) {
            resamplers.put(rateHz, made);
        }
        return made;
    }
}
