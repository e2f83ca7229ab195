package io.ser4j.internal;

import io.ser4j.VoiceActivityConfig;

/** Decides frame by frame whether there is a voice, from the level and the flatness of the speech band. For one thread. */
final class VoiceTracker {
    /*
     * 1. The noise floor of a frame is the lowest of the levels, each smoothed over three frames, from floorSeconds before it to
     *    lookAheadSeconds after it: the noise is heard between words and in the closures of stops [1]. At the beginning, the
     *    floor is kept below an assumed one, which rises by RISE dB per second: a clip may begin with a voice.
     * 2. A voice is louder than the floor, and its spectrum has peaks, while noise is flat: the flatness is the ratio of the
     *    geometric to the arithmetic mean of the powers [2]. Energy and flatness together make a cheap detector [3].
     * 3. Hysteresis: a voice begins with two frames in a row beyond both on-thresholds. While it lasts, frames beyond both
     *    off-thresholds sustain it; after the last of them it lasts for hangOverSeconds, or three times as long while the
     *    frames are FRICATIVE dB above the floor, however flat. It is taken to have begun leadSeconds earlier.
     *
     * [1] R. Martin: Noise Power Spectral Density Estimation Based on Optimal Smoothing and Minimum Statistics. IEEE Trans.
     *     Speech and Audio Processing 9(5), 2001.
     * [2] A. H. Gray, J. D. Markel: A Spectral-Flatness Measure for Studying the Autocorrelation Method of Linear Prediction of
     *     Speech Analysis. IEEE Trans. ASSP 22(3), 1974.
     * [3] M. H. Moattar, M. M. Homayounpour: A Simple but Efficient Real-Time Voice Activity Detection Algorithm. EUSIPCO, 2009.
     */
    private static final double RISE = 40;

    private static final double FRICATIVE = 12;
    private static final int FRICATIVE_HANG_OVERS = 3;

    private final VoiceActivityConfig config;
    private final double frameSeconds;
    private final int back;
    private final int ahead;
    private final int hangOver;
    private final int lead;
    private final int mask;
    private final double[] levels;
    private final double[] smooth;
    private final double[] flatness;
    private final boolean[] voiced;

    private long pushed;
    private long judged;
    private boolean ended;
    private boolean voice;
    private long lastSure;

    /**
     * Allocates the ring buffers.
     *
     * @param config the parameters
     * @param frameSeconds the length of a frame
     */
    VoiceTracker(VoiceActivityConfig config, double frameSeconds) {
        this.config = config;
        this.frameSeconds = frameSeconds;
        this.back = frames(config.floorSeconds());
        this.ahead = Math.max(1, frames(config.lookAheadSeconds()));
        this.hangOver = frames(config.hangOverSeconds());
        this.lead = frames(config.leadSeconds());
        int size = 2 * Integer.highestOneBit(back + ahead + lead + 4);
        this.mask = size - 1;
        this.levels = new double[size];
        this.smooth = new double[size];
        this.flatness = new double[size];
        this.voiced = new boolean[size];
    }

    private int frames(double seconds) {
        return (int) Math.round(seconds / frameSeconds);
    }

    /** Forgets everything, for a new signal. */
    void reset() {
        pushed = 0;
        judged = 0;
        ended = false;
        voice = false;
        lastSure = 0;
    }

    /** Adds the next frame: its level in dBFS, its flatness in dB. */
    void push(double level, double flat) {
        int now = (int) pushed & mask;
        levels[now] = level;
        flatness[now] = flat;
        double sum = level;
        int count = (int) Math.min(3, pushed + 1);
        for (int i = 1; i < count; i++) {
            sum += levels[(int) (pushed - i) & mask];
        }
        smooth[now] = sum / count;
        pushed++;
        if (pushed > judged + ahead) {
            judge();
        }
    }

    /** Ends the signal. */
    void end() {
        ended = true;
        while (judged < pushed) {
            judge();
        }
    }

    /** The number of frames that must be added after a frame before it is decided. */
    int lookAheadFrames() {
        return ahead + lead;
    }

    /** The number of frames that are decided, counted from the first. */
    long decided() {
        return ended ? pushed : Math.max(0, judged - lead);
    }

    /** Whether there is a voice in a frame that was decided by the last push or by the end. */
    boolean isVoice(long frame) {
        return voiced[(int) frame & mask];
    }

    private void judge() {
        long frame = judged++;
        double floor = floor(frame);
        if (voice) {
            voice = lasts(frame, floor);
        } else {
            voice = begins(frame, floor) && (frame + 1 == pushed || begins(frame + 1, floor));
            if (voice) {
                lastSure = frame;
            }
        }
        voiced[(int) frame & mask] = voice;
        for (long i = frame - 1; voice && i >= Math.max(0, frame - lead); i--) {
            voiced[(int) i & mask] = true;
        }
    }

    private double floor(long frame) {
        double floor = config.assumedFloorDbfs() + RISE * frameSeconds * frame;
        for (long i = Math.max(0, frame - back), end = Math.min(pushed, frame + ahead + 1); i < end; i++) {
            floor = Math.min(floor, smooth[(int) i & mask]);
        }
        return floor;
    }

    private boolean begins(long frame, double floor) {
        return reaches(frame, floor + config.onDecibels()) && flatness(frame) <= config.onFlatnessDecibels();
    }

    private boolean lasts(long frame, double floor) {
        if (reaches(frame, floor + config.offDecibels()) && flatness(frame) <= config.offFlatnessDecibels()) {
            lastSure = frame;
            return true;
        }
        long since = frame - lastSure;
        return since <= hangOver || (since <= FRICATIVE_HANG_OVERS * hangOver && reaches(frame, floor + FRICATIVE));
    }

    private boolean reaches(long frame, double level) {
        return levels[(int) frame & mask] >= Math.max(level, config.leastLevelDbfs());
    }

    private double flatness(long frame) {
        return flatness[(int) frame & mask];
    }
}
