package io.ser4j.features;

/**
 * Removes the direct component (DC) of a signal: a constant, or what changes only within seconds, as cheap converters add. Each
 * sample has a running mean subtracted from it. For the samples of the first {@code seconds} that is their mean, or that of the
 * whole signal if it is shorter; from each later sample on it has moved 1/n of the way to that sample, n being the number of
 * samples in {@code seconds}. A constant is removed completely.
 *
 * @param seconds in [0, 10]; 0 changes nothing
 */
record DcRemoval(double seconds) {
    static final DcRemoval NONE = new DcRemoval(0);

    private static final double MAX_SECONDS = 10;

    DcRemoval {
        if (!(seconds >= 0 && seconds <= MAX_SECONDS)) {
            throw new IllegalArgumentException("dc_seconds must lie in [0.0, " + MAX_SECONDS + "], but was " + seconds);
        }
    }

    /** Changes a whole signal, the first samples of an array. */
    void apply(float[] signal, int length, int rateHz) {
        int first = Math.min(samples(rateHz), length);
        if (first > 0) {
            double mean = subtractMean(signal, first);
            subtractRunningMean(signal, first, length, mean, samples(rateHz));
        }
    }

    /** The same for a signal that arrives in pieces. */
    DcRemovalStream stream(int rateHz) {
        return new DcRemovalStream(samples(rateHz));
    }

    private int samples(int rateHz) {
        return (int) Math.rint(seconds * rateHz);
    }

    /** Subtracts their mean from the first samples, and returns it. */
    static double subtractMean(float[] signal, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += signal[i];
        }
        double mean = sum / count;
        for (int i = 0; i < count; i++) {
            signal[i] = (float) (signal[i] - mean);
        }
        return mean;
    }

    /** Subtracts the running mean from samples, and returns it as it is after the last one. */
    static double subtractRunningMean(float[] signal, int from, int to, double before, int samples) {
        double share = 1.0 / samples;
        double mean = before;
        for (int i = from; i < to; i++) {
            mean += share * (signal[i] - mean);
            signal[i] = (float) (signal[i] - mean);
        }
        return mean;
    }
}
