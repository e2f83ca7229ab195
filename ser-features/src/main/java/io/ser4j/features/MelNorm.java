package io.ser4j.features;

/** How the triangles of a mel filter bank are scaled. */
public enum MelNorm {
    /** Each triangle has unit area over Hz: its peak is 2 / (upper - lower edge); librosa's default. */
    SLANEY {
        @Override
        double peak(double lowerHz, double upperHz) {
            return 2 / (upperHz - lowerHz);
        }
    },
    /** Each triangle peaks at 1. */
    NONE {
        @Override
        double peak(double lowerHz, double upperHz) {
            return 1;
        }
    };

    /** The height of a triangle between two edges. */
    abstract double peak(double lowerHz, double upperHz);
}
