package io.ser4j.formats.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jflac.io.BitInputStream;

/**
 * Reads the bits of FLAC frames for jFLAC's subframe classes. Unencoded partitions of a residual (RFC 9639, section 9.2.7.1)
 * are decoded here, since jFLAC 1.5.2 prints a line to the standard output for each and loses its position.
 *
 * <p>This relies on the order in which jFLAC reads, after the warm-up samples and coefficients, which it reads as signed
 * numbers: 2 bits for the coding method, 4 bits for the partition order, then for each partition its Rice parameter and one
 * block. After the parameter that means "unencoded", this class reads the 5 bits that give the width of the samples, and
 * returns 0 in place of the parameter.
 */
final class FlacBits extends BitInputStream {
    private static final int CODING_METHOD_BITS = 2;
    private static final int PARTITION_ORDER_BITS = 4;
    private static final int WIDTH_BITS = 5;

    private final Input in;
    private State state = State.OUTSIDE;
    private int parameterBits;
    private int rawBits = -1;

    FlacBits(Input in) {
        super(stream(in));
        this.in = in;
    }

    /** The offset of the first byte of which no bit has been read. */
    long offset() {
        return in.offset() - getInputBytesUnconsumed();
    }

    boolean atEnd() throws IOException {
        return getInputBytesUnconsumed() == 0 && in.atEnd();
    }

    void beginPredictedSubframe() {
        state = State.CODING_METHOD;
    }

    void endSubframe() {
        state = State.OUTSIDE;
    }

    @Override
    public int readRawUInt(int bits) throws IOException {
        int value = super.readRawUInt(bits);
        if (state == State.CODING_METHOD && bits == CODING_METHOD_BITS) {
            parameterBits = value == 0 ? 4 : 5;
            state = State.PARTITION_ORDER;
        } else if (state == State.PARTITION_ORDER && bits == PARTITION_ORDER_BITS) {
            state = State.PARTITIONS;
        } else if (state == State.PARTITIONS && value == (1 << parameterBits) - 1) {
            rawBits = super.readRawUInt(WIDTH_BITS);
            return 0;
        }
        return value;
    }

    @Override
    public void readRiceSignedBlock(int[] values, int offset, int count, int parameter) throws IOException {
        if (count < 0) {
            throw in.refused("a FLAC partition must have at least as many samples as its predictor's order, but lacks "
                    + -count);
        }
        if (rawBits < 0) {
            super.readRiceSignedBlock(values, offset, count, parameter);
            return;
        }
        for (int i = 0; i < count; i++) {
            values[offset + i] = readRawInt(rawBits);
        }
        rawBits = -1;
    }

    /**
     * Refuses the end of the input, which the library would take for the end of the audio: whenever it reads, bytes must
     * follow.
     */
    private static InputStream stream(Input in) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                if (count == 0) {
                    throw new EOFException("no space to read into");
                }
                int n = in.readSome(target, offset, count);
                if (n < 0) {
                    throw in.truncated("a FLAC frame");
                }
                return n;
            }
        };
    }

    private enum State {
        OUTSIDE,
        CODING_METHOD,
        PARTITION_ORDER,
        PARTITIONS
    }
}
