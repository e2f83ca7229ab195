package io.ser4j.examples.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;

/** Draws ticks, their labels and titles along the edges of a plot. */
final class AxisPainter {
    private static final int LABEL_GAP = 4;
    /** Room for tick labels between an axis and its title. */
    private static final int TITLE_DISTANCE = 38;

    private final Graphics2D g;

    AxisPainter(Graphics2D g) {
        this.g = g;
    }

    void frame(Rectangle plot) {
        g.setColor(Style.LINE);
        g.setStroke(Style.THIN);
        g.drawRect(plot.x, plot.y, plot.width, plot.height);
    }

    void tickBelow(double x, double y, String label) {
        g.setColor(Style.LINE);
        g.draw(new Line2D.Double(x, y, x, y + Style.TICK_LENGTH));
        FontMetrics metrics = useFont(Style.TICK);
        float baseline = (float) y + Style.TICK_LENGTH + LABEL_GAP + metrics.getAscent();
        g.drawString(label, (float) (x - metrics.stringWidth(label) / 2.0), baseline);
    }

    void tickLeft(double x, double y, String label) {
        g.setColor(Style.LINE);
        g.draw(new Line2D.Double(x - Style.TICK_LENGTH, y, x, y));
        FontMetrics metrics = useFont(Style.TICK);
        double right = x - Style.TICK_LENGTH - LABEL_GAP;
        String fitting = fitting(label, metrics, right - Style.PADDING / 2.0);
        g.drawString(fitting, (float) (right - metrics.stringWidth(fitting)), middle(y, metrics));
    }

    /** The distance that the label of a tick to the left of a plot needs between plot and edge of the picture. */
    static int widthLeftOf(Graphics2D g, String label) {
        return g.getFontMetrics(Style.TICK).stringWidth(label) + Style.TICK_LENGTH + LABEL_GAP + Style.PADDING / 2 + 1;
    }

    void tickRight(double x, double y, String label) {
        g.setColor(Style.LINE);
        g.draw(new Line2D.Double(x, y, x + Style.TICK_LENGTH, y));
        labelRight(x + Style.TICK_LENGTH, y, label);
    }

    void labelRight(double x, double y, String label) {
        FontMetrics metrics = useFont(Style.TICK);
        g.drawString(label, (float) x + LABEL_GAP, middle(y, metrics));
    }

    /** Draws a label after the end of a bar, or within the bar if the label would otherwise cross the frame. */
    void labelEnd(Rectangle plot, double end, double y, String label) {
        int width = useFont(Style.TICK).stringWidth(label);
        if (end + 2 * LABEL_GAP + width <= plot.x + plot.width) {
            labelRight(end, y, label);
        } else {
            g.setColor(Color.WHITE);
            g.drawString(label, (float) end - LABEL_GAP - width, middle(y, g.getFontMetrics()));
        }
    }

    void titleBelow(Rectangle plot, String title) {
        FontMetrics metrics = useFont(Style.AXIS);
        int left = plot.x + (plot.width - metrics.stringWidth(title)) / 2;
        g.drawString(title, left, plot.y + plot.height + TITLE_DISTANCE);
    }

    /** Draws a title that reads upwards, at the left edge of the picture. */
    void titleLeft(Rectangle plot, String title) {
        upwards(Style.PADDING + useFont(Style.AXIS).getAscent(), plot, title);
    }

    void titleRight(Rectangle plot, String title) {
        upwards(plot.x + plot.width + TITLE_DISTANCE + useFont(Style.AXIS).getAscent(), plot, title);
    }

    private void upwards(int baseline, Rectangle plot, String title) {
        AffineTransform before = g.getTransform();
        double bottom = plot.y + (plot.height + useFont(Style.AXIS).stringWidth(title)) / 2.0;
        g.translate(baseline, bottom);
        g.rotate(-Math.PI / 2);
        g.drawString(title, 0, 0);
        g.setTransform(before);
    }

    private FontMetrics useFont(Font font) {
        g.setColor(Style.TEXT);
        g.setFont(font);
        return g.getFontMetrics();
    }

    /** The label, or as much of it as there is room for, since models and files may have any name. */
    static String fitting(String label, FontMetrics metrics, double width) {
        String fitting = label;
        for (int length = label.length(); length > 0 && metrics.stringWidth(fitting) > width; length--) {
            fitting = label.substring(0, length - 1) + "\u2026";
        }
        return fitting;
    }

    private static float middle(double y, FontMetrics metrics) {
        return (float) (y + (metrics.getAscent() - metrics.getDescent()) / 2.0);
    }
}
