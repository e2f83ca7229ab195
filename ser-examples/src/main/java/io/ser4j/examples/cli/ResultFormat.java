package io.ser4j.examples.cli;

import io.ser4j.Emotion;
import io.ser4j.EmotionClassifier;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The choices of {@code --format}. */
enum ResultFormat {
    TEXT,
    JSON,
    CSV;

    /** How {@code classify} writes in this format. */
    ResultRows rows(EmotionClassifier classifier, Optional<Integer> channel, Bars bars) {
        List<Emotion> classes = classifier.labels();
        String model = classifier.spec().id() + ' ' + classifier.spec().version();
        return switch (this) {
            case TEXT -> new TextRows(classes, bars);
            case JSON -> new JsonRows(classes, channel, model);
            case CSV -> new CsvRows(classes, channel, model);
        };
    }

    /** How {@code timeline} writes in this format. */
    SegmentRows segmentRows(List<Emotion> classes, Bars bars) {
        return switch (this) {
            case TEXT -> new TextSegments(classes, bars);
            case JSON -> new JsonSegments(classes);
            case CSV -> new CsvSegments(classes, bars);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
