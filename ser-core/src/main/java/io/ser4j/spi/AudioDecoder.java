package io.ser4j.spi;

import io.ser4j.AudioLimits;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads one audio format, found by {@link java.util.ServiceLoader}. Formats are told apart by their first bytes, never by the
 * name of a file. Loading a decoder has no side effects and does not need the library that it may stand on; opening does.
 *
 * <p>A decoder is asked in a thread of its own and under a watchdog; see {@link io.ser4j.AudioReader}. Whatever it throws,
 * the caller gets an {@link io.ser4j.AudioFormatException}. Once nobody wants its samples any more, each read of its input fails
 * and its thread is interrupted: it then ends by any exception.
 */
public interface AudioDecoder {
    /** How many of the first bytes of an input {@link #accepts} is shown at most. */
    int HEAD_BYTES = 64;

    /**
     * The name of the format, as people write it.
     *
     * @return such as {@code FLAC}
     */
    String format();

    /**
     * Whether an input that begins so is of this format.
     *
     * @param head [{@value #HEAD_BYTES}] the first bytes of the input, not to be changed
     * @param length how many of them there are; fewer where the input ends earlier
     * @return whether {@link #open} is to be tried
     */
    boolean accepts(byte[] head, int length);

    /**
     * Begins to decode: reads the input's header.
     *
     * @param in the input from its first byte; not closed
     * @param limits what the input may ask for at most; the caller enforces the bytes and the duration as well
     * @return the samples to come
     * @throws io.ser4j.AudioFormatException if the bytes are not readable, the limits are exceeded, or a library is missing,
     *     which the message then names as a dependency to add
     * @throws IOException if the input ends too early, say; the caller gets it as the cause of an AudioFormatException. A failure
     *     of the user's own stream never comes this way
     */
    PcmSource open(InputStream in, AudioLimits limits) throws IOException;
}
