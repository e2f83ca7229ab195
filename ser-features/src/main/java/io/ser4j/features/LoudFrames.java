package io.ser4j.features;

import io.ser4j.features.internal.Checks;
import io.ser4j.features.internal.Workspace;
import java.util.Arrays;

/**
 * Which frames of a clip are loud: those whose level is at most {@code trimDb} below that of the loudest one and which stand out
 * from steady noise. The level of a frame is that of its loudest band from {@code fromBand} on. It stands out if one of these
 * bands, averaged over the frames at most {@code noiseFrames} away, is at least {@code noiseDb} above the band's noise level: the
 * least such average after the share {@code noiseShare} of all that are still less, such as those at a fade-in. Noise, hum
 * included, may be as loud as it likes, but must hardly change. If no frame is both, those of the first kind are loud.
 *
 * @param bands the number of bands
 * @param fromBand in [0, bands - 1]; what lies in the bands below it, such as the lowest of mains hum, makes no frame loud
 * @param trimDb in dB, at least 0, perhaps infinite
 * @param noiseDb in dB, at least 0; at 0 the level alone decides
 * @param noiseFrames in [0, 1,000,000]
 * @param noiseShare in [0, 1)
 */
record LoudFrames(int bands, int fromBand, double trimDb, double noiseDb, int noiseFrames, double noiseShare) {
    private static final int MAX_FRAMES = 1_000_000;

    LoudFrames {
        Checks.requireWithin("trim_from_band", fromBand, 0, bands - 1);
        Checks.requireWithin("trim_noise_frames", noiseFrames, 0, MAX_FRAMES);
        if (!(trimDb >= 0)) {
            throw new IllegalArgumentException("trim_db must be at least 0, but was " + trimDb);
        }
        if (!(noiseDb >= 0 && noiseDb < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("trim_noise_db must be at least 0 and finite, but was " + noiseDb);
        }
        if (!(noiseShare >= 0 && noiseShare < 1)) {
            throw new IllegalArgumentException("trim_noise_share must lie in [0, 1), but was " + noiseShare);
        }
    }

    /** Whether the level of each frame of a stretch of rows of decibels is high enough, as if it were the clip; that of one is. */
    boolean[] byLevel(double[] rows, int first, int count) {
        double loudest = Double.NEGATIVE_INFINITY;
        for (int t = 0; t < count; t++) {
            loudest = Math.max(loudest, level(rows, first + t));
        }
        boolean[] within = new boolean[count];
        for (int t = 0; t < count; t++) {
            within[t] = level(rows, first + t) >= loudest - trimDb;
        }
        return within;
    }

    /** Whether each frame of a stretch whose levels are known is loud; at least one is. */
    boolean[] of(boolean[] byLevel, double[] rows, int first, Workspace workspace) {
        if (noiseDb == 0) {
            return byLevel;
        }
        boolean[] loud = standingOut(rows, first, byLevel.length, workspace);
        boolean any = false;
        for (int t = 0; t < loud.length; t++) {
            loud[t] &= byLevel[t];
            any |= loud[t];
        }
        return any ? loud : byLevel;
    }

    private double level(double[] rows, int frame) {
        double level = Double.NEGATIVE_INFINITY;
        for (int i = frame * bands + fromBand; i < (frame + 1) * bands; i++) {
            level = Math.max(level, rows[i]);
        }
        return level;
    }

    private boolean[] standingOut(double[] rows, int first, int count, Workspace workspace) {
        boolean[] standingOut = new boolean[count];
        double[] means = workspace.sequence(count);
        double[] sorted = new double[count];
        for (int band = fromBand; band < bands; band++) {
            average(rows, first * bands + band, count, means);
            System.arraycopy(means, 0, sorted, 0, count);
            Arrays.sort(sorted);
            double noise = sorted[(int) (noiseShare * count)];
            for (int t = 0; t < count; t++) {
                standingOut[t] |= means[t] >= noise + noiseDb;
            }
        }
        return standingOut;
    }

    /** The mean of a band over the frames around each one. */
    private void average(double[] rows, int start, int count, double[] means) {
        double sum = 0;
        int from = 0;
        int to = 0;
        for (int t = 0; t < count; t++) {
            while (to < Math.min(count, t + noiseFrames + 1)) {
                sum += rows[start + to++ * bands];
            }
            while (from < t - noiseFrames) {
                sum -= rows[start + from++ * bands];
            }
            means[t] = sum / (to - from);
        }
    }
}
