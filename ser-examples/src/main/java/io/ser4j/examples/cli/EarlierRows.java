package io.ser4j.examples.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files for which an earlier run has written rows, read from a file of results. While they are asked for in the same order,
 * nothing is kept in memory; from the first difference on, all remaining ones are. For one thread.
 */
final class EarlierRows {
    private static final String ADVICE = "; leave out --resume to start over";

    private final Lines lines;
    private final ResultRows rows;
    private final Map<String, Deque<ResultRows.Earlier>> others = new HashMap<>();
    private Optional<ResultRows.Earlier> next;

    private EarlierRows(Lines lines, ResultRows rows) throws IOException {
        this.lines = lines;
        this.rows = rows;
        if (rows.heading().isPresent()) {
            lines.next();
        }
        this.next = read();
    }

    /**
     * Checks the rows of a file of results and finds the end of the last complete one; what follows was cut off in the middle of
     * a row.
     *
     * @return the number of bytes up to there
     * @throws IOException if it cannot be read, or is not a file of such results
     */
    static long measure(FileChannel file, ResultRows rows) throws IOException {
        Lines lines = new Lines(file, file.size(), rows.hasQuotedLineBreaks());
        Optional<String> row = lines.next();
        if (row.isPresent() && rows.heading().isPresent()) {
            if (!row.equals(rows.heading())) {
                throw new IOException(
                        "its columns must be those of this format and these classes, but are others" + ADVICE);
            }
            row = lines.next();
        }
        for (; row.isPresent(); row = lines.next()) {
            rows.read(row.get()).orElseThrow(() -> mismatch(lines));
        }
        return lines.end;
    }

    /** The rows in the first bytes of a file, which may grow after them. */
    static EarlierRows in(FileChannel file, long bytes, ResultRows rows) throws IOException {
        return new EarlierRows(new Lines(file, bytes, rows.hasQuotedLineBreaks()), rows);
    }

    /** Takes the first row for this file that has not been taken yet. */
    Optional<ResultRows.Earlier> take(String file) throws IOException {
        if (next.isPresent() && next.get().file().equals(file)) {
            Optional<ResultRows.Earlier> taken = next;
            next = read();
            return taken;
        }
        for (; next.isPresent(); next = read()) {
            others.computeIfAbsent(next.get().file(), name -> new ArrayDeque<>(1))
                    .add(next.get());
        }
        return Optional.ofNullable(others.get(file)).map(Deque::poll);
    }

    private Optional<ResultRows.Earlier> read() throws IOException {
        Optional<String> row = lines.next();
        return row.isEmpty()
                ? Optional.empty()
                : Optional.of(rows.read(row.get()).orElseThrow(() -> mismatch(lines)));
    }

    private static IOException mismatch(Lines lines) {
        return new IOException("its row before byte " + lines.end
                + " was written with another format, or other classes, merges, channel, voice, threshold or model"
                + ADVICE);
    }

    /** Reads the rows of a file as text, without moving the position of the channel. */
    private static final class Lines {
        /** More than any row needs, however long its names are. */
        private static final int MAX_MEBIBYTES = 16;

        private final FileChannel file;
        private final long size;
        private final boolean quotes;
        private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).limit(0);
        private long position;
        /** The end of the last row returned, after its line break. */
        private long end;

        Lines(FileChannel file, long size, boolean quotes) {
            this.file = file;
            this.size = size;
            this.quotes = quotes;
        }

        /** The next complete row, without its line break; empty if there is none. */
        Optional<String> next() throws IOException {
            ByteArrayOutputStream row = new ByteArrayOutputStream();
            boolean quoted = false;
            while (buffer.hasRemaining() || fill()) {
                byte b = buffer.get();
                if (b == '\n' && !quoted) {
                    end = position - buffer.remaining();
                    return Optional.of(row.toString(StandardCharsets.UTF_8));
                }
                quoted ^= quotes && b == '"';
                row.write(b);
                if (row.size() > MAX_MEBIBYTES << 20) {
                    throw new IOException(
                            "its row after byte " + end + " must have at most " + MAX_MEBIBYTES + " MiB, but has more");
                }
            }
            return Optional.empty();
        }

        private boolean fill() throws IOException {
            buffer.clear().limit((int) Math.min(buffer.capacity(), size - position));
            int count = file.read(buffer, position);
            position += Math.max(0, count);
            buffer.flip();
            return count > 0;
        }
    }
}
