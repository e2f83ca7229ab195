package io.ser4j.features;

import io.ser4j.features.internal.Checks;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A cache of resamplers to one output rate. It keeps those of the first few input rates, since audio comes at few rates and
 * filter tables take time to compute.
 */
public final class Resamplers {
    /** The number of input rates whose resamplers are kept; others get a new one each time. */
    private static final int MAX_KEPT = 16;

    private final int outputHz;
    private final Map<Integer, Resampler> kept = new ConcurrentHashMap<>();

    private Resamplers(int outputHz) {
        this.outputHz = outputHz;
    }

    /**
     * Creates a cache of resamplers to an output rate.
     *
     * @param outputHz the sample rate of the output in Hz, positive
     * @return a cache, empty at first
     * @throws IllegalArgumentException if the rate is not positive
     */
    public static Resamplers to(int outputHz) {
        Checks.requirePositive("outputHz", outputHz);
        return new Resamplers(outputHz);
    }

    /**
     * The resampler from an input rate.
     *
     * @param inputHz the sample rate of the input in Hz, positive
     * @return the resampler, which may have been returned before
     * @throws IllegalArgumentException as for {@link Resampler#between}
     */
    public Resampler from(int inputHz) {
        Resampler known = kept.get(inputHz);
        if (known != null) {
            return known;
        }
        Resampler made = Resampler.between(inputHz, outputHz);
        if (kept.size() < MAX_KEPT) {
            kept.put(inputHz, made);
        }
        return made;
    }
}
