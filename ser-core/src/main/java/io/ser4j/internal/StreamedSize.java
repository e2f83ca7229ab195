package io.ser4j.internal;

import java.util.stream.LongStream;

/**
 * Tells a data chunk's true size from what stands in its place where the writer could not go back to fill it in.
 *
 * <p>Such a size is one of these:
 *
 * <ul>
 *   <li>0, or in a ds64 chunk 0 or all ones; any other size in a ds64 chunk is true, for it was filled in;
 *   <li>what a known writer leaves, rounded down to a whole frame as that writer does: sox and arecord give the file a size
 *       that agrees with it, so nothing but the value itself tells;
 *   <li>any other value up to 4 kB below 2^31 or 2^32, which is where writers land who count headers or whole buffers off
 *       it, unless the size of the file says otherwise: one that covers the chunk and is no placeholder itself.
 * </ul>
 */
final class StreamedSize {
    private static final int RANGE = 1 << 12;

    /** Of sox; of those that count signed; of arecord; of ffmpeg and most others. */
    private static final long[] LEFT_BY_WRITERS = {0x7FFF_F000L, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFFL};

    private StreamedSize() {}

    /**
     * Whether the size says nothing, so that the data goes on to the end of the input.
     *
     * @param data the header of the data chunk
     * @param frameBytes the bytes of a frame, at least 1
     * @param riffSize the size in the file header: the bytes after its first eight
     */
    static boolean isPlaceholder(RiffChunks.Chunk data, int frameBytes, long riffSize) {
        long size = data.size();
        if (size == 0 || data.sizeIsFromDs64()) {
            return size == 0;
        }
        if (isLeftByAWriter(size, frameBytes)) {
            return true;
        }
        boolean near = isJustBelow(1L << 31, size) || isJustBelow(1L << 32, size);
        boolean covered = data.offset() + size <= RiffChunks.CHUNK_HEADER_BYTES + riffSize;
        return near && (!covered || isLeftByAWriter(riffSize, 1));
    }

    private static boolean isLeftByAWriter(long size, int unit) {
        return LongStream.of(LEFT_BY_WRITERS).anyMatch(left -> size <= left && size > left - unit);
    }

    private static boolean isJustBelow(long bound, long size) {
        return size <= bound && size >= bound - RANGE;
    }
}
