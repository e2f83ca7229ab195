package io.ser4j.formats;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Splits Ogg files into pages and joins them, with checksums computed bit by bit. */
final class OggFiles {
    private static final int CHECKSUM_OFFSET = 22;

    private OggFiles() {}

    /** The pages of an intact file. */
    static List<byte[]> pages(byte[] file) {
        List<byte[]> pages = new ArrayList<>();
        for (int at = 0; at < file.length; ) {
            int length = pageLength(file, at);
            pages.add(Arrays.copyOfRange(file, at, at + length));
            at += length;
        }
        return pages;
    }

    /** Joins pages, each with its correct checksum. */
    static byte[] join(List<byte[]> pages) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (byte[] page : pages) {
            byte[] corrected = page.clone();
            correctChecksums(corrected, 0, corrected.length);
            file.writeBytes(corrected);
        }
        return file.toByteArray();
    }

    /** The file with the correct checksum in each page, up to the first place where no page begins. */
    static byte[] correctChecksums(byte[] file) {
        byte[] corrected = file.clone();
        for (int at = 0; at + 27 < file.length && file[at] == 'O' && file[at + 3] == 'S'; ) {
            int length = pageLength(file, at);
            if (length < 0 || at + length > file.length) {
                break;
            }
            correctChecksums(corrected, at, length);
            at += length;
        }
        return corrected;
    }

    private static int pageLength(byte[] file, int at) {
        int segments = file[at + 26] & 0xFF;
        int length = 27 + segments;
        for (int i = 0; i < segments; i++) {
            if (at + 27 + i >= file.length) {
                return -1;
            }
            length += file[at + 27 + i] & 0xFF;
        }
        return length;
    }

    private static void correctChecksums(byte[] file, int at, int length) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(at + CHECKSUM_OFFSET, 0);
        int checksum = 0;
        for (int i = at; i < at + length; i++) {
            for (int bit = 7; bit >= 0; bit--) {
                boolean high = (checksum < 0) != ((file[i] >> bit & 1) == 1);
                checksum = checksum << 1 ^ (high ? 0x04C11DB7 : 0);
            }
        }
        bytes.putInt(at + CHECKSUM_OFFSET, checksum);
    }
}
