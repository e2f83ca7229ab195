package io.ser4j.formats.internal;

/** The checksum of an Ogg page (RFC 3533): polynomial 04C11DB7, most significant bit first, initial value 0. */
final class Crc32Ogg {
    private static final int POLYNOMIAL = 0x04C11DB7;
    private static final int[] TABLE = new int[256];

    static {
        for (int i = 0; i < TABLE.length; i++) {
            int value = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                value = value << 1 ^ (value < 0 ? POLYNOMIAL : 0);
            }
            TABLE[i] = value;
        }
    }

    private Crc32Ogg() {}

    /** Updates a checksum with the first {@code count} bytes. */
    static int update(int checksum, byte[] bytes, int count) {
        int value = checksum;
        for (int i = 0; i < count; i++) {
            value = value << 8 ^ TABLE[value >>> 24 ^ bytes[i] & 0xFF];
        }
        return value;
    }
}
