package io.ser4j.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.ser4j.AudioFormatException;
import io.ser4j.AudioLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with random changes give samples or the typed exception, in limited time, and nothing is printed. */
class MutationTest {
    private static final int ROUNDS = 500;
    private static final long MAX_MILLIS = 2000;
    private static final AudioLimits LIMITS = AudioLimits.defaults().withMaxSeconds(60);

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(stream);
        System.setErr(stream);
    }

    @AfterEach
    void restore() {
        System.setOut(out);
        System.setErr(err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stereo-16.flac", "stereo-24-96k.flac", "stereo-44k.mp3", "untagged.mp3"})
    void bytesChanged(String name) {
        mutate(name, false);
    }

    /** With and without corrected checksums of the pages, so that some changes reach the libraries. */
    @ParameterizedTest
    @ValueSource(strings = {"mono-16k.ogg", "mono.opus"})
    void bytesOfPagesChanged(String name) {
        mutate(name, false);
        mutate(name, true);
    }

    private void mutate(String name, boolean correctChecksums) {
        Random random = new Random(7);
        byte[] file = Decoded.file(name);
        long slowest = 0;
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] changed = file.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                // Headers are short, so half of the changes go to the first quarter of the file.
                int place = random.nextBoolean() ? random.nextInt(file.length) : random.nextInt(file.length / 4);
                changed[place] = (byte) random.nextInt();
            }
            byte[] bytes = correctChecksums ? OggFiles.correctChecksums(changed) : changed;
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            refused += read(name + " in round " + round, bytes);
            slowest = Math.max(slowest, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
        }
        assertThat(refused).as("%s: files refused", name).isPositive();
        assertThat(slowest / 1_000_000).as("%s: slowest file in ms", name).isLessThan(MAX_MILLIS);
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private static int read(String what, byte[] file) {
        try {
            for (float sample : Decoded.of(file, 1000, LIMITS).samples) {
                if (!Float.isFinite(sample)) {
                    throw new AssertionError(what + " has the sample " + sample);
                }
            }
            return 0;
        } catch (AudioFormatException e) {
            assertThat(e.byteOffset()).isBetween(0L, (long) file.length);
            return 1;
        } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
            throw new AssertionError(what + " ended in " + e, e);
        }
    }
}
