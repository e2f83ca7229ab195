package io.ser4j.examples.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is gained by answering only when sure: the share of clips that is answered, and how many of those answers are right. A silent
 * clip is never answered.
 */
public final class Coverage {
    private static final int TABLE_STEPS = 10;

    /**
     * One choice of threshold.
     *
     * @param threshold the least confidence at which an answer is given
     * @param coverage the share of clips that is answered
     * @param accuracy the share of right answers among those given, 0 where there are none
     */
    public record Point(double threshold, double coverage, double accuracy) {}

    private final List<Point> curve;

    private Coverage(List<Point> curve) {
        this.curve = List.copyOf(curve);
    }

    /**
     * Goes through all thresholds that make a difference.
     *
     * @param judgements the answers
     * @return the curve
     */
    public static Coverage of(List<Judgement> judgements) {
        List<Judgement> sorted = judgements.stream()
                .filter(judgement -> !judgement.silent())
                .sorted(Comparator.comparingDouble(Judgement::confidence).reversed())
                .toList();
        List<Point> curve = new ArrayList<>();
        int right = 0;
        for (int i = 0; i < sorted.size(); i++) {
            double confidence = sorted.get(i).confidence();
            right += sorted.get(i).isRight() ? 1 : 0;
            if (i + 1 == sorted.size() || sorted.get(i + 1).confidence() < confidence) {
                curve.add(new Point(confidence, (i + 1.0) / judgements.size(), right / (i + 1.0)));
            }
        }
        return new Coverage(curve);
    }

    /**
     * Every threshold that makes a difference.
     *
     * @return from the highest confidence, which answers least, to the lowest, which answers all that are not silent; empty where all are
     */
    public List<Point> curve() {
        return curve;
    }

    /**
     * Thresholds from 0 to 0.9.
     *
     * @return one point per tenth
     */
    public List<Point> table() {
        List<Point> table = new ArrayList<>();
        for (int i = 0; i < TABLE_STEPS; i++) {
            double threshold = i / (double) TABLE_STEPS;
            Point reached = new Point(threshold, 0, 0);
            for (Point point : curve) {
                if (point.threshold() >= threshold) {
                    reached = new Point(threshold, point.coverage(), point.accuracy());
                }
            }
            table.add(reached);
        }
        return table;
    }
}
