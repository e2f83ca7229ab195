package io.ser4j.features;

import io.ser4j.features.internal.Checks;

/**
 * The fundamental frequencies of {@link PitchSalience}: equally spaced on a logarithmic scale, both ends included.
 *
 * @param bands the number of fundamental frequencies, in [2, 256]
 * @param minHz the lowest of them in Hz, positive and below maxHz; its period should be shorter than half a frame
 * @param maxHz the highest of them in Hz, finite
 * @param fromHz the lower end of the part of the spectrum that is used, in Hz, at least 0 and at most toHz
 * @param toHz the upper end of that part in Hz, inclusive, positive and finite
 * @param floor the smallest sum of magnitudes that is divided by, positive and finite: below it, salience fades to 0
 */
public record PitchConfig(int bands, double minHz, double maxHz, double fromHz, double toHz, double floor) {
    private static final int MAX_BANDS = 256;
    private static final PitchConfig DEFAULTS = new PitchConfig(64, 60, 550, 50, 4000, 1e-8);

    /**
     * Checks the configuration.
     *
     * @param bands as above
     * @param minHz as above
     * @param maxHz as above
     * @param fromHz as above
     * @param toHz as above
     * @param floor as above
     * @throws IllegalArgumentException if a component is outside its range
     */
    public PitchConfig {
        Checks.requireWithin("bands", bands, 2, MAX_BANDS);
        Checks.requirePositive("maxHz", maxHz);
        if (!(minHz > 0 && minHz < maxHz)) {
            throw new IllegalArgumentException(
                    "minHz must be positive and below maxHz " + maxHz + ", but was " + minHz);
        }
        Checks.requirePositive("toHz", toHz);
        if (!(fromHz >= 0 && fromHz <= toHz)) {
            throw new IllegalArgumentException(
                    "fromHz must be at least 0 and at most toHz " + toHz + ", but was " + fromHz);
        }
        Checks.requirePositive("floor", floor);
    }

    /**
     * The range of speaking voices: 64 fundamental frequencies from 60 to 550 Hz, each 3.6 % above the one before, computed from
     * the spectrum between 50 and 4,000 Hz.
     *
     * @return the preset
     */
    public static PitchConfig defaults() {
        return DEFAULTS;
    }

    /**
     * The fundamental frequency of a band.
     *
     * @param band in [0, bands)
     * @return in Hz, minHz * (maxHz / minHz)^(band / (bands - 1))
     */
    public double hz(int band) {
        return minHz * Math.pow(maxHz / minHz, (double) band / (bands - 1));
    }
}
