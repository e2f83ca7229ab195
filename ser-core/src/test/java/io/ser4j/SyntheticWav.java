package io.ser4j;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.Random;

/** A 16-bit mono WAV file of any length that is generated while it is read: noise that repeats each second. */
final class SyntheticWav extends InputStream {
    private static final int HEADER_BYTES = 44;

    private final float[] second;
    private final byte[] header;
    private final byte[] body;
    private final long size;
    private long position;

    /**
     * Creates a file.
     *
     * @param sampleRateHz samples per second
     * @param seconds its length; the data must stay below 2^31 bytes
     */
    SyntheticWav(int sampleRateHz, int seconds) {
        int dataBytes = Math.multiplyExact(Math.multiplyExact(sampleRateHz, 2), seconds);
        this.header = WavBytes.plain(1, 1, sampleRateHz, 16, new byte[0]);
        ByteBuffer.wrap(header)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(4, dataBytes + HEADER_BYTES - 8)
                .putInt(HEADER_BYTES - 4, dataBytes);
        this.second = new float[sampleRateHz];
        ByteBuffer bytes = ByteBuffer.allocate(2 * sampleRateHz).order(ByteOrder.LITTLE_ENDIAN);
        Random random = new Random(7);
        for (int i = 0; i < sampleRateHz; i++) {
            short sample = (short) random.nextInt();
            second[i] = sample / 32768f;
            bytes.putShort(sample);
        }
        this.body = bytes.array();
        this.size = HEADER_BYTES + (long) dataBytes;
    }

    /** The samples of each second, full scale at [-1, 1]. */
    float[] second() {
        return second.clone();
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (position == size) {
            return -1;
        }
        boolean inHeader = position < HEADER_BYTES;
        byte[] from = inHeader ? header : body;
        int at = (int) (inHeader ? position : (position - HEADER_BYTES) % body.length);
        int n = (int) Math.min(Math.min(length, from.length - at), size - position);
        System.arraycopy(from, at, target, offset, n);
        position += n;
        return n;
    }
}
