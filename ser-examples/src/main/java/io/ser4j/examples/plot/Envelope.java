package io.ser4j.examples.plot;

import java.util.Arrays;

/**
 * The lowest and the highest sample of each stretch of a recording of any length, in memory that does not grow with it: whenever
 * all columns are taken, each two of them become one of twice the length. For one thread.
 */
public final class Envelope {
    /** Finer than the pixels of a picture, even if columns have just been joined. */
    static final int MAX_COLUMNS = 4096;

    private final int sampleRateHz;
    private final float[] lows = new float[MAX_COLUMNS];
    private final float[] highs = new float[MAX_COLUMNS];
    private long samplesPerColumn = 1;
    private long samples;

    /**
     * An envelope without any sample.
     *
     * @param sampleRateHz samples per second, positive
     */
    public Envelope(int sampleRateHz) {
        this.sampleRateHz = sampleRateHz;
        clear(0);
    }

    /**
     * Adds the next samples.
     *
     * @param mono full scale at [-1, 1]
     * @param count how many of them to add, from the first on
     */
    public void add(float[] mono, int count) {
        for (int i = 0; i < count; i++) {
            long column = samples / samplesPerColumn;
            if (column == MAX_COLUMNS) {
                join();
                column /= 2;
            }
            lows[(int) column] = Math.min(lows[(int) column], mono[i]);
            highs[(int) column] = Math.max(highs[(int) column], mono[i]);
            samples++;
        }
    }

    private void join() {
        for (int column = 0; column < MAX_COLUMNS / 2; column++) {
            lows[column] = Math.min(lows[2 * column], lows[2 * column + 1]);
            highs[column] = Math.max(highs[2 * column], highs[2 * column + 1]);
        }
        clear(MAX_COLUMNS / 2);
        samplesPerColumn *= 2;
    }

    private void clear(int from) {
        Arrays.fill(lows, from, MAX_COLUMNS, Float.POSITIVE_INFINITY);
        Arrays.fill(highs, from, MAX_COLUMNS, Float.NEGATIVE_INFINITY);
    }

    /**
     * How long the recording is so far.
     *
     * @return seconds
     */
    public double seconds() {
        return (double) samples / sampleRateHz;
    }

    /** How many columns hold samples; the last one may be shorter than the others. */
    int columns() {
        return (int) ((samples + samplesPerColumn - 1) / samplesPerColumn);
    }

    double secondsPerColumn() {
        return (double) samplesPerColumn / sampleRateHz;
    }

    float low(int column) {
        return lows[column];
    }

    float high(int column) {
        return highs[column];
    }
}
