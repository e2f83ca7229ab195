package io.ser4j.examples.evaluation;

import java.util.Locale;

/**
 * Draws a reliability diagram: the accuracy in each bin of confidence, its gap to the mean confidence, and the number of answers.
 */
final class ReliabilityPicture {
    private static final int HISTOGRAM = 44;
    private static final double GAP = 1;
    private static final double SWATCH = 10;
    private static final String OVERCONFIDENT = "rgba(193,55,63,0.28)";
    private static final String UNDERCONFIDENT = "rgba(255,255,255,0.45)";

    private ReliabilityPicture() {}

    static String draw(Calibration calibration) {
        UnitPlot plot = new UnitPlot("Reliability diagram", "confidence, %", "right, %", HISTOGRAM + 36);
        Svg svg = plot.svg();
        long most = calibration.bins().stream()
                .mapToLong(Calibration.Bin::count)
                .max()
                .orElse(1);
        double floor = plot.y(0) + 44 + HISTOGRAM;
        for (Calibration.Bin bin : calibration.bins()) {
            bin(plot, bin, floor, HISTOGRAM * (double) bin.count() / Math.max(1, most));
        }
        svg.line(plot.x(0), plot.y(0), plot.x(1), plot.y(1), "stroke=\"" + Svg.INK + "\" stroke-dasharray=\"4 4\"");
        svg.line(plot.x(0), floor, plot.x(1), floor, "stroke=\"" + Svg.GRID + "\"");
        svg.text(
                plot.x(0),
                floor + 13,
                "start",
                "fill=\"" + Svg.FAINT + "\" font-size=\"11\"",
                "answers per bin, the tallest " + String.format(Locale.ROOT, "%,d", most));
        legend(plot, plot.x(0), floor + 24, OVERCONFIDENT, "overconfident by");
        legend(plot, plot.x(0.5), floor + 24, UNDERCONFIDENT, "underconfident by");
        svg.text(
                plot.x(0) + 8,
                plot.y(1) + 18,
                "start",
                "font-weight=\"600\"",
                String.format(Locale.ROOT, "ECE %.3f", calibration.error()));
        return svg.toString();
    }

    /** Explains a colour, which lies above the bars if confidence is higher than accuracy, and over their ends otherwise. */
    private static void legend(UnitPlot plot, double x, double y, String colour, String words) {
        if (colour.equals(UNDERCONFIDENT)) {
            plot.svg().box(x, y, SWATCH, SWATCH, Svg.BLUE, words);
        }
        plot.svg().box(x, y, SWATCH, SWATCH, colour, words);
        plot.svg().text(x + SWATCH + 6, y + SWATCH - 1, "start", "fill=\"" + Svg.FAINT + "\" font-size=\"11\"", words);
    }

    /** Draws the accuracy, its gap to the confidence, and below both a bar for the number of answers. */
    private static void bin(UnitPlot plot, Calibration.Bin bin, double floor, double bar) {
        double left = plot.x(bin.low()) + GAP;
        double width = plot.x(bin.high()) - plot.x(bin.low()) - 2 * GAP;
        String hint = String.format(
                Locale.ROOT,
                "%,d %s, mean confidence %.1f %%, %.1f %% right",
                bin.count(),
                bin.count() == 1 ? "answer" : "answers",
                100 * bin.confidence(),
                100 * bin.accuracy());
        if (bin.count() > 0) {
            double right = plot.y(bin.accuracy());
            double confident = plot.y(bin.confidence());
            plot.svg().box(left, right, width, plot.y(0) - right, Svg.BLUE, hint);
            String colour = bin.confidence() > bin.accuracy() ? OVERCONFIDENT : UNDERCONFIDENT;
            plot.svg().box(left, Math.min(right, confident), width, Math.abs(right - confident), colour, hint);
        }
        plot.svg().box(left, floor - bar, width, bar, "#b8c2cd", hint);
    }
}
