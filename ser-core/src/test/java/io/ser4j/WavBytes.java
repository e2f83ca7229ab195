package io.ser4j;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes WAV files for tests, byte by byte, with any header. */
final class WavBytes {
    private static final byte[] SUB_FORMAT_TAIL = {
        0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xAA, 0, 0x38, (byte) 0x9B, 0x71
    };

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A file with a plain fmt chunk of 16 bytes and one data chunk. */
    static byte[] plain(int tag, int channels, int rateHz, int bits, byte[] data) {
        return new WavBytes()
                .riff("RIFF", 0)
                .fmt(tag, channels, rateHz, channels * ((bits + 7) / 8), bits)
                .chunk("data", data)
                .sized();
    }

    /** A 16-bit mono file at 8 kHz. */
    static byte[] pcm16(int... samples) {
        ByteBuffer data = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int sample : samples) {
            data.putShort((short) sample);
        }
        return plain(1, 1, 8000, 16, data.array());
    }

    /** An extensible file with one data chunk. */
    static byte[] extensible(int subTag, int channels, int container, int bits, int validBits, byte[] data) {
        return new WavBytes()
                .riff("RIFF", 0)
                .chunk("fmt ", extensibleFmt(subTag, channels, container, bits, validBits))
                .chunk("data", data)
                .sized();
    }

    /** The body of an extensible fmt chunk at 8 kHz. */
    static byte[] extensibleFmt(int subTag, int channels, int container, int bits, int validBits) {
        return ByteBuffer.allocate(40)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(fmtBody(0xFFFE, channels, 8000, channels * container, bits))
                .putShort((short) 22)
                .putShort((short) validBits)
                .putInt(0)
                .putShort((short) subTag)
                .putShort((short) 0)
                .put(SUB_FORMAT_TAIL)
                .array();
    }

    /** An RF64 file with its sizes in the ds64 chunk. */
    static byte[] rf64(byte[] data, long dataSize) {
        byte[] ds64 = ByteBuffer.allocate(28)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(0)
                .putLong(dataSize)
                .putLong(0)
                .putInt(0)
                .array();
        return new WavBytes()
                .riff("RF64", -1)
                .chunk("ds64", ds64)
                .fmt(1, 1, 8000, 2, 16)
                .chunk("data", -1, data)
                .bytes();
    }

    WavBytes riff(String id, int size) {
        return text(id).int32(size).text("WAVE");
    }

    WavBytes fmt(int tag, int channels, int rateHz, int blockAlign, int bits) {
        return chunk("fmt ", fmtBody(tag, channels, rateHz, blockAlign, bits));
    }

    WavBytes chunk(String id, byte[] body) {
        return chunk(id, body.length, body);
    }

    /** A chunk that states any size; no pad byte follows. */
    WavBytes chunk(String id, int statedSize, byte[] body) {
        return text(id).int32(statedSize).raw(body);
    }

    WavBytes raw(byte... bytes) {
        out.writeBytes(bytes);
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    /** The bytes, with the true size in the file header. */
    byte[] sized() {
        byte[] bytes = bytes();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(4, bytes.length - 8);
        return bytes;
    }

    private static byte[] fmtBody(int tag, int channels, int rateHz, int blockAlign, int bits) {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) tag)
                .putShort((short) channels)
                .putInt(rateHz)
                .putInt(rateHz * blockAlign)
                .putShort((short) blockAlign)
                .putShort((short) bits)
                .array();
    }

    private WavBytes text(String text) {
        return raw(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private WavBytes int32(int value) {
        return raw(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }
}
