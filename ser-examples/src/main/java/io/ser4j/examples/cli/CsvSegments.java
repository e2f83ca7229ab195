package io.ser4j.examples.cli;

import io.ser4j.Emotion;
import io.ser4j.EmotionSegment;
import io.ser4j.RecordingSummary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Rows for spreadsheets and data frames: one per segment, whose fields for the result are empty if it is silent. */
record CsvSegments(List<Emotion> classes, Bars bars) implements SegmentRows {
    @Override
    public Optional<String> heading() {
        List<String> columns = new ArrayList<>(List.of("start", "end", "speech_share"));
        columns.addAll(ResultFields.columns(classes));
        return Optional.of(Csv.row(columns));
    }

    @Override
    public String segment(EmotionSegment segment) {
        List<String> fields = new ArrayList<>();
        fields.add(Json.seconds(segment.startSeconds()));
        fields.add(Json.seconds(segment.endSeconds()));
        fields.add(Json.number(segment.speechShare()));
        fields.addAll(segment.result()
                .map(result -> ResultFields.fields(classes, result))
                .orElse(Collections.nCopies(ResultFields.columns(classes).size(), "")));
        return Csv.row(fields);
    }

    @Override
    public List<String> summary(List<EmotionSegment> segments, RecordingSummary summary) {
        return new TextSegments(classes, bars).note(segments, summary);
    }

    /** A summary needs other columns than the rows, so that it cannot be part of the same table. */
    @Override
    public boolean summaryIsNote() {
        return true;
    }
}
