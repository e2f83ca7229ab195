package io.ser4j.examples.cli;

import io.ser4j.Emotion;
import io.ser4j.EmotionSegment;
import java.util.List;
import java.util.Locale;

/** A bar for the level and one per emotion, redrawn in place with the control sequences of ECMA-48 (ANSI). */
final class LiveBars implements LiveView {
    private static final String UP = "\u001b[%dA";
    private static final String CLEAR_TO_END = "\u001b[K";
    private static final double FLOOR_DB = -60;

    private final List<Emotion> classes;
    private final Bars bars;
    private final Output output;
    private final int width;
    private String word = "listening";
    private double[] probabilities;
    private double seconds;
    private double decibels;
    private boolean drawn;

    LiveBars(List<Emotion> classes, Bars bars, Output output) {
        this.classes = classes;
        this.bars = bars;
        this.output = output;
        this.width = classes.stream().mapToInt(c -> c.label().length()).max().orElse(0);
        this.probabilities = new double[classes.size()];
    }

    @Override
    public void segment(EmotionSegment segment) {
        word = Moment.word(segment);
        probabilities = classes.stream()
                .mapToDouble(c ->
                        segment.result().map(result -> result.probability(c)).orElse(0.0))
                .toArray();
        // The last segments come when listening has ended, so that no further level would draw them.
        if (drawn) {
            draw();
        }
    }

    @Override
    public void level(double after, double loudness) {
        seconds = after;
        decibels = loudness;
        draw();
    }

    private void draw() {
        StringBuilder picture = new StringBuilder();
        if (drawn) {
            picture.append(String.format(Locale.ROOT, UP, classes.size() + 2)).append('\r');
        }
        drawn = true;
        line(picture, Moment.clock(seconds) + "  " + word);
        double share = Math.min(1, Math.max(0, 1 - decibels / FLOOR_DB));
        line(picture, row("level", String.format(Locale.ROOT, "%.0f dB", Math.max(FLOOR_DB, decibels)), share));
        for (int i = 0; i < probabilities.length; i++) {
            line(picture, row(classes.get(i).label(), Moment.percent(probabilities[i]), probabilities[i]));
        }
        output.text(picture.toString());
    }

    private String row(String label, String value, double share) {
        return String.format(Locale.ROOT, "  %-" + Math.max(width, 5) + "s  %7s  %s", label, value, bars.draw(share));
    }

    private static void line(StringBuilder picture, String text) {
        picture.append(text.stripTrailing()).append(CLEAR_TO_END).append('\n');
    }
}
