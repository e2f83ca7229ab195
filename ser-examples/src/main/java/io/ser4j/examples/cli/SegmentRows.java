package io.ser4j.examples.cli;

import io.ser4j.EmotionSegment;
import io.ser4j.RecordingSummary;
import java.util.List;
import java.util.Optional;

/** How {@code timeline} writes down a recording: its segments as they come, then what it was like as a whole. */
sealed interface SegmentRows permits TextSegments, JsonSegments, CsvSegments {
    /** What stands above all rows. */
    Optional<String> heading();

    /** The line for one segment, without its line break. */
    String segment(EmotionSegment segment);

    /** The lines for the whole. */
    List<String> summary(List<EmotionSegment> segments, RecordingSummary summary);

    /** Whether the summary would not fit under the rows, and is a note on standard error. */
    default boolean summaryIsNote() {
        return false;
    }
}
