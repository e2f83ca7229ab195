package io.ser4j.examples.evaluation;

import java.util.Locale;

/** The frame of a plot of one share against another, both in per cent. */
final class UnitPlot {
    static final int SIDE = 262;
    private static final int LEFT = 44;
    private static final int TOP = 16;
    private static final int BOTTOM = 44;
    private static final int STEPS = 5;

    private final Svg svg;

    /** Draws the frame and the titles of both axes, and leaves some height free below. */
    UnitPlot(String title, String across, String up, int below) {
        svg = new Svg(LEFT + SIDE + 16, TOP + SIDE + BOTTOM + below, title);
        for (int i = 0; i <= STEPS; i++) {
            double share = i / (double) STEPS;
            String number = String.format(Locale.ROOT, "%.0f", 100 * share);
            svg.line(x(0), y(share), x(1), y(share), "stroke=\"" + Svg.GRID + "\"");
            svg.line(x(share), y(0), x(share), y(1), "stroke=\"" + Svg.GRID + "\"");
            svg.text(x(0) - 7, y(share) + 4, "end", "fill=\"" + Svg.FAINT + "\" font-size=\"11\"", number);
            svg.text(x(share), y(0) + 16, "middle", "fill=\"" + Svg.FAINT + "\" font-size=\"11\"", number);
        }
        svg.text(x(0.5), y(0) + 34, "middle", "font-size=\"11\"", across);
        svg.text(
                0,
                0,
                "middle",
                String.format(Locale.ROOT, "font-size=\"11\" transform=\"translate(11 %.1f) rotate(-90)\"", y(0.5)),
                up);
    }

    double x(double share) {
        return LEFT + SIDE * share;
    }

    double y(double share) {
        return TOP + SIDE * (1 - share);
    }

    Svg svg() {
        return svg;
    }
}
