package io.ser4j.examples.evaluation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Synthetic clips that count as voices; each seed gives a different sound. */
final class Babble {
    private static final int RATE_HZ = 16_000;
    private static final int FULL_SCALE = 32_767;
    private static final int SYLLABLE = RATE_HZ / 20;
    private static final int SYLLABLES = 12;
    private static final int HARMONICS = 8;

    private Babble() {}

    /** Writes syllables of random pitch and timbre, whose loudest sample is the given one, in (0, 1]. */
    static void write(Path file, double loudest, long seed) throws IOException {
        double[] samples = samples(new Random(seed));
        double peak = Arrays.stream(samples).map(Math::abs).max().orElseThrow();
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double sample : samples) {
            bytes.putShort((short) Math.round(sample / peak * loudest * FULL_SCALE));
        }
        AudioFormat format = new AudioFormat(RATE_HZ, Short.SIZE, 1, true, false);
        AudioInputStream audio = new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, samples.length);
        Files.createDirectories(file.getParent());
        AudioSystem.write(audio, AudioFileFormat.Type.WAVE, file.toFile());
    }

    private static double[] samples(Random random) {
        double[] samples = new double[SYLLABLE * SYLLABLES];
        for (int syllable = 0; syllable < SYLLABLES; syllable++) {
            double pitch = 2 * Math.PI * (100 + 300 * random.nextDouble()) / RATE_HZ;
            for (int harmonic = 1; harmonic <= HARMONICS; harmonic++) {
                double weight = random.nextDouble();
                for (int i = SYLLABLE / 4; i < SYLLABLE; i++) {
                    samples[syllable * SYLLABLE + i] += weight * Math.sin(harmonic * pitch * i);
                }
            }
        }
        return samples;
    }
}
