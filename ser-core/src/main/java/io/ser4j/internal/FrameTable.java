package io.ser4j.internal;

/** The measurements of the frames that are still needed, a column for each. Frames are numbered from the first of the signal. */
final class FrameTable {
    private static final int FIRST_CAPACITY = 64;

    private long first;
    private int start;
    private int count;
    private double[] sums = new double[FIRST_CAPACITY];
    private double[] energies = new double[FIRST_CAPACITY];
    private double[] wholes = new double[FIRST_CAPACITY];
    private double[] aboves = new double[FIRST_CAPACITY];
    private double[] bands = new double[FIRST_CAPACITY];
    private double[] noises = new double[FIRST_CAPACITY];
    private int[] samples = new int[FIRST_CAPACITY];
    private int[] clipped = new int[FIRST_CAPACITY];
    private boolean[] flat = new boolean[FIRST_CAPACITY];
    private boolean[] audible = new boolean[FIRST_CAPACITY];
    private boolean[] voiced = new boolean[FIRST_CAPACITY];

    /** The number of the first frame that is kept. */
    long first() {
        return first;
    }

    /** The number of the frame to be added next. */
    long next() {
        return first + count;
    }

    /** Drops all frames and counts from 0 again. */
    void reset() {
        first = 0;
        start = 0;
        count = 0;
    }

    /** Drops the frames before a given one. */
    void dropBefore(long frame) {
        int drop = (int) Math.max(0, Math.min(count, frame - first));
        first += drop;
        start += drop;
        count -= drop;
    }

    /**
     * Adds a frame.
     *
     * @param sum the sum of its samples
     * @param energy the sum of the squares of its samples after subtracting their mean
     * @param clippedSamples the number of clipped samples
     * @param length the number of its samples
     */
    void add(double sum, double energy, int clippedSamples, int length) {
        if (start + count == sums.length) {
            makeRoom();
        }
        int i = start + count;
        sums[i] = sum;
        energies[i] = energy;
        clipped[i] = clippedSamples;
        samples[i] = length;
        wholes[i] = 0;
        aboves[i] = 0;
        bands[i] = 0;
        noises[i] = QuietFrames.UNKNOWN;
        flat[i] = false;
        audible[i] = false;
        voiced[i] = false;
        count++;
    }

    /** Sets the mean squares of the last frame's spectrum, which are 0 until then, and whether it is as flat as that of noise. */
    void setSpectrum(FrameSpectrum spectrum, boolean isFlat) {
        int i = start + count - 1;
        wholes[i] = spectrum.whole();
        aboves[i] = spectrum.above();
        bands[i] = spectrum.band();
        flat[i] = isFlat;
    }

    /** Records whether the last frame has a level that a voice may have. */
    void setAudible(boolean isAudible) {
        audible[start + count - 1] = isAudible;
    }

    /** Records whether there is a voice in a frame; to be called for each frame in order. */
    void decide(long frame, boolean voice, QuietFrames quiet) {
        int i = index(frame);
        voiced[i] = voice;
        noises[i] = quiet.next(bands[i], !voice || flat[i]);
    }

    /** Adds the measurements of a frame to totals. */
    void addTo(SignalTotals totals, long frame) {
        int i = index(frame);
        totals.samples += samples[i];
        totals.sum += sums[i];
        totals.clipped += clipped[i];
        totals.noise = Math.min(totals.noise, noises[i]);
        if (voiced[i]) {
            totals.voiceSamples += samples[i];
            totals.audibleSamples += audible[i] ? samples[i] : 0;
            totals.voiceSpectra += bands[i] > 0 ? 1 : 0;
            totals.voiceEnergy += energies[i];
            totals.voiceWhole += wholes[i];
            totals.voiceAbove += aboves[i];
            totals.voiceBand += bands[i];
        }
    }

    /** Whether there is a voice in a frame. */
    boolean isVoice(long frame) {
        return voiced[index(frame)];
    }

    private int index(long frame) {
        return start + (int) (frame - first);
    }

    /** Moves the kept frames to the start of the columns, which get twice as long if the frames fill more than half of them. */
    private void makeRoom() {
        int capacity = count > sums.length / 2 ? 2 * sums.length : sums.length;
        boolean grow = capacity > sums.length;
        sums = move(sums, grow ? new double[capacity] : sums);
        energies = move(energies, grow ? new double[capacity] : energies);
        wholes = move(wholes, grow ? new double[capacity] : wholes);
        aboves = move(aboves, grow ? new double[capacity] : aboves);
        bands = move(bands, grow ? new double[capacity] : bands);
        noises = move(noises, grow ? new double[capacity] : noises);
        samples = move(samples, grow ? new int[capacity] : samples);
        clipped = move(clipped, grow ? new int[capacity] : clipped);
        flat = move(flat, grow ? new boolean[capacity] : flat);
        audible = move(audible, grow ? new boolean[capacity] : audible);
        voiced = move(voiced, grow ? new boolean[capacity] : voiced);
        start = 0;
    }

    private <T> T move(T column, T target) {
        System.arraycopy(column, start, target, 0, count);
        return target;
    }
}
