package io.ser4j.features;

/** The scaling of a DCT-II, with the names and factors of {@code scipy.fft.dct}. */
public enum DctNorm {
    /** Orthonormal: sqrt(1/n) for row 0, sqrt(2/n) for the others. */
    ORTHO {
        @Override
        double factor(int row, int size) {
            return Math.sqrt((row == 0 ? 1.0 : 2.0) / size);
        }
    },
    /** Twice the sum of the products. */
    NONE {
        @Override
        double factor(int row, int size) {
            return 2;
        }
    };

    /** What the sum over x[i] cos(π row (2i + 1) / 2n) is multiplied by. */
    abstract double factor(int row, int size);
}
