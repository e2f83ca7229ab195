package io.ser4j.features;

/**
 * The part of a clip that is used, as {@code librosa.load(offset, duration)} cuts it: in whole samples, rounded down, at the
 * clip's own rate.
 *
 * @param offsetSeconds where the part starts, at least 0
 * @param durationSeconds its maximum length, above 0, possibly infinite
 * @param minimumSeconds its minimum length, at least 0: the start moves towards that of the clip as far as needed
 */
record Stretch(double offsetSeconds, double durationSeconds, double minimumSeconds) {
    static final Stretch WHOLE = new Stretch(0, Double.POSITIVE_INFINITY, 0);

    Stretch {
        requireNotNegative("offset_seconds", offsetSeconds);
        requireNotNegative("minimum_seconds", minimumSeconds);
        if (!(durationSeconds > 0)) {
            throw new IllegalArgumentException("duration_seconds must be above 0, but was " + durationSeconds);
        }
    }

    /** The first sample; at least one sample is left. */
    int first(int samples, int rateHz) {
        int kept = Math.max(1, samples(minimumSeconds, rateHz));
        return Math.min(samples(offsetSeconds, rateHz), Math.max(0, samples - kept));
    }

    /** The number of samples. */
    int count(int samples, int rateHz) {
        return Math.max(1, Math.min(samples(durationSeconds, rateHz), samples - first(samples, rateHz)));
    }

    private static int samples(double seconds, int rateHz) {
        // A double beyond the range becomes the largest int.
        return (int) (seconds * rateHz);
    }

    private static void requireNotNegative(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be at least 0 and finite, but was " + value);
        }
    }
}
