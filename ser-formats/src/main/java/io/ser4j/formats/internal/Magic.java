package io.ser4j.formats.internal;

import java.nio.charset.StandardCharsets;

/** The bytes by which formats are told. */
final class Magic {
    /** The number of segments stands at this offset of an Ogg page, the table of their sizes after it. */
    private static final int OGG_SEGMENT_COUNT = 26;

    private Magic() {}

    /** Whether the given ASCII characters stand at the given place. */
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

    /** Whether an Ogg page begins here, and its first packet so. */
    static boolean oggPacket(byte[] bytes, int length, String magic) {
        return at(bytes, length, 0, "OggS")
                && length > OGG_SEGMENT_COUNT
                && at(bytes, length, OGG_SEGMENT_COUNT + 1 + (bytes[OGG_SEGMENT_COUNT] & 0xFF), magic);
    }

    /** Four bytes, the first one highest. */
    static int word(byte[] bytes, int offset) {
        return (bytes[offset] & 0xFF) << 24
                | (bytes[offset + 1] & 0xFF) << 16
                | (bytes[offset + 2] & 0xFF) << 8
                | bytes[offset + 3] & 0xFF;
    }

    /** The given number of bytes up to eight, the first one lowest. */
    static long littleEndian(byte[] bytes, int offset, int count) {
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | bytes[offset + i] & 0xFF;
        }
        return value;
    }
}
