package io.ser4j;

import java.util.Objects;

/**
 * A reason not to trust what was heard in an input, with what was measured. All is measured on the mean of the channels.
 *
 * @param type what is wrong
 * @param measured the value, in the unit that the type states
 * @param limit the value from which on the type does not apply, in the same unit
 */
public record AudioWarning(Type type, double measured, double limit) {
    /** What can be wrong with an input. */
    public enum Type {
        /** Hardly any voice. */
        SILENT,
        /** Too short to tell. */
        TOO_SHORT,
        /** Samples at full scale. */
        CLIPPED,
        /** A voice, but a faint one. */
        LOW_LEVEL,
        /** A constant added to the signal. */
        DC_OFFSET,
        /** Nothing above about 3.6 kHz, as on a telephone. */
        NARROW_BAND
    }

    /**
     * Checks the components.
     *
     * @param type as above
     * @param measured as above
     * @param limit as above
     */
    public AudioWarning {
        Objects.requireNonNull(type, "type");
    }
}
