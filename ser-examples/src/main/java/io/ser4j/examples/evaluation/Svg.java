package io.ser4j.examples.evaluation;

import java.util.Locale;

/** Collects the elements of a picture in scalable vector graphics, for use in a page. Only for one thread. */
final class Svg {
    static final String INK = "#1d2733";
    static final String FAINT = "#5a6675";
    static final String GRID = "#e3e7ec";
    static final String BLUE = "#2a6496";

    private final StringBuilder elements = new StringBuilder();
    private final int width;
    private final int height;
    private final String title;

    Svg(int width, int height, String title) {
        this.width = width;
        this.height = height;
        this.title = title;
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A name, without its middle if it has more than the given number of letters, since many differ only at the end. */
    static String shortened(String name, int letters) {
        int[] all = name.codePoints().toArray();
        if (all.length <= letters) {
            return name;
        }
        int tail = (letters - 1) / 2;
        int head = letters - 1 - tail;
        return new String(all, 0, head).strip() + "\u2026" + new String(all, all.length - tail, tail).strip();
    }

    /** A filled rectangle with a tooltip. */
    void box(double x, double y, double w, double h, String fill, String hint) {
        add(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"><title>%s</title></rect>",
                x, y, w, h, fill, escape(hint));
    }

    void line(double x1, double y1, double x2, double y2, String attributes) {
        add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" %s/>", x1, y1, x2, y2, attributes);
    }

    void dot(double x, double y, double radius, String fill) {
        add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\"/>", x, y, radius, fill);
    }

    /** A text whose anchor is start, middle or end. */
    void text(double x, double y, String anchor, String attributes, String text) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>", x, y, anchor, attributes, escape(text));
    }

    /** A line through points "x,y x,y". */
    void path(String points, String attributes) {
        add("<polyline points=\"%s\" fill=\"none\" %s/>", points, attributes);
    }

    private void add(String format, Object... values) {
        elements.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                        + " font-family=\"system-ui, 'Segoe UI', 'Helvetica Neue', 'DejaVu Sans', sans-serif\""
                        + " font-size=\"12\" fill=\"" + INK + "\"><title>%s</title>%n%s</svg>",
                width,
                height,
                width,
                height,
                escape(title),
                elements);
    }
}
