package io.ser4j.examples.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Refuses overlong lines, so that a file that is not a list, such as a device of zeros, is not read into memory as one line. The
 * text itself may have any length.
 */
final class ShortLines extends FilterInputStream {
    /** Eight times the maximum length of a path on Linux. */
    private static final int MAX_BYTES = 1 << 15;

    private int bytes;

    ShortLines(InputStream text) {
        super(text);
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        if (b >= 0) {
            count(b);
        }
        return b;
    }

    @Override
    public int read(byte[] buffer, int start, int length) throws IOException {
        int end = start + super.read(buffer, start, length);
        for (int i = start; i < end; i++) {
            count(buffer[i]);
        }
        return end < start ? -1 : end - start;
    }

    private void count(int b) throws IOException {
        bytes = b == '\n' || b == '\r' ? 0 : bytes + 1;
        if (bytes > MAX_BYTES) {
            throw new IOException("a list must have lines of at most " + MAX_BYTES + " bytes, but has a longer one");
        }
    }
}
