package io.ser4j;

import io.ser4j.spi.AudioDecoder;
import io.ser4j.spi.PcmSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/** A decoder of inputs that begin with {@code FAKE}, which behaves as a test wants. */
final class FakeDecoder implements AudioDecoder {
    static final int RATE_HZ = 8000;

    private static final byte[] MAGIC = "FAKE".getBytes(StandardCharsets.ISO_8859_1);

    /** Opens an input. */
    @FunctionalInterface
    interface Opening {
        PcmSource open(InputStream in) throws IOException;
    }

    /** Decodes more samples. */
    @FunctionalInterface
    interface Reading {
        int read(float[] interleaved, int maxFrames) throws IOException;
    }

    /** The thread that last opened something. */
    final AtomicReference<Thread> thread = new AtomicReference<>();

    private final Opening opening;

    FakeDecoder(Opening opening) {
        this.opening = opening;
    }

    /** A decoder that opens without a fault, as mono at 8 kHz, and then reads as given. */
    static FakeDecoder reading(Reading reading) {
        return new FakeDecoder(in -> source(RATE_HZ, 1, reading));
    }

    static PcmSource source(int sampleRateHz, int channels, Reading reading) {
        return new PcmSource() {
            @Override
            public int sampleRateHz() {
                return sampleRateHz;
            }

            @Override
            public int channels() {
                return channels;
            }

            @Override
            public int read(float[] interleaved, int maxFrames) throws IOException {
                return reading.read(interleaved, maxFrames);
            }
        };
    }

    /** Decodes the WAV file that follows the first bytes. */
    static FakeDecoder wavWithin() {
        return new FakeDecoder(in -> {
            in.readNBytes(MAGIC.length);
            AudioReader reader = AudioReader.open(in, AudioLimits.streaming());
            return source(
                    reader.sampleRateHz(),
                    reader.channels(),
                    (interleaved, maxFrames) -> reader.read(interleaved, 0, maxFrames));
        });
    }

    /** Puts the first bytes before an input. */
    static InputStream prefixed(InputStream in) {
        return new SequenceInputStream(new ByteArrayInputStream(MAGIC), in);
    }

    /** An input of the given number of bytes. */
    static InputStream input(int size) {
        byte[] bytes = new byte[size];
        System.arraycopy(MAGIC, 0, bytes, 0, MAGIC.length);
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public String format() {
        return "Fake";
    }

    @Override
    public boolean accepts(byte[] head, int length) {
        return new String(head, 0, length, StandardCharsets.ISO_8859_1).startsWith("FAKE");
    }

    @Override
    public PcmSource open(InputStream in, AudioLimits limits) throws IOException {
        thread.set(Thread.currentThread());
        return opening.open(in);
    }
}
