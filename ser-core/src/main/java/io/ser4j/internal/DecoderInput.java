package io.ser4j.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The input as a decoder sees it. The reading thread reads the user's stream on its behalf, block by block. */
final class DecoderInput extends InputStream {
    private static final int BLOCK_BYTES = 1 << 14;

    private final HandOver handOver;
    private final byte[] block = new byte[BLOCK_BYTES];
    private int position;
    private int limit;
    private volatile long offset;

    DecoderInput(HandOver handOver) {
        this.handOver = handOver;
    }

    /** The number of bytes that the decoder has read so far; may be called by any thread. */
    long offset() {
        return offset;
    }

    @Override
    public int read() throws IOException {
        if (!fill()) {
            return -1;
        }
        advance(1);
        return block[position - 1] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int count) throws IOException {
        Objects.checkFromIndexSize(from, count, target.length);
        if (count == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int n = Math.min(count, limit - position);
        System.arraycopy(block, position, target, from, n);
        advance(n);
        return n;
    }

    @Override
    public int available() {
        return Math.max(limit - position, 0);
    }

    private boolean fill() throws IOException {
        handOver.requireReader();
        if (position == limit) {
            position = 0;
            limit = 0;
            limit = handOver.fetch(block);
        }
        return limit >= 0;
    }

    /** Only one thread writes the offset, so the update need not be atomic. */
    private void advance(int count) {
        position += count;
        long reached = offset + count;
        offset = reached;
    }
}
