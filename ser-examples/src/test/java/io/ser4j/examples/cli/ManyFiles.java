package io.ser4j.examples.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Small WAV files, some of them damaged in one of several ways, or replaced by something that is not WAV. */
final class ManyFiles {
    static final int RATE = 8000;

    private static final int FRAMES = 200;
    private static final int HEADER_BYTES = Recording.HEADER_BYTES;

    /** Damages as programs, disks and networks cause them. */
    static final List<UnaryOperator<byte[]>> DAMAGES = List.of(
            wav -> new byte[0],
            wav -> cut(wav, 3),
            wav -> cut(wav, 20),
            wav -> cut(wav, HEADER_BYTES - 1),
            wav -> cut(wav, HEADER_BYTES),
            wav -> cut(wav, HEADER_BYTES + FRAMES),
            wav -> cut(wav, wav.length - 1),
            wav -> with(wav, 0, 'R' | 'I' << 8 | 'F' << 16 | 'X' << 24),
            wav -> with(wav, 8, 0),
            wav -> with(wav, 12, 0x20202020),
            wav -> with(wav, 16, -1),
            wav -> with(wav, 20, 0x00010055),
            wav -> with(wav, 20, 0x00000001),
            wav -> with(wav, 24, 0),
            wav -> with(wav, 24, -1),
            wav -> with(wav, 32, 0x00030003),
            wav -> with(wav, 36, 0x41414141),
            wav -> with(wav, 40, 0x40000000),
            wav -> "<html><body>404 Not Found</body></html>".getBytes(StandardCharsets.US_ASCII),
            wav -> noise(wav.length, ""),
            wav -> noise(wav.length, "fLaC"),
            wav -> noise(wav.length, "fLaC\u0080\0\0\42"),
            wav -> noise(wav.length, "OggS"),
            wav -> noise(wav.length, "OggS\0\2" + "\0".repeat(20) + "\1\23OpusHead\1"),
            wav -> noise(wav.length, "OggS\0\2" + "\0".repeat(20) + "\1\36\1vorbis"),
            wav -> noise(wav.length, "ID3\4" + "\0".repeat(6) + "\u00ff\u00fb\u0090\0"));

    private ManyFiles() {}

    /**
     * Writes files into a folder; the levels of the good ones are spread over 60 dB.
     *
     * @param every the distance from one damaged file to the next, which are damaged in each of the ways in turn
     */
    static List<Path> write(Path folder, int count, int every) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] wav = wav(Math.pow(10, -3.0 * i / count), FRAMES);
            byte[] bytes = i % every == every - 1
                    ? DAMAGES.get(i / every % DAMAGES.size()).apply(wav)
                    : wav;
            files.add(Files.write(folder.resolve(String.format(java.util.Locale.ROOT, "%04d.wav", i)), bytes));
        }
        return files;
    }

    /** A tone in 16-bit PCM, mono. */
    static byte[] wav(double amplitude, int frames) {
        short[] samples = new short[frames];
        for (int i = 0; i < frames; i++) {
            samples[i] = (short) Math.round(32_000 * amplitude * Math.sin(0.3 * i));
        }
        return Recording.wav(samples, RATE);
    }

    private static byte[] cut(byte[] wav, int length) {
        return java.util.Arrays.copyOf(wav, length);
    }

    private static byte[] with(byte[] wav, int offset, int value) {
        byte[] changed = wav.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
        return changed;
    }

    /** Noise after the first bytes of a format. */
    private static byte[] noise(int length, String magic) {
        byte[] noise = new byte[length];
        new Random(7).nextBytes(noise);
        byte[] first = magic.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(first, 0, noise, 0, first.length);
        return noise;
    }
}
