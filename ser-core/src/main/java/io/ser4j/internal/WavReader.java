package io.ser4j.internal;

import io.ser4j.AudioFormatException;
import io.ser4j.spi.PcmSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads WAV: the chunks of a RIFF, RIFX, RF64 or BW64 file up to the end of the first data chunk, in one pass.
 *
 * <p>Sources: IBM and Microsoft, "Multimedia Programming Interface and Data Specifications 1.0" (1991); Microsoft,
 * "Multiple Channel Audio Data and WAVE Files" (2001); EBU Tech 3306 (RF64); ITU-R BS.2088 (BW64).
 */
final class WavReader {
    private final BoundedInput in;
    private final ReadLimits limits;
    private final RiffChunks chunks;

    private WavReader(BoundedInput in, ReadLimits limits) throws IOException {
        this.in = in;
        this.limits = limits;
        this.chunks = RiffChunks.open(in);
    }

    /**
     * Reads the header; see {@link io.ser4j.AudioReader} for what is accepted.
     *
     * @param in from its first byte; read no further than the samples
     * @return the source of the samples
     * @throws AudioFormatException if the bytes are no readable WAV file within the limits
     * @throws IOException if the stream fails
     */
    static PcmSource open(BoundedInput in, ReadLimits limits) throws IOException {
        WavReader reader = new WavReader(in, limits);
        WavFormat format = reader.readFormat();
        return new WavSource(in, reader.chunks, reader.chunks.skipTo("data"), format, limits);
    }

    private WavFormat readFormat() throws IOException {
        RiffChunks.Chunk chunk = chunks.skipTo("fmt ");
        if (chunk.size() < WavFormat.MIN_BYTES) {
            throw new AudioFormatException(
                    "the fmt chunk must have at least " + WavFormat.MIN_BYTES + " bytes, but has " + chunk.size(),
                    chunk.offset());
        }
        int length = (int) Math.min(chunk.size(), WavFormat.MAX_BYTES);
        ByteBuffer body = ByteBuffer.allocate(length).order(chunks.order());
        in.readFully(body.array(), 0, length, "the fmt chunk");
        in.skipFully(chunk.size() - length, "the rest of the fmt chunk");
        return WavFormat.parse(body, chunk.offset(), limits.audio());
    }
}
