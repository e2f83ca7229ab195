package io.ser4j.internal;

import io.ser4j.AudioClip;
import io.ser4j.AudioFormatException;
import io.ser4j.AudioLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Reads WAV: the chunks of a RIFF, RIFX, RF64 or BW64 file up to the end of the first data chunk, in one pass.
 *
 * <p>Sources: IBM and Microsoft, "Multimedia Programming Interface and Data Specifications 1.0" (1991); Microsoft,
 * "Multiple Channel Audio Data and WAVE Files" (2001); EBU Tech 3306 (RF64); ITU-R BS.2088 (BW64).
 *
 * <p>Memory: the samples, which cost at most twice their final size while their number is not yet known to be true, and
 * one buffer of 64 kB.
 */
public final class WavReader {
    /** Makes a clip around samples that nobody else holds. */
    @FunctionalInterface
    public interface ClipFactory {
        /**
         * Makes a clip.
         *
         * @param interleaved [frames × channels] row-major; handed over
         * @param sampleRateHz frames per second
         * @param channels the number of channels
         * @return the clip
         */
        AudioClip create(float[] interleaved, int sampleRateHz, int channels);
    }

    private final BoundedInput in;
    private final AudioLimits limits;
    private final RiffChunks chunks;

    private WavReader(InputStream in, AudioLimits limits) throws IOException {
        this.in = new BoundedInput(in, limits.maxBytes());
        this.limits = limits;
        this.chunks = RiffChunks.open(this.in);
    }

    /**
     * Reads a clip; see {@link AudioClip#read(InputStream, AudioLimits)} for what is accepted.
     *
     * @param in the bytes; not closed, and read no further than the samples
     * @param limits what the file may ask for
     * @param clips makes the clip
     * @return the clip
     * @throws AudioFormatException if the bytes are no readable WAV file within the limits
     * @throws IOException if the stream fails
     */
    public static AudioClip read(InputStream in, AudioLimits limits, ClipFactory clips) throws IOException {
        WavReader reader = new WavReader(in, limits);
        WavFormat format = reader.readFormat();
        return clips.create(reader.readSamples(format), format.sampleRateHz(), format.channels());
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
        return WavFormat.parse(body, chunk.offset(), limits);
    }

    private float[] readSamples(WavFormat format) throws IOException {
        RiffChunks.Chunk data = chunks.skipTo("data");
        return new DataChunk(in, chunks, data, format, limits).read();
    }
}
