package io.ser4j.spi;

import java.io.Closeable;
import java.io.IOException;

/** Decoded audio, pulled piece by piece. For one thread at a time. */
public interface PcmSource extends Closeable {
    /**
     * The sample rate.
     *
     * @return frames per second in Hz, positive; the same on each call
     */
    int sampleRateHz();

    /**
     * The number of channels.
     *
     * @return 1 for mono; the same on each call
     */
    int channels();

    /**
     * Decodes on.
     *
     * @param interleaved where the frames are written, from its start: [maxFrames × channels] at least, row-major, full scale at
     *     [-1, 1]
     * @param maxFrames how many frames to write at most, positive
     * @return how many frames were written, at least 1; or -1 where the audio has ended
     * @throws io.ser4j.AudioFormatException if the bytes are not readable
     * @throws IOException if the input ends too early, say; see {@link AudioDecoder#open}
     */
    int read(float[] interleaved, int maxFrames) throws IOException;

    /** Frees what the decoder holds, in the thread that reads; the input belongs to the caller. Does nothing unless overridden. */
    @Override
    default void close() {}
}
