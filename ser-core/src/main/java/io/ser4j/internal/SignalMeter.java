package io.ser4j.internal;

import io.ser4j.AudioClip;
import io.ser4j.VoiceActivityConfig;
import java.util.Arrays;
import java.util.Objects;

/**
 * Measures a mono signal as it arrives, in one pass: where there is a voice, and what may make results unreliable. Frames are
 * adjacent from the first sample on, so that reports do not depend on how the signal was split into pushes. For one thread.
 */
public final class SignalMeter {
    private static final float FULL_SCALE = 0.999f;
    private static final int CLIPPED_RUN = 3;
    private static final int BLOCK_FRAMES = 8;

    private final int sampleRateHz;
    private final VoiceActivityConfig config;
    private final FrameSpectrum spectrum;
    private final VoiceTracker tracker;
    private final FrameTable table = new FrameTable();
    private final QuietFrames quiet = new QuietFrames();
    private final float[] frame;
    private float[] block = new float[0];
    private int filled;
    private long total;
    private long decided;
    private boolean ended;
    private int run;
    private float runSign;

    /**
     * Computes tables and allocates buffers.
     *
     * @param sampleRateHz samples per second, positive
     * @param config the parameters of voice activity detection
     */
    public SignalMeter(int sampleRateHz, VoiceActivityConfig config) {
        this.sampleRateHz = sampleRateHz;
        this.config = Objects.requireNonNull(config, "config");
        this.spectrum = new FrameSpectrum(sampleRateHz);
        this.frame = new float[spectrum.size()];
        this.tracker = new VoiceTracker(config, (double) frame.length / sampleRateHz);
    }

    /** The rate of the signal that this meter was made for. */
    int sampleRateHz() {
        return sampleRateHz;
    }

    /** The length of a frame in samples. */
    public int frameSamples() {
        return frame.length;
    }

    /** The number of frames that are decided, counted from the first; after {@link #end()}, all are. */
    public long decidedFrames() {
        return decided;
    }

    /** Whether there is a voice in a frame that is decided and not forgotten. */
    public boolean isVoice(long number) {
        return table.isVoice(number);
    }

    /**
     * Adds samples.
     *
     * @param mono full scale at [-1, 1]; read only during the call
     * @param offset the index of the first sample
     * @param count the number of samples
     */
    public void push(float[] mono, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, mono.length);
        if (ended) {
            throw new IllegalStateException("no sample may follow the end of a signal");
        }
        for (int done = 0; done < count; ) {
            int step = Math.min(count - done, frame.length - filled);
            System.arraycopy(mono, offset + done, frame, filled, step);
            filled += step;
            done += step;
            if (filled == frame.length) {
                measureFrame();
            }
        }
    }

    /** Ends the signal; the last frame counts even if it is not full. */
    public void end() {
        if (ended) {
            return;
        }
        if (filled > 0) {
            Arrays.fill(frame, filled, frame.length, 0);
            measureFrame();
        }
        ended = true;
        tracker.end();
        takeDecisions();
    }

    /**
     * How much of the signal must have arrived after a stretch for a report on it, at most.
     *
     * @return the number of samples
     */
    public int lookAheadSamples() {
        return (tracker.lookAheadFrames() + 1) * frame.length;
    }

    /**
     * Whether a report up to a sample can be made.
     *
     * @param toSample the end of the stretch
     * @return whether the signal has ended, or every frame that begins before the sample is decided
     */
    public boolean ready(long toSample) {
        return ended || decided * frame.length >= toSample;
    }

    /**
     * Reports on the frames whose centre lies in a stretch, or, if there are none, on the frame in which the stretch begins, or
     * the last one.
     *
     * @param fromSample the first sample, not forgotten
     * @param toSample the end of the stretch, for which this meter is ready
     * @return the report
     * @throws IllegalStateException if the stretch is not decided yet, or is forgotten
     */
    public SignalReport report(long fromSample, long toSample) {
        long length = Math.max(0, Math.min(toSample, total + filled) - fromSample);
        return totals(fromSample, toSample).report(sampleRateHz, (double) length / sampleRateHz);
    }

    /** The measures of the frames of a stretch, added up. */
    SignalTotals totals(long fromSample, long toSample) {
        if (!ready(toSample)) {
            throw new IllegalStateException("the frames before sample " + toSample + " are not decided yet");
        }
        long from = firstCentredFrom(fromSample);
        long to = firstCentredFrom(toSample);
        if (from >= to) {
            from = Math.max(0, Math.min(fromSample / frame.length, decided - 1));
            to = Math.min(decided, from + 1);
        }
        if (from < table.first()) {
            throw new IllegalStateException("sample " + fromSample + " is forgotten");
        }
        SignalTotals totals = new SignalTotals();
        for (long i = from; i < to; i++) {
            table.addTo(totals, i);
        }
        return totals;
    }

    /** The first frame whose centre is not before a sample. If the last frame is not full, its centre is that of its samples. */
    private long firstCentredFrom(long sample) {
        if (sample > total) {
            return decided;
        }
        long first = Math.max(0, Math.floorDiv(sample + frame.length / 2 - 1, (long) frame.length));
        int rest = (int) (total % frame.length);
        boolean last = ended && rest > 0 && first == decided - 1;
        return last && first * frame.length + rest / 2 < sample ? decided : Math.min(first, decided);
    }

    /**
     * Drops the measurements that no report from a sample on needs.
     *
     * @param beforeSample no later report begins before it
     */
    public void forget(long beforeSample) {
        table.dropBefore(Math.min(decided, beforeSample / frame.length));
    }

    /** Measures a whole clip, at once. The meter must be new or {@link #reset()}. */
    SignalReport measure(AudioClip clip) {
        if (block.length == 0) {
            block = new float[BLOCK_FRAMES * frame.length];
        }
        SignalTotals totals = new SignalTotals();
        for (int done = 0; done < clip.frames(); ) {
            int step = Math.min(block.length, clip.frames() - done);
            clip.copyMono(done, block, 0, step);
            push(block, 0, step);
            done += step;
            addUp(totals);
        }
        end();
        addUp(totals);
        return totals.report(sampleRateHz, clip.durationSeconds());
    }

    private void addUp(SignalTotals totals) {
        for (long i = table.first(); i < decided; i++) {
            table.addTo(totals, i);
        }
        table.dropBefore(decided);
    }

    /** Forgets everything, for a new signal. */
    void reset() {
        table.reset();
        tracker.reset();
        quiet.reset();
        filled = 0;
        total = 0;
        decided = 0;
        ended = false;
        run = 0;
    }

    /** Measures the current frame, which is padded with zeros if it is not full. */
    private void measureFrame() {
        double sum = 0;
        double otherSum = 0;
        double squares = 0;
        double otherSquares = 0;
        // The bits of magnitudes have the order of the magnitudes, and integers are compared faster.
        int peak = 0;
        for (int i = 0; i < frame.length; i += 2) {
            double one = frame[i];
            double other = frame[i + 1];
            sum += one;
            otherSum += other;
            squares += one * one;
            otherSquares += other * other;
            peak = Math.max(peak, Math.max(magnitudeBits(frame[i]), magnitudeBits(frame[i + 1])));
        }
        sum += otherSum;
        double energy = Math.max(0, squares + otherSquares - sum * sum / filled);
        table.add(sum, energy, clippedSamples(Float.intBitsToFloat(peak)), filled);
        spectrum.measure(frame, energy / filled);
        table.setAudible(spectrum.level() >= config.leastLevelDbfs());
        if (filled == frame.length) {
            // If the signal ends in the middle of a frame, the edge alone has power at all frequencies.
            table.setSpectrum(spectrum, spectrum.flatness() > config.offFlatnessDecibels());
        }
        total += filled;
        filled = 0;
        tracker.push(spectrum.level(), spectrum.flatness());
        takeDecisions();
    }

    private static int magnitudeBits(float sample) {
        return Float.floatToRawIntBits(sample) & Integer.MAX_VALUE;
    }

    /** Counts the samples of runs at full scale. A run counts once it has three samples, all in the frame of the third. */
    private int clippedSamples(float peak) {
        if (peak < FULL_SCALE) {
            run = 0;
            return 0;
        }
        int clipped = 0;
        for (int i = 0; i < filled; i++) {
            float sample = frame[i];
            if (Math.abs(sample) < FULL_SCALE) {
                run = 0;
                continue;
            }
            float sign = Math.signum(sample);
            run = run > 0 && sign == runSign ? Math.min(run + 1, CLIPPED_RUN + 1) : 1;
            runSign = sign;
            clipped += run == CLIPPED_RUN ? CLIPPED_RUN : run > CLIPPED_RUN ? 1 : 0;
        }
        return clipped;
    }

    private void takeDecisions() {
        for (; decided < tracker.decided(); decided++) {
            table.decide(decided, tracker.isVoice(decided), quiet);
        }
    }
}
