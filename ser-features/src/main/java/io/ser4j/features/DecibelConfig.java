package io.ser4j.features;

import io.ser4j.features.internal.Checks;

/**
 * How power is converted to decibels: 10 log10(max(power, amin) / max(reference, amin)), but at most topDb below the clip's
 * maximum.
 *
 * @param reference the power at 0 dB, positive
 * @param amin the power to which smaller ones are raised, positive
 * @param topDb the dynamic range in dB below the maximum of the whole clip, at least 0; {@link Double#POSITIVE_INFINITY} for no
 *     such limit
 */
public record DecibelConfig(double reference, double amin, double topDb) {
    private static final DecibelConfig LIBROSA = new DecibelConfig(1, 1e-10, 80);

    /**
     * Checks the configuration.
     *
     * @param reference as above
     * @param amin as above
     * @param topDb as above
     * @throws IllegalArgumentException if a component is outside its range
     */
    public DecibelConfig {
        Checks.requirePositive("reference", reference);
        Checks.requirePositive("amin", amin);
        if (!(topDb >= 0)) {
            throw new IllegalArgumentException("topDb must be at least 0, but was " + topDb);
        }
    }

    /**
     * The defaults of {@code librosa.power_to_db}: reference 1, amin 1e-10, 80 dB.
     *
     * @return the preset
     */
    public static DecibelConfig librosa() {
        return LIBROSA;
    }
}
