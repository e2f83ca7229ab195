package io.ser4j.formats.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jflac.io.BitInputStream;

/**
 * The bits of FLAC frames, for the classes of jFLAC that read subframes. It decodes the partitions of a residual that are
 * stored unencoded (RFC 9639, section 9.2.7.1) by itself: there jFLAC 1.5.2 writes to the standard output and loses its place.
 *
 * <p>The order of reads that it relies on, after the warm-up samples and coefficients, which are read as signed numbers:
 * 2 bits for the width of a Rice parameter, 4 bits for the number of partitions, then for each partition its parameter and
 * one block. To the parameter that means "unencoded" it adds the 5 bits of the samples' width and reports 0 in its place.
 */
final class FlacBits extends BitInputStream {
    private static final int CODING_BITS = 2;
    private static final int ORDER_BITS = 4;
    private static final int WIDTH_BITS = 5;

    private final Input in;
    private Place place = Place.ELSEWHERE;
    private int parameterBits;
    private int rawBits = -1;

    FlacBits(Input in) {
        super(stream(in));
        this.in = in;
    }

    /** Where the next bit stands. */
    long offset() {
        return in.offset() - getInputBytesUnconsumed();
    }

    boolean atEnd() throws IOException {
        return getInputBytesUnconsumed() == 0 && in.atEnd();
    }

    void beginPredictedSubframe() {
        place = Place.CODING;
    }

    void endSubframe() {
        place = Place.ELSEWHERE;
    }

    @Override
    public int readRawUInt(int bits) throws IOException {
        int value = super.readRawUInt(bits);
        if (place == Place.CODING && bits == CODING_BITS) {
            parameterBits = value == 0 ? 4 : 5;
            place = Place.ORDER;
        } else if (place == Place.ORDER && bits == ORDER_BITS) {
            place = Place.PARTITIONS;
        } else if (place == Place.PARTITIONS && value == (1 << parameterBits) - 1) {
            rawBits = super.readRawUInt(WIDTH_BITS);
            return 0;
        }
        return value;
    }

    @Override
    public void readRiceSignedBlock(int[] values, int offset, int count, int parameter) throws IOException {
        if (count < 0) {
            throw in.refused("a FLAC partition must hold as many samples as its predictor needs, but misses " + -count);
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

    /** The library takes the end of its input for the end of the audio; where it asks for more, there must be more. */
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
                    throw new EOFException("no place to read to");
                }
                int n = in.readSome(target, offset, count);
                if (n < 0) {
                    throw in.truncated("a FLAC frame");
                }
                return n;
            }
        };
    }

    private enum Place {
        ELSEWHERE,
        CODING,
        ORDER,
        PARTITIONS
    }
}
