package io.ser4j.internal;

import io.ser4j.AudioClip;
import io.ser4j.AudioFormatException;
import io.ser4j.AudioLimits;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Decodes the data chunk of a WAV file.
 *
 * <p>Nothing is lost and nothing is made up: a chunk that ends before its stated size is refused, as is an incomplete last
 * frame. A streamed file, whose writer could not go back to fill in the size, is read to the end of the input; see
 * {@link StreamedSize}.
 */
final class DataChunk {
    private static final int BUFFER_BYTES = 1 << 16;

    private final BoundedInput in;
    private final RiffChunks chunks;
    private final RiffChunks.Chunk chunk;
    private final WavFormat format;
    private final AudioLimits limits;
    private final boolean streamed;
    private final ByteBuffer buffer;
    private final SampleSink samples = new SampleSink();

    /**
     * Prepares to read.
     *
     * @param chunks the file, with the body of the chunk next in the input
     * @param chunk what its header says
     */
    DataChunk(BoundedInput in, RiffChunks chunks, RiffChunks.Chunk chunk, WavFormat format, AudioLimits limits) {
        this.in = in;
        this.chunks = chunks;
        this.chunk = chunk;
        this.format = format;
        this.limits = limits;
        this.streamed = StreamedSize.isPlaceholder(chunk, format.frameBytes(), chunks.riffSize());
        this.buffer = ByteBuffer.allocate(bufferBytes()).order(chunks.order());
    }

    /**
     * Reads all samples.
     *
     * @return [frames × channels] row-major, at least one frame
     */
    float[] read() throws IOException {
        if (streamed) {
            readToTheEnd();
        } else {
            readStatedSize();
        }
        if (samples.size() == 0) {
            throw empty();
        }
        return samples.toArray();
    }

    /** A whole number of samples; a small chunk needs no large buffer, yet one that holds what might be another chunk's header. */
    private int bufferBytes() {
        int sampleBytes = format.encoding().bytes();
        long needed = streamed ? BUFFER_BYTES : Math.min(BUFFER_BYTES, chunk.size());
        return (int) (Math.max(needed / sampleBytes, 1) * sampleBytes);
    }

    private void readStatedSize() throws IOException {
        long size = chunk.size();
        if (size % format.frameBytes() != 0) {
            throw new AudioFormatException(
                    "the size of the data chunk must be a multiple of the " + format.frameBytes()
                            + " bytes of a frame, but was " + size,
                    chunk.offset() - Integer.BYTES);
        }
        in.requireWithinLimit(size, "the data chunk");
        requireWithinDuration(size);
        long left = size;
        while (left > 0) {
            int wanted = (int) Math.min(buffer.capacity(), left);
            int n = in.readUpTo(buffer.array(), 0, wanted);
            if (n < wanted) {
                throw in.truncated("the data chunk", size, size - left + n);
            }
            decode(n);
            left -= n;
        }
    }

    private void readToTheEnd() throws IOException {
        int n = in.readUpTo(buffer.array(), 0, RiffChunks.CHUNK_HEADER_BYTES);
        if (chunk.size() == 0
                && n == RiffChunks.CHUNK_HEADER_BYTES
                && chunks.isChunkWithinFile(buffer.array(), chunk.offset())) {
            throw empty();
        }
        n += in.readUpTo(buffer.array(), n, buffer.capacity() - n);
        while (n > 0) {
            requireWithinDuration(in.offset() - chunk.offset());
            decode(n);
            n = in.readUpTo(buffer.array(), 0, buffer.capacity());
        }
        long size = in.offset() - chunk.offset();
        if (size % format.frameBytes() != 0) {
            throw new AudioFormatException(
                    "streamed data must end with a whole frame of " + format.frameBytes() + " bytes, but has " + size
                            + " bytes",
                    in.offset());
        }
    }

    private void requireWithinDuration(long bytes) {
        double seconds = (double) (bytes / format.frameBytes()) / format.sampleRateHz();
        if (seconds > limits.maxSeconds() || bytes / format.encoding().bytes() > SampleSink.MAX_SAMPLES) {
            throw new AudioFormatException(
                    "the audio must last at most " + limits.maxSeconds()
                            + " s (AudioLimits.maxSeconds) and have at most " + SampleSink.MAX_SAMPLES
                            + " samples, but has " + seconds + " s at least",
                    chunk.offset() - Integer.BYTES);
        }
    }

    /** Decodes the first bytes of the buffer, which end where the input stands now. */
    private void decode(int count) {
        SampleEncoding encoding = format.encoding();
        buffer.clear().limit(count);
        while (buffer.remaining() >= encoding.bytes()) {
            double sample = encoding.read(buffer);
            if (!(Math.abs(sample) <= AudioClip.MAX_AMPLITUDE)) {
                throw unusable(sample, in.offset() - buffer.remaining() - encoding.bytes());
            }
            samples.add((float) sample);
        }
    }

    private static AudioFormatException unusable(double sample, long offset) {
        return new AudioFormatException(
                "samples must be finite with full scale at [-1, 1] and never beyond " + AudioClip.MAX_AMPLITUDE
                        + ", but one was " + sample,
                offset);
    }

    private AudioFormatException empty() {
        return new AudioFormatException(
                "a WAV file must have at least one sample, but its data chunk is empty", chunk.offset());
    }
}
