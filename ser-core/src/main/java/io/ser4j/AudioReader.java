package io.ser4j;

import io.ser4j.internal.Downmix;
import io.ser4j.internal.PcmForm;
import io.ser4j.internal.PcmSources;
import io.ser4j.internal.SampleSink;
import io.ser4j.spi.AudioDecoder;
import io.ser4j.spi.PcmSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads audio of any length piece by piece, in bounded memory. Unlike most of this package it belongs to one thread at a time.
 *
 * <p><b>WAV</b> is read by this library: PCM of 1 to 32 bits, IEEE float of 32 and 64 bits, A-law and µ-law, in a plain or
 * extensible format, within RIFF, RIFX, RF64 or BW64. Integers may lie in containers wider than they are, of 4 bytes at most,
 * and are scaled by the width of the container: 16 bits by 1/32768; those in one byte are unsigned. A streamed file, whose
 * writer could not go back and left the data size at 0 or, in 32 bits, next to 2<sup>31</sup> or 2<sup>32</sup>, is read to
 * the end of the stream. Any other file whose data ends before its stated size is refused there, and so is an incomplete last
 * frame: nothing is dropped or made up in silence. What follows the data is left unread.
 *
 * <p><b>Any other format</b> is read by the first registered {@link AudioDecoder} that takes the first bytes of the input,
 * whatever the file is called; adapters for FLAC, MP3 and Ogg are in {@code io.ser4j:ser-formats}. Such a stream may be read
 * beyond the end of its audio: up to 16 kB further than the decoder itself reads.
 *
 * <p><b>Watchdog.</b> A decoder runs in a daemon thread of its own, at most two blocks of some 8000 samples ahead. Its time
 * counts while a caller of this reader waits for it; time in the user's own stream, and between calls, does not count. The
 * input is refused with an {@link AudioFormatException}
 *
 * <ul>
 *   <li>when the decoder gives nothing for {@link AudioLimits#decoderTimeoutSeconds}, from its start to the form of the audio,
 *       and from there from block to block;
 *   <li>when all its time exceeds the duration of the audio given so far by more than that; what passes until the reading thread gets
 *       to run is not the decoder's time;
 *   <li>with a cause, when the decoder throws anything but such an exception of its own;
 *   <li>when it gives more than the limits allow, a sample that is not finite or beyond {@link AudioClip#MAX_AMPLITUDE}, no
 *       sample at all, or a count that nobody asked for.
 * </ul>
 *
 * <p>From then on, and after {@link #close}, each read of the decoder's input fails and its thread is interrupted; none of them
 * waits until it has ended. A decoder that neither reads nor heeds interrupts keeps its thread, which no virtual machine can
 * prevent. The thread also ends at the end of the audio, and, while its decoder waits for bytes or for samples to be taken,
 * within a second after an unclosed reader has become garbage.
 *
 * <p><b>Failures</b> are final: after an exception each further call throws it again. A thread that is interrupted while it waits
 * for a decoder gets an {@link java.io.InterruptedIOException} and stays interrupted. The user's stream is only ever read by the
 * thread that calls, and what it throws is passed on as it was thrown.
 */
public final class AudioReader implements Closeable {
    static final Supplier<List<AudioDecoder>> INSTALLED = PcmSources::installedDecoders;

    private final PcmSource source;
    private final Closeable owned;
    private final Optional<Path> file;
    private final int sampleRateHz;
    private final int channels;
    private final int blockFrames;
    private final float[] block;
    private int position;
    private int limit;
    private boolean ended;
    private boolean closed;
    private IOException streamFailure;
    private RuntimeException failure;

    private AudioReader(PcmSource source, Closeable owned, Optional<Path> file) {
        this.source = source;
        this.owned = owned;
        this.file = file;
        this.sampleRateHz = source.sampleRateHz();
        this.channels = source.channels();
        PcmForm form = new PcmForm(sampleRateHz, channels);
        this.blockFrames = form.blockFrames();
        this.block = new float[form.blockSamples()];
    }

    /**
     * Opens a file within {@link AudioLimits#defaults()}.
     *
     * @param file an audio file; its name does not matter
     * @return the reader, which the caller closes, and the file with it
     * @throws AudioFormatException if the bytes are no readable audio within the limits; this one, and each later one of the reader, names
     *     the file
     * @throws IOException if the file cannot be read
     */
    public static AudioReader open(Path file) throws IOException {
        return open(file, AudioLimits.defaults());
    }

    /**
     * Opens a file.
     *
     * @param file an audio file; its name does not matter
     * @param limits what the file may ask for at most; {@link AudioLimits#streaming()} for long recordings
     * @return the reader, which the caller closes, and the file with it
     * @throws AudioFormatException if the bytes are no readable audio within the limits; this one, and each later one of the reader, names
     *     the file
     * @throws IOException if the file cannot be read
     */
    public static AudioReader open(Path file, AudioLimits limits) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(limits, "limits");
        InputStream in = bytesOf(file);
        try {
            return new AudioReader(PcmSources.open(in, limits, Long.MAX_VALUE, INSTALLED), in, Optional.of(file));
        } catch (AudioFormatException e) {
            try (in) {
                throw e.in(file);
            }
        } catch (IOException | RuntimeException | Error e) {
            try (in) {
                throw e;
            }
        }
    }

    /** The bytes of a file; unlike a plain stream it says which file it is that cannot be read since it is a folder. */
    static InputStream bytesOf(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a directory");
        }
        return Files.newInputStream(file);
    }

    /**
     * Opens a stream within {@link AudioLimits#defaults()}.
     *
     * @param in the bytes of an audio file; not closed
     * @return the reader, which the caller closes
     * @throws AudioFormatException if the bytes are no readable audio within the limits
     * @throws IOException if the stream cannot be read; passed on as it was thrown
     */
    public static AudioReader open(InputStream in) throws IOException {
        return open(in, AudioLimits.defaults());
    }

    /**
     * Opens a stream.
     *
     * @param in the bytes of an audio file; not closed
     * @param limits what the stream may ask for at most; {@link AudioLimits#streaming()} for long recordings
     * @return the reader, which the caller closes
     * @throws AudioFormatException if the bytes are no readable audio within the limits
     * @throws IOException if the stream cannot be read; passed on as it was thrown
     */
    public static AudioReader open(InputStream in, AudioLimits limits) throws IOException {
        return open(in, limits, Long.MAX_VALUE, INSTALLED);
    }

    /** Opens a stream of at most so many samples, with these decoders beside WAV. */
    static AudioReader open(InputStream in, AudioLimits limits, long maxSamples, Supplier<List<AudioDecoder>> decoders)
            throws IOException {
        Objects.requireNonNull(in, "in");
        return new AudioReader(PcmSources.open(in, limits, maxSamples, decoders), () -> {}, Optional.empty());
    }

    /**
     * The sample rate.
     *
     * @return frames per second in Hz, positive
     */
    public int sampleRateHz() {
        return sampleRateHz;
    }

    /**
     * The number of channels.
     *
     * @return 1 for mono
     */
    public int channels() {
        return channels;
    }

    /**
     * Reads on. The audio does not depend on how many frames are asked for at a time.
     *
     * @param interleaved where to write: [frames × channels] row-major, full scale at [-1, 1]
     * @param offset the index of the first sample to write
     * @param frames how many frames to write at most, positive
     * @return how many frames were written, at least 1; or -1 where the audio has ended
     * @throws IllegalArgumentException if less than one is asked for
     * @throws IndexOutOfBoundsException if they leave the array
     * @throws AudioFormatException if the bytes are not readable from here on
     * @throws IOException if the input cannot be read; passed on as it was thrown
     * @throws IllegalStateException if the reader is closed
     */
    public int read(float[] interleaved, int offset, int frames) throws IOException {
        requirePositive("frames", frames);
        Objects.checkFromIndexSize(offset, (long) frames * channels, interleaved.length);
        if (!fill()) {
            return -1;
        }
        int n = Math.min(frames, limit - position);
        System.arraycopy(block, position * channels, interleaved, offset, n * channels);
        position += n;
        return n;
    }

    /**
     * Reads on, mixed down to mono by the mean of the channels. The audio does not depend on how many samples are asked for at a
     * time.
     *
     * @param mono where to write
     * @param offset the index of the first sample to write
     * @param count how many samples to write at most, positive
     * @return how many samples were written, at least 1; or -1 where the audio has ended
     * @throws IllegalArgumentException if less than one is asked for
     * @throws IndexOutOfBoundsException if they leave the array
     * @throws AudioFormatException if the bytes are not readable from here on
     * @throws IOException if the input cannot be read; passed on as it was thrown
     * @throws IllegalStateException if the reader is closed
     */
    public int readMono(float[] mono, int offset, int count) throws IOException {
        requirePositive("count", count);
        Objects.checkFromIndexSize(offset, count, mono.length);
        if (channels == 1) {
            return read(mono, offset, count);
        }
        if (!fill()) {
            return -1;
        }
        int n = Math.min(count, limit - position);
        for (int i = 0; i < n; i++) {
            mono[offset + i] = Downmix.mean(block, (position + i) * channels, channels);
        }
        position += n;
        return n;
    }

    /**
     * Reads on, of one channel alone; what the others hold meanwhile is passed over. The audio does not depend on how many samples are
     * asked for at a time.
     *
     * @param channel from 0 to one less than the number of channels
     * @param samples where to write
     * @param offset the index of the first sample to write
     * @param count how many samples to write at most, positive
     * @return how many samples were written, at least 1; or -1 where the audio has ended
     * @throws IllegalArgumentException if less than one is asked for
     * @throws IndexOutOfBoundsException if there is no such channel, or they leave the array
     * @throws AudioFormatException if the bytes are not readable from here on
     * @throws IOException if the input cannot be read; passed on as it was thrown
     * @throws IllegalStateException if the reader is closed
     */
    public int readChannel(int channel, float[] samples, int offset, int count) throws IOException {
        AudioClip.requireChannel(channel, channels);
        requirePositive("count", count);
        Objects.checkFromIndexSize(offset, count, samples.length);
        if (!fill()) {
            return -1;
        }
        int n = Math.min(count, limit - position);
        for (int i = 0; i < n; i++) {
            samples[offset + i] = block[(position + i) * channels + channel];
        }
        position += n;
        return n;
    }

    /** Reads all that is left. */
    float[] readToTheEnd() throws IOException {
        SampleSink samples = new SampleSink();
        while (fill()) {
            samples.add(block, limit * channels);
            position = limit;
        }
        return samples.toArray();
    }

    /**
     * Ends the reading: a decoder is sent away without waiting for it, and a file that this reader opened is closed. Closing again
     * does nothing.
     *
     * @throws IOException if the file cannot be closed
     */
    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            source.close();
            owned.close();
        }
    }

    /** Sees to it that a frame is there; false where the audio has ended. */
    private boolean fill() throws IOException {
        if (closed) {
            throw new IllegalStateException("the audio reader must be open, but was closed");
        }
        if (position < limit) {
            return true;
        }
        if (streamFailure != null) {
            throw streamFailure;
        }
        if (failure != null) {
            throw failure;
        }
        if (!ended) {
            readBlock();
        }
        return !ended;
    }

    private void readBlock() throws IOException {
        position = 0;
        limit = 0;
        try {
            int n = source.read(block, blockFrames);
            ended = n < 0;
            limit = Math.max(n, 0);
        } catch (IOException e) {
            streamFailure = e;
            throw e;
        } catch (AudioFormatException e) {
            failure = file.map(e::in).orElse(e);
            throw failure;
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be positive, but was " + value);
        }
    }
}
