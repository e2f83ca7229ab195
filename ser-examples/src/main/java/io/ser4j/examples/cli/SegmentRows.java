package io.ser4j.examples.cli;

import io.ser4j.EmotionSegment;
import io.ser4j.RecordingSummary;
import java.util.List;
import java.util.Optional;

/** How {@code timeline} formats a recording: its segments as they come, then a summary. */
sealed interface SegmentRows permits TextSegments, JsonSegments, CsvSegments {
    /** The heading above all rows, if there is one. */
    Optional<String> heading();

    /** The line for one segment, without its line break. */
    String segment(EmotionSegment segment);

    /** The lines of the summary. */
    List<String> summary(List<EmotionSegment> segments, RecordingSummary summary);

    /** Whether the summary does not fit below the rows, and goes to standard error as a note. */
    default boolean summaryIsNote() {
        return false;
    }
}
