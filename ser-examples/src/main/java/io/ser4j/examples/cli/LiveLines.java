package io.ser4j.examples.cli;

import io.ser4j.EmotionSegment;

/** A line per segment, for a pipe or a file. */
record LiveLines(SegmentRows rows, Output output) implements LiveView {
    @Override
    public void level(double seconds, double decibels) {
        // Levels have no line.
    }

    @Override
    public void segment(EmotionSegment segment) {
        output.line(rows.segment(segment));
    }
}
