package io.ser4j.examples.plot;

import io.ser4j.EmotionResult;
import io.ser4j.EmotionScore;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;

/**
 * Draws a bar per class, the most probable one on top, in grey if the result has no decision. XChart's bar charts omit the tick
 * at 0 and put each label on a baseline of its own, so this panel is drawn without XChart.
 */
final class ProbabilityPanel {
    private static final int ROW_HEIGHT = 26;
    private static final double BAR_SHARE = 0.64;
    private static final int TICKS = 5;

    private final List<EmotionScore> scores;
    private final Color colour;

    ProbabilityPanel(EmotionResult result) {
        this.scores = result.scores();
        this.colour = result.decision().isPresent() ? Style.SERIES : Style.UNDECIDED;
    }

    /** The height of the plot itself, without its axis. */
    int height() {
        return scores.size() * ROW_HEIGHT;
    }

    /**
     * The distance from the left edge of the picture that the names of all classes need, at most a third of the picture's
     * width.
     */
    int leftOf(Graphics2D g, int pictureWidth) {
        int longest = scores.stream()
                .mapToInt(score -> AxisPainter.widthLeftOf(g, score.emotion().label()))
                .max()
                .orElse(0);
        return Math.min(longest, pictureWidth / 3);
    }

    /** Draws the bars into the plot, the classes to its left, the axis below. */
    void draw(Graphics2D g, Rectangle plot) {
        AxisPainter axes = new AxisPainter(g);
        for (int tick = 0; tick <= TICKS; tick++) {
            double x = plot.x + (double) tick / TICKS * plot.width;
            g.setColor(Style.GRID);
            g.draw(new Line2D.Double(x, plot.y, x, plot.y + plot.height));
            axes.tickBelow(x, plot.y + plot.height, String.format(Locale.ROOT, "%.1f", (double) tick / TICKS));
        }
        for (int row = 0; row < scores.size(); row++) {
            EmotionScore score = scores.get(row);
            double middle = plot.y + (row + 0.5) * ROW_HEIGHT;
            double length = score.probability() * plot.width;
            g.setColor(colour);
            g.fill(new Rectangle2D.Double(plot.x, middle - BAR_SHARE * ROW_HEIGHT / 2, length, BAR_SHARE * ROW_HEIGHT));
            axes.tickLeft(plot.x, middle, score.emotion().label());
            axes.labelEnd(plot, plot.x + length, middle, String.format(Locale.ROOT, "%.3f", score.probability()));
        }
        axes.frame(plot);
        axes.titleBelow(plot, "Probability");
    }
}
