package io.ser4j.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Unencoded partitions, which no encoder at hand writes, and on which the library prints a line. */
class FlacEscapeTest {
    private static final int FRAMES = 16;
    private static final int[] SAMPLES = {3, -4, 7, 0, -8, 1, 2, -1, 300, -20, 5, 6, -7, -300, 40, 9};

    @Test
    void areReadExactlyAndNothingIsPrinted() throws IOException {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true));
        Decoded decoded;
        try {
            decoded = Decoded.of(file());
        } finally {
            System.setOut(out);
        }
        assertThat(printed.size()).isZero();
        assertThat(decoded.frames()).isEqualTo(FRAMES);
        for (int i = 0; i < FRAMES; i++) {
            assertThat(decoded.samples[i] * 32768).isEqualTo(SAMPLES[i]);
        }
    }

    /** Two partitions: the first one with 5 bits per sample, the second one with 10. */
    private static byte[] file() {
        Bits file = new Bits();
        file.put("fLaC".getBytes(StandardCharsets.US_ASCII));
        file.put(0x80, 8).put(34, 24).put(FRAMES, 16).put(FRAMES, 16).put(0, 24).put(0, 24);
        file.put(16000, 20).put(0, 3).put(15, 5).put(0, 4).put(FRAMES, 32).put(new byte[16]);
        Bits header = new Bits();
        // Sync, fixed block size; 8 bits of block size follow, 16 kHz; mono, 16 bits; frame 0; 16 samples.
        header.put(0xFFF8, 16)
                .put(6, 4)
                .put(5, 4)
                .put(0, 4)
                .put(4, 3)
                .put(0, 1)
                .put(0, 8)
                .put(FRAMES - 1, 8);
        Bits frame = new Bits();
        frame.put(header.bytes()).put(crc(header.bytes(), 0x07, 8), 8);
        // A fixed predictor of order 0; Rice parameters of 4 bits, 2 partitions.
        frame.put(8 << 1, 8).put(0, 2).put(1, 4);
        for (int partition = 0; partition < 2; partition++) {
            int width = partition == 0 ? 5 : 10;
            frame.put(15, 4).put(width, 5);
            for (int i = 0; i < FRAMES / 2; i++) {
                frame.put(SAMPLES[partition * FRAMES / 2 + i], width);
            }
        }
        frame.align();
        file.put(frame.bytes()).put(crc(frame.bytes(), 0x8005, 16), 16);
        return file.bytes();
    }

    private static int crc(byte[] bytes, int polynomial, int width) {
        int value = 0;
        for (byte next : bytes) {
            value ^= (next & 0xFF) << width - 8;
            for (int bit = 0; bit < 8; bit++) {
                value = (value << 1 ^ ((value >> width - 1 & 1) == 1 ? polynomial : 0)) & (1 << width) - 1;
            }
        }
        return value;
    }

    /** Collects bits, the most significant first. */
    private static final class Bits {
        private final StringBuilder digits = new StringBuilder();

        Bits put(int value, int width) {
            for (int bit = width - 1; bit >= 0; bit--) {
                digits.append(value >> bit & 1);
            }
            return this;
        }

        Bits put(byte[] bytes) {
            for (byte next : bytes) {
                put(next, 8);
            }
            return this;
        }

        void align() {
            while (digits.length() % 8 != 0) {
                digits.append('0');
            }
        }

        byte[] bytes() {
            byte[] padded = new BigInteger("1" + digits, 2).toByteArray();
            byte[] bytes = new byte[digits.length() / 8];
            System.arraycopy(padded, padded.length - bytes.length, bytes, 0, bytes.length);
            return bytes;
        }
    }
}
