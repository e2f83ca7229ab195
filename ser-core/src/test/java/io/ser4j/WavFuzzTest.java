package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Any bytes give samples or an {@link AudioFormatException}, quickly, and without more memory than their number justifies. */
class WavFuzzTest {
    /** Far more than the few samples of these files and the fixed buffers need, far less than their headers can state. */
    private static final long MAX_ALLOCATED_BYTES = 1 << 20;

    private static final long MAX_MILLIS = 2_000;

    private long slowestNanos;
    private long mostAllocated;
    private int read;
    private int refused;

    private static Map<String, byte[]> files() {
        ByteBuffer floats = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        floats.putFloat(0.5f).putFloat(-0.25f).putFloat(1f).putFloat(0f);
        byte[] noise = new byte[16];
        new Random(1).nextBytes(noise);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("PCM 16", WavBytes.plain(1, 2, 8000, 16, noise));
        files.put("24 in 32, extensible", WavBytes.extensible(1, 1, 4, 32, 24, noise));
        files.put("float", WavBytes.plain(3, 1, 8000, 32, floats.array()));
        files.put("mu-law", WavBytes.plain(7, 1, 8000, 8, noise));
        files.put("RF64", WavBytes.rf64(noise, noise.length));
        files.put(
                "chunks around",
                new WavBytes()
                        .riff("RIFF", 0)
                        .chunk("LIST", new byte[] {1, 2, 3})
                        .raw((byte) 0)
                        .fmt(6, 1, 8000, 1, 8)
                        .chunk("data", noise)
                        .chunk("id3 ", new byte[5])
                        .sized());
        return files;
    }

    @Test
    void everyTruncationEndsInSamplesOrARefusal() {
        files().forEach((name, wav) -> {
            for (int length = 0; length <= wav.length; length++) {
                int cut = length;
                tryToRead(() -> name + " cut to " + cut, Arrays.copyOf(wav, cut));
            }
        });
        assertBounded();
    }

    @Test
    void everyValueOfEveryByteEndsInSamplesOrARefusal() {
        files().forEach((name, wav) -> {
            for (int at = 0; at < wav.length; at++) {
                byte[] changed = wav.clone();
                for (int value = 0; value < 256; value++) {
                    changed[at] = (byte) value;
                    tryToRead(() -> name + " changed to " + Arrays.toString(changed), changed);
                }
            }
        });
        assertBounded();
    }

    @Test
    void manyRandomChangesEndInSamplesOrARefusal() {
        Random random = new Random(42);
        files().forEach((name, wav) -> {
            for (int round = 0; round < 2_000; round++) {
                byte[] changed = Arrays.copyOf(wav, 1 + random.nextInt(wav.length + 8));
                for (int i = random.nextInt(8); i >= 0; i--) {
                    changed[random.nextInt(changed.length)] =
                            (byte) (random.nextBoolean() ? random.nextInt() : -random.nextInt(2));
                }
                tryToRead(() -> name + " changed to " + Arrays.toString(changed), changed);
            }
        });
        assertBounded();
    }

    private void tryToRead(Supplier<String> what, byte[] wav) {
        long allocatedBefore = allocatedBytes();
        long start = processorNanos();
        try {
            AudioClip clip = AudioClip.read(new ByteArrayInputStream(wav));
            requireBetween(1, clip.frames() * (long) clip.channels(), wav.length, what, "samples");
            read++;
        } catch (AudioFormatException e) {
            requireBetween(0, e.byteOffset(), wav.length, what, "byte offset");
            refused++;
        } catch (IOException | RuntimeException e) {
            throw new AssertionError(what.get() + " ended in " + e, e);
        }
        slowestNanos = Math.max(slowestNanos, processorNanos() - start);
        mostAllocated = Math.max(mostAllocated, allocatedBytes() - allocatedBefore);
    }

    /** Without AssertJ, since it runs a hundred thousand times. */
    private static void requireBetween(long least, long value, long most, Supplier<String> what, String name) {
        if (value < least || value > most) {
            throw new AssertionError(
                    what.get() + ": " + name + " must be in [" + least + ", " + most + "], but was " + value);
        }
    }

    private void assertBounded() {
        assertThat(read).as("files still read").isPositive();
        assertThat(refused).as("files refused").isPositive();
        assertThat(slowestNanos / 1_000_000).as("slowest file in ms").isLessThan(MAX_MILLIS);
        assertThat(mostAllocated).as("most memory for one file in bytes").isLessThan(MAX_ALLOCATED_BYTES);
    }

    /** The time of this thread only: what else the machine does must not decide a test. */
    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
