package io.ser4j.features;

import io.ser4j.AudioClip;
import io.ser4j.InvalidAudioException;
import io.ser4j.features.internal.Workspace;
import io.ser4j.spi.FeatureWindows;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.Tensor;
import io.ser4j.spi.WindowPlan;
import java.util.Locale;

/**
 * Cuts a stretch out of a clip, removes its direct component if the model wants that, resamples it to the model's rate, computes
 * its mel bands in decibels, and its pitch if needed, and passes them to the finish.
 */
final class SpectralFrontEnd implements FrontEnd {
    /** The limit for a clip that is processed at once, which is in memory several times over; windows have none. */
    private static final int LONGEST_CLIP_SECONDS = 2 * 60 * 60;

    /**
     * The model's rate over the lowest rate of a clip. Below it there is hardly any voice left, and a few bytes that claim to be
     * hours would take long.
     */
    private static final int MAX_INTERPOLATION = 16;

    private final LogMel logMel;
    private final Stretch stretch;
    private final DcRemoval dcRemoval;
    private final Finish finish;
    private final Resamplers resamplers;

    SpectralFrontEnd(LogMel logMel, Stretch stretch, DcRemoval dcRemoval, Finish finish) {
        this.logMel = logMel;
        this.stretch = stretch;
        this.dcRemoval = dcRemoval;
        this.finish = finish;
        this.resamplers = Resamplers.to(logMel.sampleRateHz());
    }

    @Override
    public Tensor apply(AudioClip clip) {
        Workspace workspace = logMel.workspaces().take();
        try {
            return apply(clip, workspace);
        } finally {
            logMel.workspaces().giveBack(workspace);
        }
    }

    private Tensor apply(AudioClip clip, Workspace workspace) {
        int first = stretch.first(clip.frames(), clip.sampleRateHz());
        int length = stretch.count(clip.frames(), clip.sampleRateHz());
        requireShort((double) length / clip.sampleRateHz());
        boolean atRate = clip.sampleRateHz() == logMel.sampleRateHz();
        float[] samples = atRate ? workspace.mono(clip, first, length) : mono(clip, first, length);
        // Before the resampler, to which the ends of a constant are steps that ring.
        dcRemoval.apply(samples, length, clip.sampleRateHz());
        if (!atRate) {
            samples = resampler(clip.sampleRateHz()).resample(samples);
            // Less than half a sample at the model's rate is one sample of silence.
            samples = samples.length > 0 ? samples : new float[1];
            length = samples.length;
        }
        logMel.rows(samples, length, workspace);
        return finish.of(logMel.frames(length), workspace);
    }

    private static float[] mono(AudioClip clip, int first, int length) {
        float[] samples = new float[length];
        clip.copyMono(first, samples, 0, length);
        return samples;
    }

    @Override
    public double longestSeconds() {
        return Math.min(mostSeconds(), stretch.offsetSeconds() + stretch.durationSeconds());
    }

    /** The longest signal that the finish uses, in seconds, without the limit of the stretch. */
    double mostSeconds() {
        return finish.mostFrames() * logMel.hopSamples() / logMel.sampleRateHz();
    }

    @Override
    public FeatureWindows windows(WindowPlan plan) {
        return new SpectralWindows(this, plan);
    }

    LogMel logMel() {
        return logMel;
    }

    DcRemoval dcRemoval() {
        return dcRemoval;
    }

    Finish finish() {
        return finish;
    }

    private static void requireShort(double seconds) {
        if (seconds > LONGEST_CLIP_SECONDS) {
            throw new InvalidAudioException(String.format(
                    Locale.ROOT,
                    "a clip must be at most %d s long, but was %.1f s; use windows for longer recordings",
                    LONGEST_CLIP_SECONDS,
                    seconds));
        }
    }

    /** The resampler from the given rate to the model's. */
    Resampler resampler(int rateHz) {
        int modelHz = logMel.sampleRateHz();
        if (rateHz > (long) Resampler.MAX_DECIMATION * modelHz) {
            throw new InvalidAudioException("the sample rate of the clip must be at most " + Resampler.MAX_DECIMATION
                    + " times the model's " + modelHz + " Hz, but was " + rateHz + " Hz");
        }
        if (modelHz > (long) MAX_INTERPOLATION * rateHz) {
            throw new InvalidAudioException("the sample rate of the clip must be at least 1/" + MAX_INTERPOLATION
                    + " of the model's " + modelHz + " Hz, but was " + rateHz + " Hz");
        }
        return resamplers.from(rateHz);
    }
}
