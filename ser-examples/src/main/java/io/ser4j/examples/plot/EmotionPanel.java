package io.ser4j.examples.plot;

import io.ser4j.Emotion;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;

/**
 * Emotions over time: a band with the most probable one of each moment, and under it the probabilities of all of them, stacked in
 * the order of the model's classes. Silence is grey in both.
 */
final class EmotionPanel {
    /** Columns per unit of length: one per pixel. */
    private static final int COLUMNS_PER_UNIT = ClipPicture.SCALE;

    private static final int TICKS = 4;
    private static final int LEGEND_GAP = 18;
    private static final int SWATCH = 12;
    private static final int MOST_ROW = 24;

    private final List<Emotion> labels;

    EmotionPanel(List<Emotion> labels) {
        this.labels = labels;
    }

    static int columns(int width) {
        return width * COLUMNS_PER_UNIT;
    }

    /** Draws the most probable class of each column over the whole height. */
    void drawBand(Graphics2D g, Rectangle plot, EmotionColumns columns) {
        for (int column = 0; column < columns.count(); column++) {
            if (columns.isHeard(column)) {
                g.setColor(colour(columns.top(column)));
                fill(g, plot, column, 0, 1);
            }
        }
        new AxisPainter(g).frame(plot);
    }

    /** Draws the stack with its axis to the left. */
    void drawStack(Graphics2D g, Rectangle plot, EmotionColumns columns) {
        for (int column = 0; column < columns.count(); column++) {
            double bottom = 0;
            for (int place = 0; columns.isHeard(column) && place <= labels.size(); place++) {
                double height = columns.probability(column, place);
                g.setColor(colour(place));
                fill(g, plot, column, bottom, bottom + height);
                bottom += height;
            }
        }
        AxisPainter axes = new AxisPainter(g);
        axes.frame(plot);
        for (int tick = 0; tick <= TICKS; tick++) {
            double share = (double) tick / TICKS;
            axes.tickLeft(plot.x, plot.y + (1 - share) * plot.height, String.format(Locale.ROOT, "%.2f", share));
        }
        axes.titleLeft(plot, "Probability");
    }

    /** Draws which colour is which, to the right of the stack and in its order, silence on top. */
    void drawLegend(Graphics2D g, Rectangle plot, int width) {
        int rows = labels.size() + 1;
        double height = Math.min(MOST_ROW, (double) plot.height / rows);
        double top = plot.y + (plot.height - rows * height) / 2;
        double left = plot.x + plot.width + LEGEND_GAP;
        double swatch = Math.min(SWATCH, 0.8 * height);
        AxisPainter axes = new AxisPainter(g);
        for (int row = 0; row < rows; row++) {
            int place = labels.size() - row;
            double middle = top + (row + 0.5) * height;
            Rectangle2D box = new Rectangle2D.Double(left, middle - swatch / 2, swatch, swatch);
            g.setColor(colour(place));
            g.fill(box);
            g.setColor(Style.LINE);
            g.draw(box);
            String label = row == 0 ? "silence" : labels.get(place).label();
            g.setFont(Style.TICK);
            double room = width - LEGEND_GAP - swatch - 2 * Style.PADDING;
            axes.labelRight(left + swatch + 2, middle, AxisPainter.fitting(label, g.getFontMetrics(), room));
        }
    }

    private Color colour(int place) {
        return place == labels.size() ? EmotionColours.SILENCE : EmotionColours.of(labels.get(place), place);
    }

    /** Fills a column between two shares of the height; it reaches a little into the next one, so that no gap shows through. */
    private static void fill(Graphics2D g, Rectangle plot, int column, double bottom, double top) {
        double x = plot.x + (double) column / COLUMNS_PER_UNIT;
        double right = Math.min(x + 1.5 / COLUMNS_PER_UNIT, plot.getMaxX());
        double y = plot.y + (1 - top) * plot.height;
        g.fill(new Rectangle2D.Double(x, y, right - x, (top - bottom) * plot.height));
    }
}
