package io.ser4j.examples.evaluation;

import java.util.Locale;

/** Draws the accuracy of the answers given against the share of clips that get one, with some thresholds marked. */
final class CoveragePicture {
    private static final int MAX_POINTS = 400;
    /** Accuracy over a handful of answers fluctuates too much to mean anything. */
    private static final double MIN_COVERAGE = 0.01;

    private CoveragePicture() {}

    static String draw(Coverage coverage) {
        UnitPlot plot = new UnitPlot("Coverage against accuracy", "clips answered, %", "accuracy of these, %", 20);
        Svg svg = plot.svg();
        StringBuilder points = new StringBuilder();
        int step = Math.max(1, coverage.curve().size() / MAX_POINTS);
        for (int i = coverage.curve().size() - 1; i >= 0; i -= step) {
            Coverage.Point point = coverage.curve().get(i);
            if (point.coverage() >= MIN_COVERAGE) {
                points.append(
                        String.format(Locale.ROOT, "%.1f,%.1f ", plot.x(point.coverage()), plot.y(point.accuracy())));
            }
        }
        svg.path(points.toString().strip(), "stroke=\"" + Svg.BLUE + "\" stroke-width=\"2\"");
        double lastX = Double.POSITIVE_INFINITY;
        for (Coverage.Point point : coverage.table()) {
            double x = plot.x(point.coverage());
            boolean roomy = lastX - x > 24;
            if (point.coverage() >= MIN_COVERAGE && roomy) {
                double y = plot.y(point.accuracy());
                boolean low = point.accuracy() < 0.9;
                svg.dot(x, y, 3.5, Svg.BLUE);
                svg.text(
                        x,
                        low ? y - 9 : y + 18,
                        "middle",
                        "font-size=\"11\" paint-order=\"stroke\" stroke=\"#fff\" stroke-width=\"3\"",
                        String.format(Locale.ROOT, "%.1f", point.threshold()));
                lastX = x;
            }
        }
        svg.text(
                plot.x(0),
                plot.y(0) + 58,
                "start",
                "fill=\"" + Svg.FAINT + "\" font-size=\"11\"",
                "dots: thresholds of confidence");
        return svg.toString();
    }
}
