package io.ser4j.examples.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * A bar with the number of files done, the rate and the time left, redrawn in one line of a terminal. Without a known total,
 * there is neither bar nor time left. For one thread.
 */
final class Progress {
    private static final int WIDTH = 24;
    private static final int MAX_COLUMNS = 79;
    private static final long MIN_NANOS = 100_000_000;
    private static final double NANOS = 1e9;

    private final PrintWriter terminal;
    private final LongSupplier nanoTime;
    private final OptionalLong total;
    private final long start;
    private long drawn;
    private int columns;
    private long done;
    private long skipped;
    private long failed;

    Progress(PrintWriter terminal, LongSupplier nanoTime, OptionalLong total) {
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.total = total;
        this.start = nanoTime.getAsLong();
        this.drawn = start - MIN_NANOS;
    }

    /** Counts a file that an earlier run has done, which does not affect the rate. */
    void skip() {
        skipped++;
        draw();
    }

    /** Counts a file that is done. */
    void step(boolean success) {
        done++;
        failed += success ? 0 : 1;
        draw();
    }

    /** Erases the bar, so that something else can be written. */
    void clear() {
        terminal.print("\r" + " ".repeat(columns) + "\r");
        terminal.flush();
        columns = 0;
    }

    private void draw() {
        long now = nanoTime.getAsLong();
        if (now - drawn < MIN_NANOS) {
            return;
        }
        drawn = now;
        String line = line((now - start) / NANOS);
        line = line.substring(0, Math.min(line.length(), MAX_COLUMNS));
        terminal.print("\r" + line + " ".repeat(Math.max(0, columns - line.length())));
        terminal.flush();
        columns = line.length();
    }

    private String line(double seconds) {
        long reached = done + skipped;
        double rate = seconds > 0 ? done / seconds : 0;
        StringBuilder line = new StringBuilder();
        if (total.isPresent()) {
            int full = (int) (WIDTH * Math.min(reached, total.getAsLong()) / Math.max(1, total.getAsLong()));
            line.append('[')
                    .append("#".repeat(full))
                    .append(".".repeat(WIDTH - full))
                    .append("] ");
            line.append(reached).append('/').append(total.getAsLong());
        } else {
            line.append(reached);
        }
        line.append(String.format(Locale.ROOT, rate < 10 ? " files, %.1f/s" : " files, %.0f/s", rate));
        if (total.isPresent() && rate > 0) {
            line.append(", ")
                    .append(clock((total.getAsLong() - reached) / rate))
                    .append(" left");
        }
        if (failed > 0) {
            line.append(", ").append(failed).append(" failed");
        }
        return line.toString();
    }

    /** A duration such as 0:07, 12:30 or 3:05:00. */
    static String clock(double seconds) {
        long whole = (long) Math.ceil(Math.max(0, seconds));
        String minutes = String.format(Locale.ROOT, "%d:%02d", whole / 60 % 60, whole % 60);
        return whole < 3600
                ? minutes
                : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }
}
