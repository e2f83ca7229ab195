package io.ser4j.features;

import io.ser4j.features.internal.Checks;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Resamplers to one rate, of which the first few input rates keep theirs: audio comes at few rates, and the tables take time to make. */
public final class Resamplers {
    /** How many input rates keep their resampler; others get a new one each time. */
    private static final int MOST_KEPT = 16;

    private final int outputHz;
    private final Map<Integer, Resampler> kept = new ConcurrentHashMap<>();

    private Resamplers(int outputHz) {
        this.outputHz = outputHz;
    }

    /**
     * Resamplers to a rate.
     *
     * @param outputHz the rate wanted, positive
     * @return a cache, empty at first
     * @throws IllegalArgumentException if the rate is not positive
     */
    public static Resamplers to(int outputHz) {
        Checks.requirePositive("outputHz", outputHz);
        return new Resamplers(outputHz);
    }

    /**
     * The resampler from a rate.
     *
     * @param inputHz the rate of the samples to come, positive
     * @return one that may have been handed out before
     * @throws IllegalArgumentException as {@link Resampler#between} throws it
     */
    public Resampler from(int inputHz) {
        Resampler known = kept.get(inputHz);
        if (known != null) {
            return known;
        }
        Resampler made = Resampler.between(inputHz, outputHz);
        if (kept.size() < MOST_KEPT) {
            kept.put(inputHz, made);
        }
        return made;
    }
}
