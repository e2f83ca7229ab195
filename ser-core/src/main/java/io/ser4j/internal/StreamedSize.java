package io.ser4j.internal;

import java.util.stream.LongStream;

/**
 * Tells the true size of a data chunk from a placeholder, left by a writer that could not go back to fill it in.
 *
 * <p>A placeholder is one of these:
 *
 * <ul>
 *   <li>0, or in a ds64 chunk 0 or all ones; any other size in a ds64 chunk is true, since it was filled in;
 *   <li>what a known writer leaves, rounded down to a whole frame as that writer does: sox and arecord give the file a size
 *       that agrees with it, so only the value itself shows it;
 *   <li>any other value up to 4 kB below 2^31 or 2^32, from which writers may subtract headers or round down to whole
 *       buffers; unless the size of the file covers the chunk and is not a placeholder itself.
 * </ul>
 */
final class StreamedSize {
    private static final int RANGE = 1 << 12;

    /** The placeholders of sox; writers with signed sizes; arecord; ffmpeg and most others. */
    private static final long[] LEFT_BY_WRITERS = {0x7FFF_F000L, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFFL};

    private StreamedSize() {}

    /**
     * Whether the size is a placeholder, so that the data continues to the end of the input.
     *
     * @param data the header of the data chunk
     * @param frameBytes the bytes of a frame, at least 1
     * @param riffSize the number of bytes after the first eight that the file header states
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
