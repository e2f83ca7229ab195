package io.ser4j.examples.cli;

import io.ser4j.Emotion;
import java.util.List;
import java.util.Locale;

/** The choices of {@code --format}. */
enum ResultFormat {
    TEXT,
    JSON,
    CSV;

    /** The format of {@code classify}. */
    ResultRows rows(List<Emotion> classes, Conditions conditions, Bars bars) {
        return switch (this) {
            case TEXT -> new TextRows(classes, bars);
            case JSON -> new JsonRows(classes, conditions);
            case CSV -> new CsvRows(classes, conditions);
        };
    }

    /** The format of {@code timeline}. */
    SegmentRows segmentRows(List<Emotion> classes, Bars bars, String conditions) {
        return switch (this) {
            case TEXT -> new TextSegments(classes, bars);
            case JSON -> new JsonSegments(classes, conditions);
            case CSV -> new CsvSegments(classes, bars);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
