package io.ser4j.internal;

import io.ser4j.AudioFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The chunks of a RIFF, RIFX, RF64 or BW64 file of form WAVE, read in one pass. */
final class RiffChunks {
    /**
     * One chunk.
     *
     * @param id four characters
     * @param size the bytes of its body, 0 to 2^63 - 1
     * @param offset the offset of its body in the input
     * @param sizeIsFromDs64 whether the size is the 64-bit one from the ds64 chunk
     */
    record Chunk(String id, long size, long offset, boolean sizeIsFromDs64) {}

    private static final int FILE_HEADER_BYTES = 12;
    /** The bytes of a chunk's id and size. */
    static final int CHUNK_HEADER_BYTES = 8;

    private static final int DS64_BYTES = 24;
    private static final long SIZE_IS_IN_DS64 = 0xFFFF_FFFFL;

    /** The ids of required and frequent chunks; wherever one of them is found, a chunk begins. */
    private static final Set<String> COMMON = Set.of("fmt ", "data", "LIST", "fact", "JUNK", "bext", "ds64");

    private static final Set<String> FILE_IDS = Set.of("RIFF", "RIFX", "RF64", "BW64");

    private final BoundedInput in;
    private final ByteOrder order;
    private final boolean wide;
    private final long riffSize;
    private long wideDataSize = -1;
    private boolean afterOddChunk;

    private RiffChunks(BoundedInput in, ByteOrder order, boolean wide, long riffSize) {
        this.in = in;
        this.order = order;
        this.wide = wide;
        this.riffSize = riffSize;
    }

    /** Whether an input that begins with these bytes is a RIFF, RIFX, RF64 or BW64 file, of any form. */
    static boolean begin(byte[] head) {
        return head.length >= 4 && FILE_IDS.contains(text(head, 0, 4));
    }

    /**
     * Reads the file header of an input that {@linkplain #begin begins} as such a file.
     *
     * @throws AudioFormatException if the header is cut short or its form is not WAVE
     */
    static RiffChunks open(BoundedInput in) throws IOException {
        byte[] head = new byte[FILE_HEADER_BYTES];
        int length = in.readUpTo(head, 0, head.length);
        String id = text(head, 0, 4);
        boolean wide = id.equals("RF64") || id.equals("BW64");
        if (length < head.length) {
            throw in.truncated("the " + id + " header", head.length, length);
        }
        if (!text(head, 8, 4).equals("WAVE")) {
            throw new AudioFormatException("the form of a " + id + " file must be WAVE, but was " + quoted(head, 8), 8);
        }
        ByteOrder order = id.equals("RIFX") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        long size = Integer.toUnsignedLong(ByteBuffer.wrap(head).order(order).getInt(4));
        return new RiffChunks(in, order, wide, size);
    }

    /** The order of the bytes of every number in the file, samples included. */
    ByteOrder order() {
        return order;
    }

    /** The number of bytes after the first eight that the file header states, true or not. */
    long riffSize() {
        return riffSize;
    }

    /**
     * Whether these bytes are the header of a chunk that ends within the file, according to the file header.
     *
     * @param head at least eight bytes
     * @param offset their offset in the input
     */
    boolean isChunkWithinFile(byte[] head, long offset) {
        long size = Integer.toUnsignedLong(ByteBuffer.wrap(head).order(order).getInt(4));
        return isChunkId(head, 0) && offset + size <= riffSize;
    }

    /**
     * Skips everything before the body of the chunk with the given id.
     *
     * @param id the chunk to find; {@code fmt} must be looked for before {@code data}
     * @return the chunk, whose body comes next in the input
     * @throws AudioFormatException if there is none before the input ends, or the chunks before it are malformed
     */
    Chunk skipTo(String id) throws IOException {
        while (true) {
            Chunk chunk = next(id);
            if (chunk.id().equals(id)) {
                return chunk;
            }
            if (chunk.id().equals("data") || chunk.id().equals("fmt ")) {
                throw new AudioFormatException(
                        "a WAV file must have one fmt chunk, followed by a data chunk, but has a "
                                + chunk.id().strip() + " chunk where the " + id.strip() + " chunk is still to come",
                        chunk.offset() - CHUNK_HEADER_BYTES);
            }
            skip(chunk);
        }
    }

    private Chunk next(String wanted) throws IOException {
        byte[] head = new byte[CHUNK_HEADER_BYTES];
        long start = in.offset();
        int length = in.readUpTo(head, 0, head.length);
        if (length == 0 || length == 1 && afterOddChunk) {
            throw new AudioFormatException(
                    "a WAV file must have a " + wanted.strip() + " chunk, but the input ends without one", in.offset());
        }
        if (afterOddChunk && length == head.length && isPadded(head)) {
            System.arraycopy(head, 1, head, 0, head.length - 1);
            length = head.length - 1 + in.readUpTo(head, head.length - 1, 1);
            start++;
        }
        if (length < head.length) {
            throw in.truncated("a chunk header", head.length, length);
        }
        if (!isChunkId(head, 0)) {
            throw new AudioFormatException(
                    "a chunk id must be four printable characters, but was " + quoted(head, 0), start);
        }
        String id = text(head, 0, 4);
        long size = Integer.toUnsignedLong(ByteBuffer.wrap(head).order(order).getInt(4));
        afterOddChunk = size % 2 == 1;
        boolean fromDs64 = wide && id.equals("data") && size == SIZE_IS_IN_DS64;
        return new Chunk(id, fromDs64 ? requireWideDataSize(start) : size, in.offset(), fromDs64);
    }

    private void skip(Chunk chunk) throws IOException {
        String what = "the " + chunk.id().strip() + " chunk";
        in.requireWithinLimit(chunk.size(), what);
        long left = chunk.size();
        if (wide && chunk.id().equals("ds64")) {
            readDataSize(chunk);
            left -= DS64_BYTES;
        }
        in.skipFully(left, what);
    }

    /** The ds64 chunk begins with the true sizes of the file and of its data chunk, 64 bits each. */
    private void readDataSize(Chunk chunk) throws IOException {
        if (chunk.size() < DS64_BYTES) {
            throw new AudioFormatException(
                    "the ds64 chunk must have at least " + DS64_BYTES + " bytes, but has " + chunk.size(),
                    chunk.offset());
        }
        ByteBuffer body = ByteBuffer.allocate(DS64_BYTES).order(order);
        in.readFully(body.array(), 0, DS64_BYTES, "the ds64 chunk");
        long size = body.getLong(8);
        // All ones mean the same as 0: the writer could not go back to fill in the size.
        wideDataSize = size == -1 ? 0 : size;
        if (wideDataSize < 0) {
            throw new AudioFormatException(
                    "the data size must be below 2^63, but was " + Long.toUnsignedString(size), chunk.offset() + 8);
        }
    }

    private long requireWideDataSize(long start) {
        if (wideDataSize < 0) {
            throw new AudioFormatException(
                    "an RF64 file must have a ds64 chunk with the size of its data before the data chunk, but has none",
                    start);
        }
        return wideDataSize;
    }

    /** Whether a pad byte precedes the header: not all writers put one after a chunk of odd size, so the ids must show it. */
    private static boolean isPadded(byte[] head) {
        return !isChunkId(head, 0) || COMMON.contains(text(head, 1, 4));
    }

    private static boolean isChunkId(byte[] bytes, int from) {
        for (int i = from; i < from + 4; i++) {
            if (bytes[i] < ' ' || bytes[i] > '~') {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    private static String quoted(byte[] bytes, int from) {
        return quoted(bytes, from, 4);
    }

    /** Quotes bytes: printable ASCII as it is, others in hexadecimal. */
    static String quoted(byte[] bytes, int from, int length) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = from; i < from + length; i++) {
            out.append(
                    bytes[i] >= ' ' && bytes[i] <= '~'
                            ? String.valueOf((char) bytes[i])
                            : String.format("\\x%02X", bytes[i]));
        }
        return out.append('"').toString();
    }
}
