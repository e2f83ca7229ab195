package io.ser4j.features;

/** Shifts and scales each column of the features: (x - mean) / deviation. */
final class Normaliser {
    static final Normaliser NONE = new Normaliser(new double[0], new double[0]);

    private final double[] mean;
    private final double[] deviation;

    private Normaliser(double[] mean, double[] deviation) {
        this.mean = mean;
        this.deviation = deviation;
    }

    /** A normaliser [n] of finite means and positive deviations, both copied. */
    static Normaliser of(double[] mean, double[] deviation) {
        for (int i = 0; i < mean.length; i++) {
            if (!Double.isFinite(mean[i])) {
                throw new IllegalArgumentException("mean must be finite, but number " + i + " was " + mean[i]);
            }
            if (!(deviation[i] > 0 && deviation[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "deviation must be positive and finite, but number " + i + " was " + deviation[i]);
            }
        }
        return new Normaliser(mean.clone(), deviation.clone());
    }

    /** Normalises [count × n] in place. */
    void apply(double[] rows, int count) {
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < mean.length; j++) {
                int index = i * mean.length + j;
                rows[index] = (rows[index] - mean[j]) / deviation[j];
            }
        }
    }
}
