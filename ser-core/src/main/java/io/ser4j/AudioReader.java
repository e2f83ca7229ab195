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
 * Reads audio of any length piece by piece, in bounded memory. Unlike most of this package, a reader may be used by only one
 * thread at a time.
 *
 * <p><b>WAV</b> is decoded by this library: PCM of 1 to 32 bits, IEEE float of 32 and 64 bits, A-law and µ-law, in a plain or
 * extensible format, within RIFF, RIFX, RF64 or BW64. Integers may be stored in containers wider than they are, of up to 4
 * bytes, and are scaled by the width of the container: 16 bits by 1/32768; in one byte they are unsigned. A streamed file,
 * whose writer could not go back and left the data size at 0 or, in 32 bits, close to 2<sup>31</sup> or 2<sup>32</sup>, is
 * read to the end of the stream, and so is a file whose writer stated the size of the whole file in place of that of the data, if both are whole frames.
 * Any other file whose data ends before its stated size is refused at that point, and so is an incomplete last frame: nothing is
 * silently dropped or made up. Anything after the data is left unread.
 *
 * <p><b>Any other format</b> is decoded by the first registered {@link AudioDecoder} that accepts the first bytes of the input,
 * whatever the file is called; adapters for FLAC, MP3 and Ogg are in {@code io.ser4j:ser-formats}. The stream may then be read
 * beyond the end of its audio: up to 16 kB further than the decoder itself reads.
 *
 * <p><b>Watchdog.</b> A decoder runs in a daemon thread of its own, at most two blocks of about 8000 samples ahead. Only the
 * time during which a caller of this reader waits for it counts as the decoder's; time spent in the user's own stream, and
 * between calls, does not. If more decoders are waited for at the same time than there are processors, only their share counts,
 * processors divided by decoders, but at least a tenth. The input is refused with an {@link AudioFormatException}, in the
 * first two cases of the kind {@link AudioFormatException.Kind#BEYOND_LIMITS},
 *
 * <ul>
 *   <li>if the decoder delivers nothing for {@link AudioLimits#decoderTimeoutSeconds}, from its start until it reports sample
 *       rate and channels, and from then on from block to block;
 *   <li>if the decoder's total time exceeds the duration of the audio delivered so far by more than this timeout; time
 *       until the reading thread is scheduled again does not count;
 *   <li>with a cause, if the decoder throws anything but an {@link AudioFormatException};
 *   <li>if it delivers more than the limits allow, a sample that is not finite or beyond {@link AudioClip#MAX_AMPLITUDE}, no
 *       samples at all, or an invalid number of frames.
 * </ul>
 *
 * <p>After such a failure, and after {@link #close}, every read of the decoder's input fails and its thread is interrupted,
 * but neither waits for the thread to end. A decoder that neither reads nor responds to interrupts keeps its thread, since
 * Java cannot force a thread to end. The thread also ends at the end of the audio and, while its decoder waits for bytes or
 * for its samples to be taken, within a second after an unclosed reader has been garbage-collected.
 *
 * <p><b>Failures</b> are final: after an exception every further call throws it again. A thread that is interrupted while it
 * waits for a decoder gets an {@link java.io.InterruptedIOException} and remains interrupted. The user's stream is only ever
 * read by the calling thread, and its exceptions are rethrown unchanged.
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
     * @return the reader, which the caller closes; this closes the file, too
     * @throws AudioFormatException if the bytes cannot be read as audio within the limits; this exception, and any later one
     *     that the reader throws, names the file
     * @throws IOException if the file cannot be read
     */
    public static AudioReader open(Path file) throws IOException {
        return open(file, AudioLimits.defaults());
    }

    /**
     * Opens a file.
     *
     * @param file an audio file; its name does not matter
     * @param limits the limits on the file; {@link AudioLimits#streaming()} for long recordings
     * @return the reader, which the caller closes; this closes the file, too
     * @throws AudioFormatException if the bytes cannot be read as audio within the limits; this exception, and any later one
     *     that the reader throws, names the file
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

    /** Opens a file for reading; if it is a directory, the exception names it, unlike the JDK's. */
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
     * @throws AudioFormatException if the bytes cannot be read as audio within the limits
     * @throws IOException if the stream cannot be read; rethrown unchanged
     */
    public static AudioReader open(InputStream in) throws IOException {
        return open(in, AudioLimits.defaults());
    }

    /**
     * Opens a stream.
     *
     * @param in the bytes of an audio file; not closed
     * @param limits the limits on the stream; {@link AudioLimits#streaming()} for long recordings
     * @return the reader, which the caller closes
     * @throws AudioFormatException if the bytes cannot be read as audio within the limits
     * @throws IOException if the stream cannot be read; rethrown unchanged
     */
    public static AudioReader open(InputStream in, AudioLimits limits) throws IOException {
        return open(in, limits, Long.MAX_VALUE, INSTALLED);
    }

    /** Opens a stream of at most {@code maxSamples} samples, with the given decoders in addition to WAV. */
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
     * Reads the next frames. The audio does not depend on how many are requested at a time.
     *
     * @param interleaved where to write: [frames × channels] row-major, full scale at [-1, 1]
     * @param offset the index of the first sample to write
     * @param frames the most frames to write, positive
     * @return the number of frames written, at least 1; or -1 at the end of the audio
     * @throws IllegalArgumentException if {@code frames} is not positive
     * @throws IndexOutOfBoundsException if the array has no room for so many frames
     * @throws AudioFormatException if the audio cannot be decoded from here on
     * @throws IOException if the input cannot be read; rethrown unchanged
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
     * Reads the next samples, mixed down to mono by the mean of the channels. The audio does not depend on how many are
     * requested at a time.
     *
     * @param mono where to write
     * @param offset the index of the first sample to write
     * @param count the most samples to write, positive
     * @return the number of samples written, at least 1; or -1 at the end of the audio
     * @throws IllegalArgumentException if {@code count} is not positive
     * @throws IndexOutOfBoundsException if the array has no room for so many samples
     * @throws AudioFormatException if the audio cannot be decoded from here on
     * @throws IOException if the input cannot be read; rethrown unchanged
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
     * Reads the next samples of one channel; those of the other channels are skipped. The audio does not depend on how many are
     * requested at a time.
     *
     * @param channel from 0 to one less than the number of channels
     * @param samples where to write
     * @param offset the index of the first sample to write
     * @param count the most samples to write, positive
     * @return the number of samples written, at least 1; or -1 at the end of the audio
     * @throws IllegalArgumentException if {@code count} is not positive
     * @throws IndexOutOfBoundsException if there is no such channel, or the array has no room for so many samples
     * @throws AudioFormatException if the audio cannot be decoded from here on
     * @throws IOException if the input cannot be read; rethrown unchanged
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

    /** Reads the rest of the audio. */
    float[] readToTheEnd() throws IOException {
        SampleSink samples = new SampleSink();
        while (fill()) {
            samples.add(block, limit * channels);
            position = limit;
        }
        return samples.toArray();
    }

    /**
     * Stops reading: a decoder is stopped without waiting for it, and a file opened by this reader is closed. Closing again
     * has no effect.
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

    /** Makes sure that the block has a frame left; returns false at the end of the audio. */
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
