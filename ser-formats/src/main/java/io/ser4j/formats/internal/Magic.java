package io.ser4j.formats.internal;

import java.nio.charset.StandardCharsets;

/** Recognises formats by their first bytes, and reads numbers from bytes. */
final class Magic {
    /** The offset of the number of segments in an Ogg page; the table of their sizes follows it. */
    private static final int OGG_SEGMENT_COUNT = 26;

    private Magic() {}

    /** Whether the bytes at an offset are the given ASCII characters. */
    static boolean at(byte[] bytes, int length, int offset, String magic) {
        byte[] wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
        if (length - offset < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[offset + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether the bytes begin with an Ogg page, and its first packet with the given characters. */
    static boolean oggPacket(byte[] bytes, int length, String magic) {
        return at(bytes, length, 0, "OggS")
                && length > OGG_SEGMENT_COUNT
                && at(bytes, length, OGG_SEGMENT_COUNT + 1 + (bytes[OGG_SEGMENT_COUNT] & 0xFF), magic);
    }

    /** Four bytes as a big-endian number. */
    static int word(byte[] bytes, int offset) {
        return (bytes[offset] & 0xFF) << 24
                | (bytes[offset + 1] & 0xFF) << 16
                | (bytes[offset + 2] & 0xFF) << 8
                | bytes[offset + 3] & 0xFF;
    }

    /** Up to eight bytes as a little-endian number. */
    static long littleEndian(byte[] bytes, int offset, int count) {
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | bytes[offset + i] & 0xFF;
        }
        return value;
    }
}
