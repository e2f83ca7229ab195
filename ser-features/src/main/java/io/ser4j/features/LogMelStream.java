package io.ser4j.features;

import io.ser4j.features.internal.Workspace;
import io.ser4j.features.internal.Workspaces;
import java.util.Arrays;

/**
 * The mel bands in decibels, and the pitch, of a signal that arrives in pieces: each frame is computed once, as soon as its last
 * sample is in. Only the frames that may still be needed are kept. Used by one thread at a time.
 */
final class LogMelStream {
    private final LogMel logMel;
    private final Decibels decibels;
    private final Workspaces workspaces;
    private final Stft stft;
    private final int fftSize;
    private final int bands;
    private final int pitchBands;

    /**
     * The samples from the origin on, which is 0 as long as a frame begins there or before. There is room for two frames: the part of
     * the next frame that is here is no longer than one, and neither is what is added at once.
     */
    private final float[] samples;

    private long origin;
    private long received;
    private boolean ended;

    /** The frames from {@code firstKept} on: decibels without a floor, pitch, and the largest power of each. */
    private double[] rows = new double[0];

    private double[] pitch = new double[0];

    private double[] maxima = new double[0];
    private long firstKept;
    private long computed;

    LogMelStream(LogMel logMel) {
        this.logMel = logMel;
        this.decibels = logMel.decibels();
        this.workspaces = logMel.workspaces();
        this.stft = logMel.melSpectrogram().stft();
        this.fftSize = logMel.fftSize();
        this.bands = logMel.bands();
        this.pitchBands = logMel.pitchBands();
        this.samples = new float[2 * fftSize];
    }

    /** Adds samples at the model's rate. */
    void push(float[] piece) {
        for (int done = 0; done < piece.length; ) {
            int count = Math.min(piece.length - done, fftSize);
            append(piece, done, count);
            computeFrames();
            done += count;
        }
    }

    /** Ends the signal, of at least one sample: frames that reach beyond its end are padded. */
    void end() {
        ended = true;
        computeFrames();
    }

    /** The number of frames computed so far. */
    long frames() {
        return computed;
    }

    /**
     * Copies kept frames to the start of the workspace's rows and pitch, and raises the decibels to the floor that they have in
     * common.
     */
    void copy(long first, int count, Workspace workspace) {
        int from = (int) (first - firstKept);
        double[] target = workspace.rows(count, bands);
        System.arraycopy(rows, from * bands, target, 0, count * bands);
        System.arraycopy(pitch, from * pitchBands, workspace.pitch(count, pitchBands), 0, count * pitchBands);
        double max = 0;
        for (int i = from; i < from + count; i++) {
            max = Math.max(max, maxima[i]);
        }
        decibels.raise(target, count * bands, max);
    }

    /** Drops the frames before the given one, but keeps the last frame so far, which the last window may still need. */
    void forget(long frame) {
        int dropped = (int) (Math.min(frame, computed - 1) - firstKept);
        if (dropped > 0) {
            int kept = (int) (computed - firstKept) - dropped;
            System.arraycopy(rows, dropped * bands, rows, 0, kept * bands);
            System.arraycopy(pitch, dropped * pitchBands, pitch, 0, kept * pitchBands);
            System.arraycopy(maxima, dropped, maxima, 0, kept);
            firstKept += dropped;
        }
    }

    private void append(float[] piece, int offset, int count) {
        int kept = (int) (received - origin);
        if (kept + count > samples.length) {
            int unneeded = (int) Math.min(kept, Math.max(0, firstNeeded() - origin));
            kept -= unneeded;
            System.arraycopy(samples, unneeded, samples, 0, kept);
            origin += unneeded;
        }
        System.arraycopy(piece, offset, samples, kept, count);
        received += count;
    }

    /**
     * One sample before the next frame: if that turns out to be the last one, it may be padded with its mirror image from its
     * centre on.
     */
    private long firstNeeded() {
        return stft.start(computed) - 1;
    }

    private void computeFrames() {
        long complete = ended ? stft.frames(received) : Long.MAX_VALUE;
        Workspace workspace = workspaces.take();
        try {
            while (computed < complete && (ended || isComplete(stft.start(computed)))) {
                computeFrame(workspace);
            }
        } finally {
            workspaces.giveBack(workspace);
        }
    }

    /**
     * A frame that begins before the signal may be padded with the mirrored signal, which reaches as far into the signal as the
     * frame begins before it.
     */
    private boolean isComplete(long start) {
        return start + fftSize <= received && -start < received;
    }

    private void computeFrame(Workspace workspace) {
        int slot = (int) (computed - firstKept);
        if (slot == maxima.length) {
            maxima = Arrays.copyOf(maxima, Math.max(16, slot + slot / 4));
            rows = Arrays.copyOf(rows, maxima.length * bands);
            pitch = Arrays.copyOf(pitch, maxima.length * pitchBands);
        }
        long start = stft.start(computed) - origin;
        double[] spectrum = stft.power(samples, (int) (received - origin), start, workspace);
        logMel.measure(spectrum, slot, rows, pitch, workspace);
        maxima[slot] = decibels.logarithms(rows, slot * bands, bands);
        computed++;
    }
}
