package io.ser4j.formats.internal;

import io.ser4j.AudioFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A buffered input with an offset, a size limit and lookahead. It rethrows an {@link IOException} of its stream unchanged. */
final class Input {
    private static final int BUFFER_BYTES = 8192;

    private final InputStream in;
    private final long maxBytes;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int from;
    private int to;
    private long fetched;
    private IOException failure;

    Input(InputStream in, long maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** The number of bytes read so far. */
    long offset() {
        return fetched - (to - from);
    }

    /** Whether no byte follows. */
    boolean atEnd() throws IOException {
        return ahead(1) == 0;
    }

    /** How many bytes follow, counted up to the given number, which is at most 8192. */
    int ahead(int count) throws IOException {
        if (buffer.length - from < count) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            from = 0;
        }
        while (to - from < count && fetch()) {}
        return Math.min(count, to - from);
    }

    /** The byte at an index from the current position; {@link #ahead} must have counted it. */
    int peek(int index) {
        return buffer[from + index] & 0xFF;
    }

    /** The next four bytes as a big-endian number, or 0 if there are fewer. */
    int peekWord() throws IOException {
        return ahead(4) < 4 ? 0 : Magic.word(buffer, from);
    }

    /** Whether the next bytes are these ASCII characters. */
    boolean startsWith(String magic) throws IOException {
        int length = magic.getBytes(StandardCharsets.ISO_8859_1).length;
        return ahead(length) == length && Magic.at(buffer, to, from, magic);
    }

    /** Reads as {@link InputStream#read(byte[], int, int)} does. */
    int readSome(byte[] target, int offset, int count) throws IOException {
        if (atEnd()) {
            return -1;
        }
        int n = Math.min(count, to - from);
        System.arraycopy(buffer, from, target, offset, n);
        from += n;
        return n;
    }

    /** Reads exactly the given number of bytes; if there are fewer, the message of the exception says what was being read. */
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

    /** Skips exactly the given number of bytes. */
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

    /** Whether this exception came from the stream itself, and not from a library that parsed its bytes. */
    boolean failedWith(IOException e) {
        return failure == e;
    }

    AudioFormatException truncated(String what) {
        return refused("the input must not end within " + what + ", but does");
    }

    AudioFormatException refused(String message) {
        return new AudioFormatException(message, offset());
    }

    AudioFormatException beyondLimits(String message) {
        return AudioFormatException.beyondLimits(message, offset());
    }

    private boolean fetch() throws IOException {
        int n = fetchSome();
        if (n < 0) {
            return false;
        }
        to += n;
        fetched += n;
        if (fetched > maxBytes) {
            throw AudioFormatException.beyondLimits(
                    "the input must have at most " + maxBytes + " bytes (AudioLimits.maxBytes), but goes on", maxBytes);
        }
        return true;
    }

    private int fetchSome() throws IOException {
        try {
            int n = in.read(buffer, to, buffer.length - to);
            if (n != 0) {
                return n;
            }
            // Some streams return no bytes for a while; reading a single byte waits for it by contract.
            int single = in.read();
            buffer[to] = (byte) single;
            return single < 0 ? -1 : 1;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }
}
