package io.ser4j.internal;

/**
 * Measures the spectrum of one frame: level and flatness of the speech band, and the power above the telephone band. For one
 * thread at a time; {@link #measure} allocates nothing.
 */
final class FrameSpectrum {
    /** The level of a silent frame, in dBFS. */
    static final double LOWEST_DBFS = -120;

    private static final double LONGEST_FRAME_SECONDS = 0.032;
    private static final int SMALLEST_FRAME = 16;
    private static final double BAND_FROM_HZ = 150;
    private static final double BAND_TO_HZ = 3600;
    private static final double WIDE_FROM_HZ = 4000;
    /** Half the width of the main lobe of a Hann window: how far a tone leaks. */
    private static final int LEAKAGE_BINS = 2;
    /** The flatness of fewer bins means nothing. */
    private static final int MIN_BAND_BINS = 8;

    private static final int BINS_PER_LOGARITHM = 16;
    /** Added to every power of the band, so that the product of {@value #BINS_PER_LOGARITHM} of them does not underflow. */
    private static final double TINY_POWER = 1e-18;
    /** A mean square of -100 dBFS, below which no spectrum is computed: no configuration or warning looks there. */
    private static final double MIN_MEAN_SQUARE = 1e-10;

    private final int size;
    private final int bandFrom;
    private final int bandTo;
    private final int wideFrom;
    private final double scale;
    private final double[] window;
    private final SmallFft fft;
    private final SmallFft.Work work;
    private final double[] powers;

    private double band;
    private double level;
    private double flatness;
    private double whole;
    private double above;

    /**
     * Computes the tables.
     *
     * @param sampleRateHz samples per second, positive
     */
    FrameSpectrum(int sampleRateHz) {
        this.size = frameSamples(sampleRateHz);
        double binHz = (double) sampleRateHz / size;
        this.bandFrom = Math.max(LEAKAGE_BINS, (int) Math.ceil(BAND_FROM_HZ / binHz));
        this.bandTo = (int) Math.min(size / 2.0, Math.floor(BAND_TO_HZ / binHz) + 1);
        this.wideFrom = (int) Math.min(size, Math.ceil(WIDE_FROM_HZ / binHz) + LEAKAGE_BINS);
        this.window = new double[size];
        double squares = 0;
        for (int i = 0; i < size; i++) {
            window[i] = 0.5 - 0.5 * StrictMath.cos(2 * Math.PI * i / size);
            squares += window[i] * window[i];
        }
        this.scale = 2 / (size * squares);
        this.fft = new SmallFft(size);
        this.work = new SmallFft.Work(size);
        this.powers = new double[size / 2 + 1];
    }

    /** The length of a frame: the largest power of two within 32 ms, and so more than 16 ms, but at least 16 samples. */
    static int frameSamples(int sampleRateHz) {
        return Math.max(SMALLEST_FRAME, Integer.highestOneBit((int) (sampleRateHz * LONGEST_FRAME_SECONDS)));
    }

    /**
     * Measures a frame.
     *
     * @param frame [size] samples, padded with zeros
     * @param meanSquare the mean square of the frame after subtracting its mean
     */
    void measure(float[] frame, double meanSquare) {
        band = 0;
        level = LOWEST_DBFS;
        flatness = 0;
        whole = 0;
        above = 0;
        if (meanSquare < MIN_MEAN_SQUARE) {
            return;
        }
        for (int i = 0; i < size; i += 2) {
            work.even[i / 2] = window[i] * frame[i];
            work.odd[i / 2] = window[i + 1] * frame[i + 1];
        }
        fft.powers(work, powers);
        double sum = sum(bandFrom, bandTo);
        above = scale * sum(Math.max(bandTo, wideFrom), size / 2 + 1);
        whole = scale * (sum + sum(bandTo, Math.min(wideFrom, size / 2 + 1))) + above;
        band = scale * sum;
        level = Math.max(LOWEST_DBFS, decibels(band));
        flatness = flatness(sum);
    }

    /** Adds up powers, in four sums, so that no addition waits for the one before. */
    private double sum(int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int k = from;
        for (; k < to - 3; k += 4) {
            a += powers[k];
            b += powers[k + 1];
            c += powers[k + 2];
            d += powers[k + 3];
        }
        for (; k < to; k++) {
            a += powers[k];
        }
        return (a + b) + (c + d);
    }

    /** The ratio of the geometric to the arithmetic mean of the band's powers, with one logarithm for sixteen of them. */
    private double flatness(double sum) {
        int bins = bandTo - bandFrom;
        if (bins < MIN_BAND_BINS || sum <= TINY_POWER * bins) {
            return 0;
        }
        double decibels = 0;
        for (int k = bandFrom; k < bandTo; ) {
            double product = 1;
            for (int end = Math.min(bandTo, k + BINS_PER_LOGARITHM); k < end; k++) {
                product *= powers[k] + TINY_POWER;
            }
            decibels += decibels(product);
        }
        return Math.min(0, decibels / bins - decibels(sum / bins));
    }

    static double decibels(double power) {
        return 10 * Math.log10(power);
    }

    /** The length of a frame in samples, a power of two. */
    int size() {
        return size;
    }

    /** The mean square of the speech band. */
    double band() {
        return band;
    }

    /** The level of the speech band in dBFS, where a mean square of 1 is 0 dBFS; at least {@link #LOWEST_DBFS}. */
    double level() {
        return level;
    }

    /** The spectral flatness of the speech band in dB, at most 0: about -2.5 in white noise, below -10 in vowels. */
    double flatness() {
        return flatness;
    }

    /** The mean square from 150 Hz up. */
    double whole() {
        return whole;
    }

    /** The mean square above 4 kHz, without the bins into which a tone below leaks. */
    double above() {
        return above;
    }
}
