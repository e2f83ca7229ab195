package io.ser4j.examples.evaluation;

import java.util.Locale;

/** Draws a confusion matrix: the share of each class's clips that got each answer, in blue where right and in red where wrong. */
final class ConfusionPicture {
    private static final int CELL = 44;
    private static final int LEFT = 96;
    private static final int TOP = 46;
    private static final int RIGHT = 46;
    private static final int[] WRONG = {0xc1, 0x37, 0x3f};
    private static final int[] RIGHT_ANSWER = {0x1f, 0x55, 0x87};
    private static final int[] EMPTY = {0xfa, 0xfb, 0xfc};
    private static final double[] LUMINANCE = {0.2126, 0.7152, 0.0722};
    /** The luminance to which black and white have the same contrast, the square root of 21, about 4.6. */
    private static final double DARK = 0.179;

    private static final double MIN_SHOWN = 0.005;

    private ConfusionPicture() {}

    static String draw(ConfusionMatrix confusion) {
        int size = confusion.classes().size();
        Svg svg = new Svg(LEFT + CELL * size + RIGHT, TOP + CELL * size + 8, "Confusion matrix");
        svg.text(LEFT + CELL * size / 2.0, 12, "middle", "fill=\"" + Svg.FAINT + "\" font-size=\"11\"", "the answer");
        svg.text(LEFT - 8, TOP - 8, "end", "fill=\"" + Svg.FAINT + "\" font-size=\"11\"", "the truth");
        svg.text(LEFT + CELL * size + 8, TOP - 8, "start", "fill=\"" + Svg.FAINT + "\" font-size=\"11\"", "clips");
        for (int i = 0; i < size; i++) {
            String name = confusion.classes().get(i).label();
            boolean present = confusion.support(i) > 0;
            String ink = present ? "" : "fill=\"" + Svg.FAINT + "\"";
            svg.text(LEFT + CELL * (i + 0.5), TOP - 8, "middle", "font-size=\"10\"", head(name));
            svg.text(LEFT - 8, TOP + CELL * (i + 0.5) + 4, "end", ink, Svg.shortened(name, 10));
            svg.text(
                    LEFT + CELL * size + 8,
                    TOP + CELL * (i + 0.5) + 4,
                    "start",
                    "fill=\"" + Svg.FAINT + "\" font-size=\"11\"",
                    String.format(Locale.ROOT, "%,d", confusion.support(i)));
            for (int j = 0; j < size; j++) {
                cell(svg, confusion, i, j);
            }
        }
        return svg.toString();
    }

    /** Above a column there is room for eight letters if some of them are narrow, as in the names of the usual classes. */
    private static String head(String name) {
        return name.length() <= 8 ? name : Svg.shortened(name, 6);
    }

    private static void cell(Svg svg, ConfusionMatrix confusion, int truth, int answer) {
        boolean present = confusion.support(truth) > 0;
        double share = present ? (double) confusion.count(truth, answer) / confusion.support(truth) : 0;
        String hint = String.format(
                Locale.ROOT,
                "%d of %d clips with %s were called %s",
                confusion.count(truth, answer),
                confusion.support(truth),
                confusion.classes().get(truth),
                confusion.classes().get(answer));
        int[] fill = present ? colour(truth == answer ? RIGHT_ANSWER : WRONG, share) : EMPTY;
        double x = LEFT + CELL * answer;
        double y = TOP + CELL * truth;
        svg.box(x + 1, y + 1, CELL - 2, CELL - 2, hex(fill), hint);
        if (share >= MIN_SHOWN) {
            svg.text(
                    x + CELL / 2.0,
                    y + CELL / 2.0 + 4,
                    "middle",
                    luminance(fill) < DARK ? "fill=\"#ffffff\" font-weight=\"600\"" : "fill=\"#000000\"",
                    String.format(Locale.ROOT, "%.0f", 100 * share));
        }
    }

    /** From nearly white to the full colour; the root lets small shares be seen. */
    private static int[] colour(int[] full, double share) {
        double depth = Math.sqrt(share);
        int[] mixed = new int[full.length];
        for (int k = 0; k < full.length; k++) {
            mixed[k] = (int) Math.round(0xf4 + depth * (full[k] - 0xf4));
        }
        return mixed;
    }

    private static String hex(int[] colour) {
        return String.format(Locale.ROOT, "#%02x%02x%02x", colour[0], colour[1], colour[2]);
    }

    /** The relative luminance in sRGB, as the Web Content Accessibility Guidelines define it, from 0 to 1. */
    private static double luminance(int[] colour) {
        double luminance = 0;
        for (int k = 0; k < colour.length; k++) {
            double part = colour[k] / 255.0;
            luminance += LUMINANCE[k] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
        }
        return luminance;
    }
}
