package io.ser4j.features;

import io.ser4j.features.internal.Checks;
import java.util.Objects;

/**
 * How a signal is cut into frames.
 *
 * @param fftSize samples per transform, in [2, 65536]; powers of two are fastest
 * @param windowSamples samples per window, in [1, fftSize]; a shorter window is centred in the transform
 * @param hopSamples samples from one frame to the next, in [1, 65536]
 * @param window the shape of the window
 * @param padMode where frames lie, and what they contain beyond the ends of the signal
 */
public record StftConfig(int fftSize, int windowSamples, int hopSamples, Window window, PadMode padMode) {
    private static final int MAX_SAMPLES = 65_536;

    /**
     * Checks the configuration.
     *
     * @param fftSize as above
     * @param windowSamples as above
     * @param hopSamples as above
     * @param window as above
     * @param padMode as above
     * @throws IllegalArgumentException if a component is outside its range
     */
    public StftConfig {
        Checks.requireWithin("fftSize", fftSize, 2, MAX_SAMPLES);
        Checks.requireWithin("windowSamples", windowSamples, 1, fftSize);
        Checks.requireWithin("hopSamples", hopSamples, 1, MAX_SAMPLES);
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(padMode, "padMode");
    }

    /**
     * The number of frequency bins, from 0 Hz to half the sample rate.
     *
     * @return fftSize / 2 + 1
     */
    public int bins() {
        return fftSize / 2 + 1;
    }
}
