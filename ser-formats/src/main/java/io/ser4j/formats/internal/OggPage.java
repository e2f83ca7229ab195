package io.ser4j.formats.internal;

import io.ser4j.AudioFormatException;
import java.io.IOException;

/** One page of an Ogg file (RFC 3533, section 6), with a verified checksum. */
final class OggPage {
    private static final int HEADER_BYTES = 27;
    private static final int CHECKSUM_OFFSET = 22;
    private static final int CONTINUED = 1;
    private static final int FIRST = 2;
    private static final int LAST = 4;

    private final byte[] header = new byte[HEADER_BYTES];
    private final byte[] sizes;
    private final byte[] body;

    private OggPage(Input in) throws IOException {
        long offset = in.offset();
        in.readFully(header, 0, HEADER_BYTES, "the header of an Ogg page");
        if (!Magic.at(header, HEADER_BYTES, 0, "OggS") || header[4] != 0) {
            throw new AudioFormatException("an Ogg page must begin with OggS and version 0, but does not", offset);
        }
        sizes = new byte[header[HEADER_BYTES - 1] & 0xFF];
        in.readFully(sizes, 0, sizes.length, "the header of an Ogg page");
        int bytes = 0;
        for (byte size : sizes) {
            bytes += size & 0xFF;
        }
        body = new byte[bytes];
        in.readFully(body, 0, bytes, "an Ogg page");
        requireChecksum(offset);
    }

    static OggPage read(Input in) throws IOException {
        return new OggPage(in);
    }

    /** Whether it begins with the rest of a packet from the page before. */
    boolean continued() {
        return (header[5] & CONTINUED) != 0;
    }

    boolean first() {
        return (header[5] & FIRST) != 0;
    }

    boolean last() {
        return (header[5] & LAST) != 0;
    }

    /** The granule position: that of the end of the last packet that ends on this page, in the codec's units; -1 if none does. */
    long granule() {
        return Magic.littleEndian(header, 6, 8);
    }

    int serial() {
        return (int) Magic.littleEndian(header, 14, 4);
    }

    int sequence() {
        return (int) Magic.littleEndian(header, 18, 4);
    }

    int segments() {
        return sizes.length;
    }

    /** The size of a segment in bytes; after one of 255, the packet continues in the next segment. */
    int segmentSize(int index) {
        return sizes[index] & 0xFF;
    }

    /** The concatenated segments, for reading only. */
    byte[] body() {
        return body;
    }

    private void requireChecksum(long offset) {
        int stated = (int) Magic.littleEndian(header, CHECKSUM_OFFSET, 4);
        byte[] cleared = header.clone();
        for (int i = 0; i < 4; i++) {
            cleared[CHECKSUM_OFFSET + i] = 0;
        }
        int computed = Crc32Ogg.update(0, cleared, HEADER_BYTES);
        computed = Crc32Ogg.update(computed, sizes, sizes.length);
        computed = Crc32Ogg.update(computed, body, body.length);
        if (computed != stated) {
            throw new AudioFormatException(
                    String.format("the checksum of an Ogg page must be %08X, but was %08X", stated, computed), offset);
        }
    }
}
