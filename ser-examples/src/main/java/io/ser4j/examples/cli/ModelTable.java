package io.ser4j.examples.cli;

import io.ser4j.Emotion;
import io.ser4j.spi.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Formats the properties of models as a table. For one thread. */
final class ModelTable {
    private static final String UNKNOWN = "-";
    private static final List<String> HEADINGS =
            List.of("ID", "VERSION", "RATE", "SIZE", "LICENCE", "ACCURACY", "LABELS");

    private final List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));

    void add(ModelSpec spec) {
        Map<String, String> properties = spec.properties();
        rows.add(List.of(
                spec.id(),
                spec.version(),
                spec.sampleRateHz() + " Hz",
                size(properties.get(ModelSpec.SIZE_BYTES)),
                properties.getOrDefault(ModelSpec.LICENCE, UNKNOWN),
                accuracy(properties.get(ModelSpec.ACCURACY)),
                spec.labels().stream().map(Emotion::label).collect(Collectors.joining(","))));
    }

    /** The heading and a line per model. */
    List<String> lines() {
        int[] widths = IntStream.range(0, HEADINGS.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElseThrow())
                .toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> row.get(column)
                        + " ".repeat(widths[column] - row.get(column).length()))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private static String size(String bytes) {
        if (bytes == null) {
            return UNKNOWN;
        }
        long count;
        try {
            count = Long.parseLong(bytes);
        } catch (NumberFormatException e) {
            return UNKNOWN;
        }
        return count < 100_000
                ? String.format(Locale.ROOT, "%.1f kB", count / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", count / 1e6);
    }

    private static String accuracy(String fraction) {
        try {
            return fraction == null
                    ? UNKNOWN
                    : String.format(Locale.ROOT, "%.2f %%", 100 * Double.parseDouble(fraction));
        } catch (NumberFormatException e) {
            return UNKNOWN;
        }
    }
}
