package io.ser4j.examples.cli;

import io.ser4j.AudioWarning;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the warnings of a result, the reasons not to trust it. */
final class Warnings {
    private Warnings() {}

    /** An array of objects. */
    static String json(List<AudioWarning> warnings) {
        return warnings.stream()
                .map(warning -> "{\"type\":" + Json.string(warning.type().name())
                        + ", \"measured\":" + Json.number(warning.measured())
                        + ", \"limit\":" + Json.number(warning.limit()) + '}')
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** One field: such as {@code SILENT=0.02 CLIPPED=0.4}, the measured values. */
    static String field(List<AudioWarning> warnings) {
        return warnings.stream()
                .map(warning -> warning.type() + "=" + number(warning.measured()))
                .collect(Collectors.joining(" "));
    }

    /** Digital silence has a level of minus infinity decibels. */
    private static String number(double value) {
        return Double.isFinite(value) ? Json.number(value) : String.valueOf(value);
    }
}
