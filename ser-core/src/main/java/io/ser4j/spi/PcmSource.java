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
     * Decodes the next frames.
     *
     * @param interleaved the array to fill from its start: at least [maxFrames × channels], row-major, full scale at
     *     [-1, 1]
     * @param maxFrames the most frames to write, positive
     * @return the number of frames written, at least 1; or -1 at the end of the audio
     * @throws io.ser4j.AudioFormatException if the bytes cannot be decoded
     * @throws IOException for example if the input ends too early; see {@link AudioDecoder#open}
     */
    int read(float[] interleaved, int maxFrames) throws IOException;

    /** Frees the decoder's resources, on the thread that reads; the input belongs to the caller. Does nothing by default. */
    @Override
    default void close() {}
}
