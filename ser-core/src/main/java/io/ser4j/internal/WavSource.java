package io.ser4j.internal;

import io.ser4j.AudioClip;
import io.ser4j.AudioFormatException;
import io.ser4j.spi.PcmSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Decodes the data chunk of a WAV file as its bytes arrive, in one buffer of at most 64 kB, or of one frame if that is larger.
 *
 * <p>No samples are lost or made up: a chunk that ends before its stated size is refused once the frames before that
 * are read, as is an incomplete last frame. A streamed file, whose writer could not go back to fill in the size, is read to
 * the end of the input; see {@link StreamedSize}. So is a file that ends where it must if its size counts the header, too.
 */
final class WavSource implements PcmSource {
    private static final int BUFFER_BYTES = 1 << 16;

    private final BoundedInput in;
    private final RiffChunks.Chunk chunk;
    private final WavFormat format;
    private final ReadLimits limits;
    private final boolean streamed;
    private final ByteBuffer buffer;
    private long left;

    /**
     * Prepares to read, and checks what can be checked by the header alone.
     *
     * @param chunks the file, with the body of its data chunk next in the input
     * @param chunk the header of that chunk
     */
    WavSource(BoundedInput in, RiffChunks chunks, RiffChunks.Chunk chunk, WavFormat format, ReadLimits limits)
            throws IOException {
        this.in = in;
        this.chunk = chunk;
        this.format = format;
        this.limits = limits;
        this.streamed = StreamedSize.isPlaceholder(chunk, format.frameBytes(), chunks.riffSize());
        this.left = streamed ? Long.MAX_VALUE : chunk.size();
        this.buffer = ByteBuffer.allocate(bufferBytes()).order(chunks.order()).limit(0);
        if (streamed) {
            requireNoChunkNext(chunks);
        } else {
            requireUsableSize();
        }
    }

    @Override
    public int sampleRateHz() {
        return format.sampleRateHz();
    }

    @Override
    public int channels() {
        return format.channels();
    }

    @Override
    public int read(float[] interleaved, int maxFrames) throws IOException {
        if (buffer.remaining() < format.frameBytes() && !fill()) {
            return -1;
        }
        return decode(interleaved, Math.min(maxFrames, buffer.remaining() / format.frameBytes()));
    }

    /** A whole number of frames. A small chunk needs no large buffer; for a streamed one, a chunk's header must fit into it. */
    private int bufferBytes() {
        long needed = Math.min(BUFFER_BYTES, left);
        return (int) (Math.max(needed / format.frameBytes(), 1) * format.frameBytes());
    }

    private void requireUsableSize() {
        long size = chunk.size();
        if (size % format.frameBytes() != 0) {
            throw new AudioFormatException(
                    "the size of the data chunk must be a multiple of the " + format.frameBytes()
                            + " bytes of a frame, but was " + size,
                    chunk.offset() - Integer.BYTES);
        }
        in.requireWithinLimit(size, "the data chunk");
        requireWithinDuration(size);
    }

    /** Refuses a chunk of size 0 that is followed by another chunk, and so is not streamed but empty. */
    private void requireNoChunkNext(RiffChunks chunks) throws IOException {
        int n = in.readUpTo(buffer.array(), 0, RiffChunks.CHUNK_HEADER_BYTES);
        if (chunk.size() == 0
                && n == RiffChunks.CHUNK_HEADER_BYTES
                && chunks.isChunkWithinFile(buffer.array(), chunk.offset())) {
            throw empty();
        }
        buffer.limit(n);
        requireWithinDuration(n);
    }

    /** Reads until there is a whole frame, and as much more as comes with it: a full buffer of a live stream would take long. */
    private boolean fill() throws IOException {
        buffer.compact();
        while (buffer.position() < format.frameBytes()) {
            int wanted = (int) Math.min(buffer.remaining(), left);
            int n = wanted == 0 ? -1 : in.readSome(buffer.array(), buffer.position(), wanted);
            if (n < 0) {
                buffer.flip();
                requireComplete();
                return false;
            }
            buffer.position(buffer.position() + n);
            if (streamed) {
                requireWithinDuration(in.offset() - chunk.offset());
            } else {
                left -= n;
            }
        }
        buffer.flip();
        return true;
    }

    private void requireComplete() {
        if (!streamed) {
            if (left > 0 && !countsTheHeader()) {
                throw in.truncated("the data chunk", chunk.size(), chunk.size() - left);
            }
            return;
        }
        long size = in.offset() - chunk.offset();
        if (size % format.frameBytes() != 0) {
            throw new AudioFormatException(
                    "streamed data must end with a whole frame of " + format.frameBytes() + " bytes, but has " + size
                            + " bytes",
                    in.offset());
        }
        if (size == 0) {
            throw empty();
        }
    }

    /** Whether the stated size is that of the whole file, as some recorders state it, and the file ends with a whole frame. */
    private boolean countsTheHeader() {
        long there = in.offset() - chunk.offset();
        return chunk.size() == in.offset() && there > 0 && there % format.frameBytes() == 0;
    }

    private void requireWithinDuration(long bytes) {
        long frames = bytes / format.frameBytes();
        limits.requireWithin(frames, format.channels(), format.sampleRateHz(), () -> chunk.offset() - Integer.BYTES);
    }

    /** Decodes the frames before one with an unusable sample, or refuses that one if it is the first. */
    private int decode(float[] interleaved, int frames) {
        SampleEncoding encoding = format.encoding();
        int at = 0;
        for (int frame = 0; frame < frames; frame++) {
            int start = buffer.position();
            for (int channel = 0; channel < format.channels(); channel++) {
                double sample = encoding.read(buffer);
                if (!(Math.abs(sample) <= AudioClip.MAX_AMPLITUDE)) {
                    if (frame == 0) {
                        throw unusable(sample, channel, in.offset() - buffer.remaining() - encoding.bytes());
                    }
                    buffer.position(start);
                    return frame;
                }
                interleaved[at++] = (float) sample;
            }
        }
        return frames;
    }

    private AudioFormatException unusable(double sample, int channel, long offset) {
        double seconds = (double) ((offset - chunk.offset()) / format.frameBytes()) / format.sampleRateHz();
        return new AudioFormatException(
                "samples must be finite with full scale at [-1, 1] and never beyond " + AudioClip.MAX_AMPLITUDE
                        + ", but that at " + seconds + " s in channel " + (channel + 1) + " of " + format.channels()
                        + " was "
                        + sample,
                offset);
    }

    private AudioFormatException empty() {
        return new AudioFormatException(
                "a WAV file must have at least one sample, but its data chunk is empty", chunk.offset());
    }
}
