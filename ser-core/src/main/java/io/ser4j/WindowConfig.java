package io.ser4j;

import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.WindowPlan;

/**
 * How a long recording is cut into windows, each of which is classified separately. A sample rate at which a window would have
 * more than 2^29 samples is refused with an {@link InvalidAudioException}.
 *
 * @param windowSeconds the length of a window, in [0.3, 600]; anything shorter is too short to judge
 * @param hopSeconds from the start of one window to that of the next, in [0.01, windowSeconds], so that nothing is skipped,
 *     unless a window is longer than the model can use, as the warning {@link AudioWarning.Type#TOO_LONG} says
 */
public record WindowConfig(double windowSeconds, double hopSeconds) {
    private static final double MIN_WINDOW = 0.3;
    private static final double MAX_WINDOW = 600;
    private static final double MIN_HOP = 0.01;
    private static final double DEFAULT_WINDOW = 2;
    private static final int MAX_SAMPLES = 1 << 29;

    /**
     * Checks the components.
     *
     * @param windowSeconds as above
     * @param hopSeconds as above
     * @throws IllegalArgumentException if a component is outside its range
     */
    public WindowConfig {
        requireWithin("windowSeconds", windowSeconds, MIN_WINDOW, MAX_WINDOW);
        requireWithin("hopSeconds", hopSeconds, MIN_HOP, windowSeconds);
    }

    /**
     * The windows that suit a model, by its properties {@link ModelSpec#WINDOW_SECONDS} and {@link ModelSpec#HOP_SECONDS}. If
     * it lacks them, a window is 2 s and a hop half a window.
     *
     * @param spec the description of the model
     * @return the windows
     * @throws ModelException if a property is not a number or is outside its range
     */
    public static WindowConfig suiting(ModelSpec spec) {
        double window = property(spec, ModelSpec.WINDOW_SECONDS, DEFAULT_WINDOW);
        double hop = property(spec, ModelSpec.HOP_SECONDS, window / 2);
        try {
            return new WindowConfig(window, hop);
        } catch (IllegalArgumentException e) {
            throw new ModelException("the windows of model " + spec.id() + " are invalid: " + e.getMessage(), e);
        }
    }

    /**
     * Windows of another length with this hop.
     *
     * @param seconds the length of a window, in [0.3, 600] and no shorter than the hop
     * @return the changed windows
     * @throws IllegalArgumentException if the length is outside its range
     */
    public WindowConfig withWindowSeconds(double seconds) {
        return new WindowConfig(seconds, hopSeconds);
    }

    /**
     * Windows of this length with another hop.
     *
     * @param seconds from the start of one window to that of the next, in [0.01, windowSeconds]
     * @return the changed windows
     * @throws IllegalArgumentException if the hop is outside its range
     */
    public WindowConfig withHopSeconds(double seconds) {
        return new WindowConfig(windowSeconds, seconds);
    }

    /** The positions of the windows at a sample rate: in whole samples, of which a window has at most 2^29. */
    WindowPlan plan(int sampleRateHz) {
        int window = samples(windowSeconds, sampleRateHz);
        return new WindowPlan(sampleRateHz, window, Math.min(window, samples(hopSeconds, sampleRateHz)));
    }

    private static int samples(double seconds, int sampleRateHz) {
        long samples = Math.max(1, Math.round(seconds * sampleRateHz));
        if (samples > MAX_SAMPLES) {
            throw new InvalidAudioException("a window must have at most " + MAX_SAMPLES + " samples, but " + seconds
                    + " s at " + sampleRateHz + " Hz are " + samples);
        }
        return (int) samples;
    }

    private static double property(ModelSpec spec, String key, double otherwise) {
        String value = spec.properties().get(key);
        if (value == null) {
            return otherwise;
        }
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new ModelException(key + " of model " + spec.id() + " must be a number, but was \"" + value + '"', e);
        }
    }

    private static void requireWithin(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(name + " must lie in [" + least + ", " + most + "], but was " + value);
        }
    }
}
