package io.ser4j.spi;

import io.ser4j.AudioLimits;
import java.io.IOException;
import java.io.InputStream;

/**
 * A decoder of one audio format, found by {@link java.util.ServiceLoader}. Formats are recognised by their first bytes, never
 * by file name. Loading a decoder must have no side effects and must not need the library that it may be based on; opening
 * may.
 *
 * <p>A decoder is called in a thread of its own under a watchdog; see {@link io.ser4j.AudioReader}. Whatever it throws, the
 * caller gets an {@link io.ser4j.AudioFormatException}. Once its samples are no longer wanted, every read of its input fails
 * and its thread is interrupted: the decoder then ends by throwing any exception.
 */
public interface AudioDecoder {
    /** The most bytes of an input that {@link #accepts} is shown. */
    int HEAD_BYTES = 64;

    /**
     * The name of the format, as people write it.
     *
     * @return such as {@code FLAC}
     */
    String format();

    /**
     * Whether an input that begins with the given bytes is of this format.
     *
     * @param head [{@value #HEAD_BYTES}] the first bytes of the input, must not be changed
     * @param length how many of them are valid; fewer if the input is shorter
     * @return whether {@link #open} is to be tried
     */
    boolean accepts(byte[] head, int length);

    /**
     * Starts decoding: reads the input's header.
     *
     * @param in the input from its first byte; not closed
     * @param limits the limits on the input; the caller enforces them as well
     * @return the samples to come
     * @throws io.ser4j.AudioFormatException if the bytes cannot be decoded, the limits are exceeded, or a library is missing,
     *     which the message then names as a dependency to add
     * @throws IOException for example if the input ends too early; the caller gets it as the cause of an AudioFormatException.
     *     The decoder never sees a failure of the user's own stream
     */
    PcmSource open(InputStream in, AudioLimits limits) throws IOException;
}
