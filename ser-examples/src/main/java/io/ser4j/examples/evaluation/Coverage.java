package io.ser4j.examples.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The gain from answering only when sure: for each threshold, the share of clips that is answered, and the share of these answers
 * that is right. A silent clip is never answered.
 */
public final class Coverage {
    private static final int TABLE_STEPS = 10;

    /**
     * The figures at one threshold.
     *
     * @param threshold the lowest confidence at which an answer is given
     * @param coverage the share of clips that is answered
     * @param accuracy the share of right answers among those given, 0 if there are none
     */
    public record Point(double threshold, double coverage, double accuracy) {}

    private final List<Point> curve;

    private Coverage(List<Point> curve) {
        this.curve = List.copyOf(curve);
    }

    /**
     * Computes the figures at all thresholds that make a difference.
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
     * The figures at every threshold that makes a difference.
     *
     * @return from the highest threshold, with the fewest answers, to the lowest, which answers all clips that are not silent;
     *     empty if all are silent
     */
    public List<Point> curve() {
        return curve;
    }

    /**
     * The figures at thresholds from 0 to 0.9.
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
