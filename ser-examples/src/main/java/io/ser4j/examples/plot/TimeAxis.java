package io.ser4j.examples.plot;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The time axis below recordings of any length, in customary units: seconds up to a minute, then minutes and seconds, then
 * hours and minutes.
 *
 * @param title the title, with the unit of the labels
 * @param ticks the ticks in chronological order
 */
record TimeAxis(String title, List<Tick> ticks) {
    /** A label and its time. */
    record Tick(double seconds, String label) {}

    private static final int MAX_TICKS = 12;
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;
    private static final int[] STEPS = {5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, HOUR, 2 * HOUR, 6 * HOUR, 12 * HOUR
    };

    /** The axis from 0 to the end of a recording. */
    static TimeAxis upTo(double seconds) {
        if (seconds <= MINUTE) {
            return new TimeAxis(
                    "Time (s)",
                    Ticks.upTo(seconds, MAX_TICKS).stream()
                            .map((BigDecimal tick) -> new Tick(tick.doubleValue(), tick.toPlainString()))
                            .toList());
        }
        int unit = seconds <= 2 * HOUR ? 1 : MINUTE;
        List<Tick> ticks = new ArrayList<>();
        int step = step(seconds, unit);
        for (long time = 0; time <= seconds; time += step) {
            String label = String.format(Locale.ROOT, "%d:%02d", time / unit / MINUTE, time / unit % MINUTE);
            ticks.add(new Tick(time, label));
        }
        return new TimeAxis(unit == 1 ? "Time (min:s)" : "Time (h:min)", ticks);
    }

    /** A step of whole units, or of days if steps of 12 hours would be too many. */
    private static int step(double seconds, int unit) {
        for (int step : STEPS) {
            if (step >= unit && seconds <= (double) step * MAX_TICKS) {
                return step;
            }
        }
        int day = 24 * HOUR;
        return day * (int) Math.ceil(seconds / day / MAX_TICKS);
    }

    void draw(Graphics2D g, Rectangle plot, double endSeconds) {
        AxisPainter axes = new AxisPainter(g);
        for (Tick tick : ticks) {
            axes.tickBelow(plot.x + tick.seconds() / endSeconds * plot.width, plot.y + plot.height, tick.label());
        }
        axes.titleBelow(plot, title);
    }
}
