package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading in pieces gives the same samples as reading at once. */
class AudioReaderTest {
    private static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static byte[] noise(int size) {
        byte[] data = new byte[size];
        new Random(5).nextBytes(data);
        return data;
    }

    /** Everything that a reader returns, read in random portions of up to the given number of frames, as mono or interleaved. */
    private static float[] drain(AudioReader reader, int most, boolean mono, Random random) throws IOException {
        try (reader) {
            int channels = mono ? 1 : reader.channels();
            float[] all = new float[0];
            int size = 0;
            while (true) {
                int offset = random.nextInt(3);
                int frames = 1 + random.nextInt(most);
                float[] portion = new float[offset + frames * channels];
                int n = mono ? reader.readMono(portion, offset, frames) : reader.read(portion, offset, frames);
                if (n < 0) {
                    assertThat(reader.readMono(portion, 0, 1))
                            .as("after the end")
                            .isEqualTo(-1);
                    return Arrays.copyOf(all, size);
                }
                assertThat(n).isBetween(1, frames);
                if (all.length < size + n * channels) {
                    all = Arrays.copyOf(all, 2 * (size + n * channels));
                }
                System.arraycopy(portion, offset, all, size, n * channels);
                size += n * channels;
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 8", "1, 2, 16", "1, 3, 24", "1, 5, 32", "6, 1, 8", "7, 64, 8"})
    void portionsOfAnySizeGiveTheClip(int tag, int channels, int bits) throws IOException {
        byte[] wav = WavBytes.plain(tag, channels, 8000, bits, noise(channels * bits / 8 * 30_011));
        byte[] streamed = wav.clone();
        Arrays.fill(streamed, 40, 44, (byte) -1);
        AudioClip clip = AudioClip.read(stream(wav));
        float[] interleaved = drain(AudioReader.open(stream(wav)), 1 << 15, false, new Random(1));
        assertThat(AudioClip.of(interleaved, 8000, channels).toMono()).isEqualTo(clip.toMono());
        assertThat(clip.frames()).isEqualTo(30_011);
        Random random = new Random(2);
        for (int most : new int[] {97, 4000, 20_000}) {
            assertThat(drain(AudioReader.open(stream(wav)), most, false, random))
                    .isEqualTo(interleaved);
            assertThat(drain(AudioReader.open(stream(wav)), most, true, random)).isEqualTo(clip.toMono());
            assertThat(drain(AudioReader.open(stream(streamed)), most, true, random))
                    .isEqualTo(clip.toMono());
        }
    }

    @Test
    void whatIsReadPieceByPieceMayHaveMoreSamplesThanAClip() throws IOException {
        byte[] wav = WavBytes.plain(1, 2, 8000, 16, new byte[4 * 800]);
        AudioLimits one = AudioLimits.defaults().withMaxSamples(1);
        try (AudioReader reader = AudioReader.open(new ByteArrayInputStream(wav), one)) {
            assertThat(reader.readMono(new float[1000], 0, 1000)).isEqualTo(800);
        }
    }

    @Test
    void portionsOfOneChannelGiveThatOfTheClip() throws IOException {
        byte[] wav = WavBytes.plain(1, 3, 8000, 16, noise(3 * 2 * 30_011));
        AudioClip clip = AudioClip.read(stream(wav));
        Random random = new Random(4);
        for (int channel = 0; channel < 3; channel++) {
            float[] samples = new float[30_011 + 2];
            try (AudioReader reader = AudioReader.open(stream(wav))) {
                int done = 0;
                for (int n = 0; n >= 0; done += Math.max(n, 0)) {
                    n = reader.readChannel(
                            channel, samples, done, Math.min(1 + random.nextInt(9000), samples.length - done));
                }
                assertThat(done).isEqualTo(30_011);
            }
            assertThat(Arrays.copyOf(samples, 30_011))
                    .isEqualTo(clip.channel(channel).toMono());
        }
    }

    @Test
    void theFormIsKnownBeforeTheFirstSample() throws IOException {
        try (AudioReader reader = AudioReader.open(stream(WavBytes.plain(1, 3, 22_050, 16, new byte[6])))) {
            assertThat(reader.sampleRateHz()).isEqualTo(22_050);
            assertThat(reader.channels()).isEqualTo(3);
        }
    }

    @Test
    void samplesBeforeAFaultAreRead() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(4 * 50_000).order(ByteOrder.LITTLE_ENDIAN);
        data.putFloat(4 * 41_234, Float.NaN);
        byte[] bad = WavBytes.plain(3, 1, 8000, 32, data.array());
        byte[] cut = Arrays.copyOf(WavBytes.plain(1, 1, 8000, 16, new byte[100_000]), 44 + 2 * 41_234 + 1);
        for (int portion : new int[] {1000, 100_000}) {
            assertThat(refusalAfter(41_234, bad, portion).byteOffset()).isEqualTo(44 + 4 * 41_234);
            assertThat(refusalAfter(41_234, cut, portion))
                    .hasMessageContaining("must have 100000 bytes, but the input ends after 82469 of them");
        }
    }

    private static AudioFormatException refusalAfter(int frames, byte[] wav, int portion) throws IOException {
        try (AudioReader reader = AudioReader.open(stream(wav))) {
            float[] samples = new float[portion];
            int done = 0;
            while (done < frames) {
                done += reader.read(samples, 0, portion);
            }
            assertThat(done).isEqualTo(frames);
            AudioFormatException e =
                    catchThrowableOfType(AudioFormatException.class, () -> reader.read(samples, 0, portion));
            assertThatThrownBy(() -> reader.readMono(samples, 0, 1)).as("again").isSameAs(e);
            return e;
        }
    }

    @Test
    void aFailureOfTheStreamIsThrownWhereItHappensAndAgain() throws IOException {
        IOException failure = new IOException("the line went dead");
        InputStream dying =
                new SequenceInputStream(stream(Arrays.copyOf(WavBytes.pcm16(1, 2, 3), 48)), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw failure;
                    }
                });
        try (AudioReader reader = AudioReader.open(dying)) {
            float[] samples = new float[9];
            assertThat(reader.read(samples, 0, 9)).isEqualTo(2);
            assertThatThrownBy(() -> reader.read(samples, 0, 9)).isSameAs(failure);
            assertThatThrownBy(() -> reader.read(samples, 0, 9)).isSameAs(failure);
        }
    }

    @Test
    void aLiveStreamIsNotWaitedFor() throws IOException {
        byte[] wav = WavBytes.plain(1, 1, 8000, 16, new byte[2 * 1000]);
        InputStream live = new InputStream() {
            private final InputStream in = stream(wav);

            @Override
            public int read() throws IOException {
                return in.read();
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return in.read(target, offset, Math.min(length, 20));
            }
        };
        try (AudioReader reader = AudioReader.open(live)) {
            assertThat(reader.readMono(new float[1000], 0, 1000)).isEqualTo(10);
        }
    }

    @Test
    void nothingAfterTheSamplesOfAWavFileIsRead() throws IOException {
        for (int samples : new int[] {1, 2, 30_000}) {
            InputStream in = stream(Arrays.copyOf(WavBytes.pcm16(new int[samples]), 44 + 2 * samples + 7));
            assertThat(drain(AudioReader.open(in), 1000, true, new Random(3))).hasSize(samples);
            assertThat(in.available()).isEqualTo(7);
        }
    }

    @Test
    void aFileBelongsToTheReader(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("no extension");
        Files.write(file, WavBytes.pcm16(16_384));
        AudioReader reader = AudioReader.open(file);
        float[] one = new float[1];
        assertThat(reader.readMono(one, 0, 1)).isOne();
        assertThat(one).containsExactly(0.5f);
        reader.close();
        reader.close();
        assertThatThrownBy(() -> reader.readMono(one, 0, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must be open, but was closed");
        assertThatThrownBy(() -> AudioReader.open(file, AudioLimits.defaults().withMaxBytes(45)))
                .isInstanceOf(AudioFormatException.class);
    }

    @Test
    void aFolderIsRefusedByName(@TempDir Path folder) {
        assertThatThrownBy(() -> AudioReader.open(folder))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(folder + ": is a directory");
        assertThatThrownBy(() -> AudioClip.read(folder))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(folder + ": is a directory");
    }

    @Test
    void aFileThatIsRefusedIsNamedWhenItIsOpenedAndWhenItIsRead(@TempDir Path folder) throws IOException {
        Path nothing = Files.write(folder.resolve("nothing.wav"), new byte[0]);
        byte[] whole = WavBytes.pcm16(new int[40_000]);
        Path cut = Files.write(folder.resolve("cut.wav"), Arrays.copyOf(whole, 30_000));
        for (Path file : new Path[] {nothing, cut}) {
            AudioFormatException refused = catchThrowableOfType(AudioFormatException.class, () -> AudioClip.read(file));
            assertThat(refused).hasMessage(file + ": " + refused.reason());
            assertThat(refused.reason()).endsWith("(at byte " + refused.byteOffset() + ")");
        }
        AudioFormatException closedBadly = new AudioFormatException("torn", 7);
        closedBadly.addSuppressed(new IOException("close"));
        assertThat(closedBadly.in(cut))
                .hasMessage(cut + ": torn (at byte 7)")
                .hasSuppressedException(new IOException("close"));
        assertThatThrownBy(() -> AudioReader.open(nothing))
                .isInstanceOf(AudioFormatException.class)
                .hasMessageStartingWith(nothing + ": ");
        try (AudioReader reader = AudioReader.open(cut)) {
            for (int time = 0; time < 2; time++) {
                assertThatThrownBy(reader::readToTheEnd)
                        .isInstanceOf(AudioFormatException.class)
                        .hasMessageStartingWith(cut + ": the data chunk must have");
            }
        }
        assertThatThrownBy(() -> AudioClip.read(Files.newInputStream(cut)))
                .isInstanceOf(AudioFormatException.class)
                .hasMessageStartingWith("the data chunk must have");
    }

    @Test
    void aStreamBelongsToTheCaller() throws IOException {
        boolean[] closed = {false};
        InputStream in = new ByteArrayInputStream(WavBytes.pcm16(1)) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        AudioReader.open(in).close();
        assertThat(closed).containsExactly(false);
    }

    @Test
    void portionsMustFit() throws IOException {
        try (AudioReader reader = AudioReader.open(stream(WavBytes.plain(1, 2, 8000, 16, new byte[8])))) {
            float[] samples = new float[4];
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> reader.read(samples, 0, 0))
                    .withMessage("frames must be positive, but was 0");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> reader.readMono(samples, 0, -1))
                    .withMessage("count must be positive, but was -1");
            assertThatThrownBy(() -> reader.read(samples, 1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> reader.read(samples, 0, Integer.MAX_VALUE))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> reader.readMono(samples, 3, 2)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> reader.readChannel(0, samples, 3, 2))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> reader.readChannel(2, samples, 0, 2))
                    .hasMessage("channel must lie in [0, 1], but was 2");
            assertThat(reader.read(samples, 0, 2)).isEqualTo(2);
        }
    }

    @Test
    void aRefusalThatNamesTheFileKeepsItsCauseAndOffset() {
        IOException why = new IOException("why");
        IOException beside = new IOException("beside");
        AudioFormatException failure = new AudioFormatException("bad", 7, why);
        failure.addSuppressed(beside);
        AudioFormatException named = failure.in(Path.of("a.wav"));
        assertThat(named).hasMessage("a.wav: bad (at byte 7)").hasCause(why).hasSuppressedException(beside);
        assertThat(named.getStackTrace()).isEqualTo(failure.getStackTrace());
        assertThat(named.byteOffset()).isEqualTo(7);
        assertThat(named.reason()).isEqualTo("bad (at byte 7)");
    }
}
