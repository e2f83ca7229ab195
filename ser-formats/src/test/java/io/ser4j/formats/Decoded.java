package io.ser4j.formats;

import io.ser4j.AudioFormatException;
import io.ser4j.AudioLimits;
import io.ser4j.spi.AudioDecoder;
import io.ser4j.spi.PcmSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.ServiceLoader;

/** A decoded file; its decoder is chosen by the first bytes, as in the library. */
final class Decoded {
    final int sampleRateHz;
    final int channels;
    /** [frames × channels] */
    final float[] samples;

    private Decoded(PcmSource source, int piece) throws IOException {
        sampleRateHz = source.sampleRateHz();
        channels = source.channels();
        float[] all = new float[piece * channels];
        float[] some = new float[piece * channels];
        int count = 0;
        for (int n = source.read(some, piece); n >= 0; n = source.read(some, piece)) {
            if (n < 1 || n > piece) {
                throw new AssertionError("a piece must have [1, " + piece + "] frames, but had " + n);
            }
            if (count + n * channels > all.length) {
                all = Arrays.copyOf(all, 2 * all.length);
            }
            System.arraycopy(some, 0, all, count, n * channels);
            count += n * channels;
        }
        if (source.read(some, piece) != -1) {
            throw new AssertionError("an ended source must stay so");
        }
        samples = Arrays.copyOf(all, count);
    }

    static Decoded of(byte[] file) throws IOException {
        return of(file, 1000);
    }

    static Decoded of(byte[] file, int piece) throws IOException {
        return of(file, piece, AudioLimits.defaults());
    }

    static Decoded of(byte[] file, int piece, AudioLimits limits) throws IOException {
        try (PcmSource source = decoder(file).open(new ByteArrayInputStream(file), limits)) {
            return new Decoded(source, piece);
        }
    }

    static AudioDecoder decoder(byte[] file) {
        byte[] head = Arrays.copyOf(file, AudioDecoder.HEAD_BYTES);
        int length = Math.min(file.length, head.length);
        return ServiceLoader.load(AudioDecoder.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(decoder -> decoder.accepts(head, length))
                .findFirst()
                .orElseThrow(() -> new AudioFormatException("the input must be of a known format, but is not", 0));
    }

    /** One of the files that generate.py writes. */
    static byte[] file(String name) {
        try (InputStream in = Decoded.class.getResourceAsStream("/formats/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }

    int frames() {
        return samples.length / channels;
    }

    float at(int frame, int channel) {
        return samples[frame * channels + channel];
    }
}
