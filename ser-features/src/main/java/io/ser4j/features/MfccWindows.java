package io.ser4j.features;

import io.ser4j.features.internal.Workspace;
import io.ser4j.spi.FeatureWindows;
import io.ser4j.spi.Tensor;
import io.ser4j.spi.WindowPlan;

/**
 * The windows of a long signal as an MFCC model hears them: resampled piece by piece, transformed frame by frame, each frame once.
 *
 * <p>A window holds the frames from the one nearest to its beginning on, as many as a clip of its length has. Frames at its ends
 * see the signal around it, not the silence that a clip cut out there would be padded with; the first and last of the signal
 * see the padding. The floor of the decibels is that of the window. The stretch of a clip that the model was trained on does not
 * apply.
 */
final class MfccWindows implements FeatureWindows {
    private final MfccFrontEnd frontEnd;
    private final Mfcc mfcc;
    private final WindowPlan plan;
    private final Resampler resampler;
    private final ResamplerStream resampled;
    private final LogMelStream logMel;
    private final int framesPerWindow;

    private long received;
    private long length = WindowPlan.UNKNOWN;
    private long window;

    MfccWindows(MfccFrontEnd frontEnd, WindowPlan plan) {
        this.frontEnd = frontEnd;
        this.mfcc = frontEnd.mfcc();
        this.plan = plan;
        this.resampler = frontEnd.resampler(plan.sampleRateHz());
        this.resampled = resampler.stream();
        this.logMel = new LogMelStream(mfcc);
        this.framesPerWindow =
                mfcc.frames((int) Math.min(Integer.MAX_VALUE, resampler.outputLength(plan.windowSamples())));
    }

    @Override
    public void push(float[] mono, int offset, int count) {
        received += count;
        logMel.push(resampled.push(mono, offset, count));
    }

    @Override
    public void end() {
        length = received;
        float[] rest = resampled.flush();
        boolean nothing = received > 0 && resampler.outputLength(received) == 0;
        // Less than half a sample at the model's rate is one sample of silence.
        logMel.push(nothing ? new float[1] : rest);
        logMel.end();
    }

    @Override
    public boolean ready() {
        return plan.exists(window, length)
                && (length != WindowPlan.UNKNOWN
                        || plan.end(window, length) <= received && firstFrame() + framesPerWindow <= logMel.frames());
    }

    @Override
    public Tensor next() {
        requireReady();
        long first = length == WindowPlan.UNKNOWN ? firstFrame() : Math.min(firstFrame(), logMel.frames() - 1);
        int frames = (int) Math.min(framesPerWindow, logMel.frames() - first);
        Workspace workspace = mfcc.workspaces().take();
        try {
            double[] rows = workspace.rows(frames, mfcc.config().mel().bands());
            logMel.copy(first, frames, rows);
            mfcc.toCoefficients(rows, frames, workspace);
            return frontEnd.toTensor(frames, workspace);
        } finally {
            mfcc.workspaces().giveBack(workspace);
            moveOn();
        }
    }

    @Override
    public void skip() {
        requireReady();
        moveOn();
    }

    private void moveOn() {
        window++;
        logMel.forget(frameAt(plan.neededFrom(window)));
    }

    private long firstFrame() {
        return frameAt(plan.start(window, length));
    }

    /** The frame that begins or is centred nearest to a sample of the input. */
    private long frameAt(long sample) {
        int hop = mfcc.config().stft().hopSamples();
        return (resampler.outputLength(sample) + hop / 2) / hop;
    }

    private void requireReady() {
        if (!ready()) {
            throw new IllegalStateException("window " + window + " is not ready after " + received + " samples");
        }
    }
}
