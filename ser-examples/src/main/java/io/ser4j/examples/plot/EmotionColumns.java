package io.ser4j.examples.plot;

import io.ser4j.Emotion;
import io.ser4j.EmotionResult;
import io.ser4j.EmotionSegment;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The segments of a recording, distributed over columns of equal length. Where windows overlap, each of them stands for the
 * time that is nearer to its middle than to those of its neighbours; a column with several of them has their mean, weighted by
 * time. Where each has two columns or more, they begin and end with columns, as a mean of two neighbours may have a class on top
 * that neither has.
 */
final class EmotionColumns {
    private final int classes;
    /**
     * [columns × (classes + 1)]: probabilities, times the part of the column that they apply to; the last of each column is
     * that of silence.
     */
    private final double[] sums;

    /**
     * [columns × (classes + 2)]: the part of the column in which each class was the decision, then that of silence, then that
     * without a decision.
     */
    private final double[] decided;

    private final double[] totals;

    EmotionColumns(List<EmotionSegment> segments, List<Emotion> labels, double durationSeconds, int columns) {
        this.classes = labels.size();
        this.sums = new double[columns * (classes + 1)];
        this.decided = new double[columns * (classes + 2)];
        this.totals = new double[columns];
        for (int i = 0; i < segments.size(); i++) {
            EmotionSegment segment = segments.get(i);
            double from = i == 0
                    ? segment.startSeconds()
                    : Math.max(segment.startSeconds(), middle(segments.get(i - 1), segment));
            double to = i == segments.size() - 1
                    ? segment.endSeconds()
                    : Math.min(segment.endSeconds(), middle(segment, segments.get(i + 1)));
            double first = from / durationSeconds * columns;
            double end = to / durationSeconds * columns;
            if (segments.size() > columns / 2) {
                spread(segment, labels, first, end);
            } else {
                spread(segment, labels, Math.rint(first), Math.rint(end));
            }
        }
    }

    private static double middle(EmotionSegment left, EmotionSegment right) {
        return (left.startSeconds() + left.endSeconds() + right.startSeconds() + right.endSeconds()) / 4;
    }

    private void spread(EmotionSegment segment, List<Emotion> labels, double from, double to) {
        for (int column = (int) from; column < Math.min(totals.length, Math.ceil(to)); column++) {
            double weight = Math.min(to, column + 1) - Math.max(from, column);
            if (weight > 0) {
                totals[column] += weight;
                decided[column * (classes + 2) + decision(segment, labels)] += weight;
                int row = column * (classes + 1);
                if (segment.isSilence()) {
                    sums[row + classes] += weight;
                } else {
                    EmotionResult result = segment.result().orElseThrow();
                    for (int i = 0; i < classes; i++) {
                        sums[row + i] += weight * result.probability(labels.get(i));
                    }
                }
            }
        }
    }

    private int decision(EmotionSegment segment, List<Emotion> labels) {
        if (segment.isSilence()) {
            return classes;
        }
        return segment.result()
                .flatMap(EmotionResult::decision)
                .map(labels::indexOf)
                .orElse(classes + 1);
    }

    int count() {
        return totals.length;
    }

    /** Whether any segment overlaps the column. */
    boolean isHeard(int column) {
        return totals[column] > 0;
    }

    /** The mean probability of the class at a place among the labels, or of silence for the place after the last. */
    double probability(int column, int place) {
        return sums[column * (classes + 1) + place] / totals[column];
    }

    /**
     * What took most of a column's time: the place of the class that was the decision, that of silence after the last class, or
     * the next if there was no decision.
     */
    int top(int column) {
        int first = column * (classes + 2);
        int top = 0;
        for (int place = 1; place < classes + 2; place++) {
            top = decided[first + place] > decided[first + top] ? place : top;
        }
        return top;
    }

    /** Whether there was no decision anywhere. */
    boolean hasUndecided() {
        return IntStream.range(0, count()).anyMatch(column -> decided[(column + 1) * (classes + 2) - 1] > 0);
    }
}
