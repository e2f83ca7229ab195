package io.ser4j.internal;

import io.ser4j.AudioFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * An input with an offset, a size limit and lookahead at its beginning. It reads no more bytes of its stream than it is asked
 * for, makes progress on streams that return short or empty reads, and rethrows their {@link IOException} unchanged.
 */
final class BoundedInput {
    private static final int SKIP_BUFFER_BYTES = 8192;

    private final InputStream in;
    private final long maxBytes;
    private byte[] ahead = {};
    private long offset;

    BoundedInput(InputStream in, long maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** The number of bytes read so far. */
    long offset() {
        return offset;
    }

    /**
     * Returns the first bytes without consuming them. To be called only before anything is read.
     *
     * @return as many bytes as requested, or fewer if the stream ends or the size limit is reached
     */
    byte[] peek(int count) throws IOException {
        int wanted = (int) Math.min(count, maxBytes);
        int there = Math.min(ahead.length, wanted);
        byte[] head = Arrays.copyOf(ahead, wanted);
        while (there < wanted) {
            int n = pull(head, there, wanted - there);
            if (n < 0) {
                break;
            }
            there += n;
            ahead = Arrays.copyOf(head, there);
        }
        return Arrays.copyOf(head, there);
    }

    /**
     * Reads the given number of bytes, or up to the end of the stream.
     *
     * @return the number of bytes read: fewer than requested only at the end of the stream
     */
    int readUpTo(byte[] target, int from, int count) throws IOException {
        int done = 0;
        while (done < count) {
            int n = readSome(target, from + done, count - done);
            if (n < 0) {
                break;
            }
            done += n;
        }
        return done;
    }

    /** Reads exactly the given number of bytes; if there are fewer, the message of the exception says what was being read. */
    void readFully(byte[] target, int from, int count, String what) throws IOException {
        int done = readUpTo(target, from, count);
        if (done < count) {
            throw truncated(what, count, done);
        }
    }

    /** Skips exactly the given number of bytes; if there are fewer, the message of the exception says what was being skipped. */
    void skipFully(long count, String what) throws IOException {
        byte[] buffer = new byte[(int) Math.min(SKIP_BUFFER_BYTES, count)];
        long left = count;
        while (left > 0) {
            int wanted = (int) Math.min(buffer.length, left);
            int n = readUpTo(buffer, 0, wanted);
            left -= n;
            if (n < wanted) {
                throw truncated(what, count, count - left);
            }
        }
    }

    /** Refuses a part of the input that would exceed the size limit, before any of it is read. */
    void requireWithinLimit(long count, String what) {
        if (count > maxBytes - offset) {
            throw AudioFormatException.beyondLimits(
                    "the input must have at most " + maxBytes + " bytes (AudioLimits.maxBytes), but " + what + " of "
                            + Long.toUnsignedString(count) + " bytes reaches beyond that",
                    offset);
        }
    }

    AudioFormatException truncated(String what, long promised, long there) {
        return new AudioFormatException(
                what + " must have " + promised + " bytes, but the input ends after " + there + " of them", offset);
    }

    /**
     * Reads as many bytes as a single read of the stream returns.
     *
     * @return the number of bytes read, at least 1, or -1 at the end of the stream
     */
    int readSome(byte[] target, int from, int count) throws IOException {
        if (offset < ahead.length) {
            int n = Math.min(count, ahead.length - (int) offset);
            System.arraycopy(ahead, (int) offset, target, from, n);
            offset += n;
            return n;
        }
        int allowed = (int) Math.min(count, maxBytes - offset);
        if (allowed == 0) {
            return refuseMore();
        }
        int n = pull(target, from, allowed);
        offset += Math.max(n, 0);
        return n;
    }

    private int pull(byte[] target, int from, int count) throws IOException {
        int n = in.read(target, from, count);
        if (n == 0) {
            // Some streams return no bytes for a while; reading a single byte waits for it by contract.
            int single = in.read();
            n = single < 0 ? -1 : 1;
            target[from] = (byte) single;
        }
        return n;
    }

    private int refuseMore() throws IOException {
        if (in.read() < 0) {
            return -1;
        }
        throw AudioFormatException.beyondLimits(
                "the input must have at most " + maxBytes + " bytes (AudioLimits.maxBytes), but goes on", offset);
    }
}
