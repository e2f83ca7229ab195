package io.ser4j.examples.plot;

import io.ser4j.Emotion;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;

/**
 * Draws emotions over time: a band with the decision at each moment, and below it the probabilities of all classes, stacked in
 * their order. Silence is light grey in both; where there is no decision, the band is dark grey.
 */
final class EmotionPanel {
    /** The width of a column that averages several windows: narrower ones would fluctuate too much to be readable. */
    private static final int WIDE_COLUMN = 4;
    /** The width by which a column overlaps the next one, so that no gap shows. */
    private static final double OVERLAP = 0.25;

    private static final int TICKS = 4;
    private static final int LEGEND_GAP = 18;
    private static final int SWATCH = 12;
    private static final int MAX_ROW = 24;

    private final List<Emotion> labels;

    EmotionPanel(List<Emotion> labels) {
        this.labels = labels;
    }

    /**
     * The number of columns of a plot: one per pixel, or fewer if there are so many windows that each column averages several.
     */
    static int columns(int width, int segments) {
        return segments <= width / 2 ? width * ClipPicture.SCALE : width / WIDE_COLUMN;
    }

    /** Draws the decision of each column over the whole height. */
    void drawBand(Graphics2D g, Rectangle plot, EmotionColumns columns) {
        Columns parts = new Columns(plot, columns.count());
        for (int column = 0; column < columns.count(); column++) {
            if (columns.isHeard(column)) {
                g.setColor(colour(columns.top(column)));
                g.fill(parts.part(column, 0, 1));
            }
        }
        new AxisPainter(g).frame(plot);
    }

    /** Draws the stack with its axis to the left. */
    void drawStack(Graphics2D g, Rectangle plot, EmotionColumns columns) {
        Columns parts = new Columns(plot, columns.count());
        for (int column = 0; column < columns.count(); column++) {
            double bottom = 0;
            for (int place = 0; columns.isHeard(column) && place <= labels.size(); place++) {
                double height = columns.probability(column, place);
                g.setColor(colour(place));
                g.fill(parts.part(column, bottom, bottom + height));
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

    /** Draws the legend to the right of the stack and in its order, with silence on top, and above it what only the band has. */
    void drawLegend(Graphics2D g, Rectangle plot, int width, boolean hasUndecided) {
        int rows = labels.size() + (hasUndecided ? 2 : 1);
        double height = Math.min(MAX_ROW, (double) plot.height / rows);
        double top = plot.y + (plot.height - rows * height) / 2;
        double left = plot.x + plot.width + LEGEND_GAP;
        double swatch = Math.min(SWATCH, 0.8 * height);
        AxisPainter axes = new AxisPainter(g);
        for (int row = 0; row < rows; row++) {
            int place = rows - 1 - row;
            double middle = top + (row + 0.5) * height;
            Rectangle2D box = new Rectangle2D.Double(left, middle - swatch / 2, swatch, swatch);
            g.setColor(colour(place));
            g.fill(box);
            g.setColor(Style.LINE);
            g.draw(box);
            g.setFont(Style.TICK);
            double room = width - LEGEND_GAP - swatch - 2 * Style.PADDING;
            axes.labelRight(left + swatch + 2, middle, AxisPainter.fitting(name(place), g.getFontMetrics(), room));
        }
    }

    private String name(int place) {
        if (place > labels.size()) {
            return "undecided";
        }
        return place == labels.size() ? "silence" : labels.get(place).label();
    }

    private Color colour(int place) {
        if (place > labels.size()) {
            return EmotionColours.UNDECIDED;
        }
        return place == labels.size() ? EmotionColours.SILENCE : EmotionColours.of(labels.get(place), place);
    }

    /** A plot divided into columns. */
    private record Columns(Rectangle plot, int count) {
        /** The part of a column between two shares of the height. */
        Rectangle2D part(int column, double bottom, double top) {
            double width = plot.getWidth() / count;
            double x = plot.x + column * width;
            double right = Math.min(x + width + OVERLAP, plot.getMaxX());
            return new Rectangle2D.Double(x, plot.y + (1 - top) * plot.height, right - x, (top - bottom) * plot.height);
        }
    }
}
