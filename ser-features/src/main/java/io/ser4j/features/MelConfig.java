package io.ser4j.features;

import io.ser4j.features.internal.Checks;
import java.util.Objects;

/**
 * A bank of triangular filters, evenly spaced on a mel scale.
 *
 * @param sampleRateHz the sample rate of the signal in Hz, in [1, 768000]
 * @param bands the number of filters, in [1, 4096]
 * @param fMinHz the lower edge of the lowest filter in Hz, at least 0 and below fMaxHz
 * @param fMaxHz the upper edge of the highest filter in Hz, at most half the sample rate
 * @param scale the mel scale
 * @param norm how the triangles are scaled
 */
public record MelConfig(int sampleRateHz, int bands, double fMinHz, double fMaxHz, MelScale scale, MelNorm norm) {
    private static final int MAX_RATE_HZ = 768_000;
    private static final int MAX_BANDS = 4096;

    /**
     * Checks the configuration.
     *
     * @param sampleRateHz as above
     * @param bands as above
     * @param fMinHz as above
     * @param fMaxHz as above
     * @param scale as above
     * @param norm as above
     * @throws IllegalArgumentException if a component is outside its range
     */
    public MelConfig {
        Checks.requireWithin("sampleRateHz", sampleRateHz, 1, MAX_RATE_HZ);
        Checks.requireWithin("bands", bands, 1, MAX_BANDS);
        if (!(fMinHz >= 0 && fMinHz < fMaxHz)) {
            throw new IllegalArgumentException(
                    "fMinHz must be at least 0 and below fMaxHz " + fMaxHz + ", but was " + fMinHz);
        }
        if (!(fMaxHz <= sampleRateHz / 2.0)) {
            throw new IllegalArgumentException(
                    "fMaxHz must be at most half of the sample rate " + sampleRateHz + ", but was " + fMaxHz);
        }
        Objects.requireNonNull(scale, "scale");
        Objects.requireNonNull(norm, "norm");
    }
}
