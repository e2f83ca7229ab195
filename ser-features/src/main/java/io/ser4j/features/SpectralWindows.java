package io.ser4j.features;

import io.ser4j.features.internal.Workspace;
import io.ser4j.spi.FeatureWindows;
import io.ser4j.spi.Tensor;
import io.ser4j.spi.WindowPlan;

/**
 * The windows of a long signal for a model on mel bands: without its direct component if the model wants that, resampled piece by
 * piece, transformed frame by frame, each frame once.
 *
 * <p>A window has as many frames as a clip of its length, from the one nearest to its beginning on. Frames at its ends include
 * the signal around it, not the padding that a clip cut out there would get; only the first and last frames of the signal are
 * padded. The floor of the decibels is that of the window. The {@link Stretch} of a clip that the model was trained on does not
 * apply. While the removal of the direct component holds samples back, windows are not ready either.
 */
final class SpectralWindows implements FeatureWindows {
    private final SpectralFrontEnd frontEnd;
    private final LogMel logMel;
    private final WindowPlan plan;
    private final DcRemovalStream withoutDc;
    private final Resampler resampler;
    private final ResamplerStream resampled;
    private final LogMelStream rows;
    private final int framesPerWindow;

    private long received;
    private long length = WindowPlan.UNKNOWN;
    private long window;

    SpectralWindows(SpectralFrontEnd frontEnd, WindowPlan plan) {
        this.frontEnd = frontEnd;
        this.logMel = frontEnd.logMel();
        this.plan = plan;
        this.resampler = frontEnd.resampler(plan.sampleRateHz());
        this.withoutDc = frontEnd.dcRemoval().stream(plan.sampleRateHz());
        this.resampled = resampler.stream();
        this.rows = new LogMelStream(logMel);
        this.framesPerWindow = logMel.frames(
                (int) Math.max(1, Math.min(Integer.MAX_VALUE, resampler.outputLength(plan.windowSamples()))));
    }

    @Override
    public void push(float[] mono, int offset, int count) {
        received += count;
        if (withoutDc.isIdentity()) {
            rows.push(resampled.push(mono, offset, count));
        } else {
            resample(withoutDc.push(mono, offset, count));
        }
    }

    private void resample(float[] samples) {
        rows.push(resampled.push(samples, 0, samples.length));
    }

    @Override
    public void end() {
        length = received;
        resample(withoutDc.end());
        float[] rest = resampled.flush();
        boolean nothing = resampler.outputLength(received) == 0;
        // Less than half a sample at the model's rate is one sample of silence; of no signal there is no window anyway.
        rows.push(nothing ? new float[1] : rest);
        rows.end();
    }

    @Override
    public boolean ready() {
        return plan.exists(window, length)
                && (length != WindowPlan.UNKNOWN
                        || plan.end(window, length) <= received && firstFrame() + framesPerWindow <= rows.frames());
    }

    @Override
    public Tensor next() {
        requireReady();
        long first = length == WindowPlan.UNKNOWN ? firstFrame() : Math.min(firstFrame(), rows.frames() - 1);
        int frames = (int) Math.min(framesPerWindow, rows.frames() - first);
        Workspace workspace = logMel.workspaces().take();
        try {
            rows.copy(first, frames, workspace);
            return frontEnd.finish().of(frames, workspace);
        } finally {
            logMel.workspaces().giveBack(workspace);
            moveOn();
        }
    }

    @Override
    public void skip() {
        requireReady();
        moveOn();
    }

    @Override
    public double longestSeconds() {
        return frontEnd.mostSeconds();
    }

    private void moveOn() {
        window++;
        rows.forget(frameAt(plan.neededFrom(window)));
    }

    private long firstFrame() {
        return frameAt(plan.start(window, length));
    }

    /** The frame that begins or is centred nearest to a sample of the input. */
    private long frameAt(long sample) {
        int hop = logMel.hopSamples();
        return (resampler.outputLength(sample) + hop / 2) / hop;
    }

    private void requireReady() {
        if (!ready()) {
            throw new IllegalStateException("window " + window + " is not ready after " + received + " samples");
        }
    }
}
