package io.ser4j.formats.internal;

import io.ser4j.AudioFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A buffered stream that knows its offset and its largest size, looks ahead, and lets an {@link IOException} through as it is. */
final class Input {
    private static final int BUFFER_BYTES = 8192;

    private final InputStream in;
    private final long maxBytes;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int from;
    private int to;
    private long fetched;

    Input(InputStream in, long maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** The number of bytes handed out so far. */
    long offset() {
        return fetched - (to - from);
    }

    /** Whether no byte follows. */
    boolean atEnd() throws IOException {
        return ahead(1) == 0;
    }

    /** How many bytes follow, counted up to the given number, at most 8192. */
    int ahead(int count) throws IOException {
        if (buffer.length - from < count) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            from = 0;
        }
        while (to - from < count && fetch()) {}
        return Math.min(count, to - from);
    }

    /** The byte that follows so many bytes further on, which {@link #ahead} has seen. */
    int peek(int index) {
        return buffer[from + index] & 0xFF;
    }

    /** The four bytes that follow, the first one highest, or 0 where there are fewer. */
    int peekWord() throws IOException {
        return ahead(4) < 4 ? 0 : Magic.word(buffer, from);
    }

    /** Whether these ASCII characters follow. */
    boolean startsWith(String magic) throws IOException {
        int length = magic.getBytes(StandardCharsets.ISO_8859_1).length;
        return ahead(length) == length && Magic.at(buffer, to, from, magic);
    }

    /** As {@link InputStream#read(byte[], int, int)}. */
    int readSome(byte[] target, int offset, int count) throws IOException {
        if (atEnd()) {
            return -1;
        }
        int n = Math.min(count, to - from);
        System.arraycopy(buffer, from, target, offset, n);
        from += n;
        return n;
    }

    /** Reads exactly the given number of bytes; the input's end before that is refused in the name of the thing being read. */
    void readFully(byte[] target, int offset, int count, String what) throws IOException {
        int done = 0;
        while (done < count) {
            int n = readSome(target, offset + done, count - done);
            if (n < 0) {
                throw truncated(what);
            }
            done += n;
        }
    }

    /** Reads over exactly the given number of bytes. */
    void skip(long count, String what) throws IOException {
        long left = count;
        while (left > 0) {
            if (atEnd()) {
                throw truncated(what);
            }
            int n = (int) Math.min(left, to - from);
            from += n;
            left -= n;
        }
    }

    AudioFormatException truncated(String what) {
        return refused("the input must not end within " + what + ", but does");
    }

    AudioFormatException refused(String message) {
        return new AudioFormatException(message, offset());
    }

    private boolean fetch() throws IOException {
        int n = in.read(buffer, to, buffer.length - to);
        if (n == 0) {
            // Some streams return nothing for a while; a single byte is waited for by contract.
            int single = in.read();
            n = single < 0 ? -1 : 1;
            buffer[to] = (byte) single;
        }
        if (n < 0) {
            return false;
        }
        to += n;
        fetched += n;
        if (fetched > maxBytes) {
            throw new AudioFormatException(
                    "the input must have at most " + maxBytes + " bytes (AudioLimits.maxBytes), but goes on", maxBytes);
        }
        return true;
    }
}
