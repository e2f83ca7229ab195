package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams that return and fail as those of networks and pipes do. */
class WavStreamsTest {
    private static final byte[] WAV = WavBytes.plain(1, 1, 8000, 24, new byte[3 * 70_000]);

    /** Returns a few bytes at a time, and none at all every other time. */
    private static final class Sluggish extends InputStream {
        private final InputStream in;
        private final Random random = new Random(3);

        Sluggish(byte[] bytes) {
            this.in = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return in.read(target, offset, Math.min(length, random.nextInt(8)));
        }
    }

    /** Fails after some bytes. */
    private static final class Broken extends InputStream {
        private final IOException failure = new IOException("the line went dead");
        private int at;
        private int left;

        Broken(int left) {
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            if (left == 0) {
                throw failure;
            }
            left--;
            return WAV[at++] & 0xFF;
        }
    }

    @Test
    void shortAndEmptyReadsAreWaitedFor() throws IOException {
        assertThat(AudioClip.read(new Sluggish(WAV)).frames()).isEqualTo(70_000);
        byte[] streamed = WAV.clone();
        Arrays.fill(streamed, 40, 44, (byte) 0);
        assertThat(AudioClip.read(new Sluggish(streamed)).frames()).isEqualTo(70_000);
    }

    @Test
    void aFailureOfTheStreamPassesThroughUnchanged() {
        for (int after : new int[] {0, 5, 12, 30, 44, 1000}) {
            Broken broken = new Broken(after);
            assertThatThrownBy(() -> AudioClip.read(broken)).isSameAs(broken.failure);
        }
    }

    @Test
    void nothingBeyondTheSamplesIsRead() throws IOException {
        byte[] first = WavBytes.pcm16(1, 2, 3);
        byte[] second = WavBytes.pcm16(4);
        InputStream in = new SequenceInputStream(new ByteArrayInputStream(first), new ByteArrayInputStream(second));
        assertThat(AudioClip.read(in).frames()).isEqualTo(3);
        assertThat(AudioClip.read(in).toMono()).containsExactly(4 / 32768f);
    }

    @Test
    void anEndlessStreamEndsAtTheLimit() {
        byte[] header = WavBytes.plain(1, 1, 8000, 16, new byte[0]);
        InputStream endless = new InputStream() {
            private long at;

            @Override
            public int read() {
                return at < header.length ? header[(int) at++] & 0xFF : 1;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                int n = 0;
                while (n < length) {
                    target[offset + n++] = (byte) read();
                }
                return n;
            }
        };
        AudioLimits limits = AudioLimits.defaults().withMaxSeconds(60);
        assertThatThrownBy(() -> AudioClip.read(endless, limits))
                .isInstanceOf(AudioFormatException.class)
                .hasMessageContaining("maxSeconds");
    }

    @Test
    void filesAreReadAsStreamsAre(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("no extension");
        Files.write(file, WavBytes.pcm16(16384));
        assertThat(AudioClip.read(file).toMono()).containsExactly(0.5f);
        assertThatThrownBy(() -> AudioClip.read(folder.resolve("missing.wav"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> AudioClip.read(file, AudioLimits.defaults().withMaxBytes(45)))
                .isInstanceOf(AudioFormatException.class);
    }
}
