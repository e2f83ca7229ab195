package io.ser4j.internal;

import io.ser4j.AudioWarning;
import java.util.List;

/**
 * What the meter has found in a stretch of a signal.
 *
 * @param speechShare the share of its frames in which there is a voice, in [0, 1]
 * @param warnings the warnings about it, in the order of their types
 */
public record SignalReport(double speechShare, List<AudioWarning> warnings) {
    /** Copies the list. */
    public SignalReport {
        warnings = List.copyOf(warnings);
    }
}
