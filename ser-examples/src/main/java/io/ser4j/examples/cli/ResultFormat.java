package io.ser4j.examples.cli;

import io.ser4j.Emotion;
import java.util.List;
import java.util.Locale;

/** The choices of {@code --format}. */
enum ResultFormat {
    TEXT,
    JSON,
    CSV;

    /** How {@code classify} writes in this format. */
    ResultRows rows(List<Emotion> classes, Bars bars) {
        return switch (this) {
            case TEXT -> new TextRows(classes, bars);
            case JSON -> new JsonRows(classes);
            case CSV -> new CsvRows(classes);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
