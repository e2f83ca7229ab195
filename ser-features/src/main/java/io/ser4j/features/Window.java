package io.ser4j.features;

import io.ser4j.features.internal.Checks;

/** Window functions in their periodic form, as for spectral analysis ({@code scipy.signal.get_window}, fftbins=True). */
public enum Window {
    /** 0.5 - 0.5 cos(2πi/n). */
    HANN(0.5, 0.5, 0),
    /** 0.54 - 0.46 cos(2πi/n). */
    HAMMING(0.54, 0.46, 0),
    /** 0.42 - 0.5 cos(2πi/n) + 0.08 cos(4πi/n). */
    BLACKMAN(0.42, 0.5, 0.08),
    /** 1. */
    RECTANGULAR(1, 0, 0);

    private final double a0;
    private final double a1;
    private final double a2;

    Window(double a0, double a1, double a2) {
        this.a0 = a0;
        this.a1 = a1;
        this.a2 = a2;
    }

    /**
     * The window's values.
     *
     * @param samples the number of samples, positive; a window of one sample is 1
     * @return [samples] in [0, 1] within rounding, a new array
     * @throws IllegalArgumentException if the number of samples is not positive
     */
    public double[] values(int samples) {
        Checks.requirePositive("samples", samples);
        double[] values = new double[samples];
        for (int i = 0; i < samples; i++) {
            double phase = 2 * Math.PI * i / samples;
            values[i] = samples == 1 ? 1 : a0 - a1 * Math.cos(phase) + a2 * Math.cos(2 * phase);
        }
        return values;
    }
}
