package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ser4j.spi.AudioDecoder;
import io.ser4j.spi.PcmSource;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decoders of other formats: which one is chosen, and what happens whatever it does. */
@Timeout(60)
class DecodersTest {
    private static AudioReader open(InputStream in, AudioLimits limits, AudioDecoder... decoders) throws IOException {
        return AudioReader.open(in, limits, Long.MAX_VALUE, () -> List.of(decoders));
    }

    private static AudioFormatException refusalBy(AudioDecoder decoder) {
        return refusalBy(decoder, AudioLimits.defaults());
    }

    private static AudioFormatException refusalBy(AudioDecoder decoder, AudioLimits limits) {
        AudioFormatException e = catchThrowableOfType(AudioFormatException.class, () -> {
            try (AudioReader reader = open(FakeDecoder.input(100_000), limits, decoder)) {
                reader.readToTheEnd();
            }
        });
        assertThat(e).isNotNull();
        return e;
    }

    private static List<Throwable> everyKindOfThrowable() {
        return List.of(
                new IllegalStateException("confused"),
                new ArrayIndexOutOfBoundsException(7),
                new InvalidAudioException("not so exact"),
                new StackOverflowError(),
                new OutOfMemoryError("Java heap space"),
                new NoClassDefFoundError("org/example/Codec"),
                new UnsatisfiedLinkError("no codec in java.library.path"),
                new AssertionError("impossible"),
                new EOFException("too short"),
                new InterruptedException("by itself"),
                new ClassNotFoundException("org.example.Codec"));
    }

    @Test
    void whateverOpeningThrowsRefusesTheInput() {
        for (Throwable thrown : everyKindOfThrowable()) {
            AudioFormatException e = refusalBy(new FakeDecoder(in -> {
                in.readNBytes(33);
                throw Sneaky.unannounced(thrown);
            }));
            assertThat(e)
                    .hasMessageStartingWith("the Fake decoder must decode the input or refuse it, but threw ")
                    .hasMessageContaining(thrown.getClass().getName())
                    .hasMessageEndingWith("(at byte 33)");
            assertThat(e.getCause()).isSameAs(thrown);
            assertThat(e.byteOffset()).isEqualTo(33);
            assertThat(e.kind())
                    .isEqualTo(
                            thrown instanceof LinkageError
                                    ? AudioFormatException.Kind.DECODER_MISSING
                                    : AudioFormatException.Kind.UNREADABLE);
        }
    }

    @Test
    void whateverReadingThrowsRefusesTheInput() {
        for (Throwable thrown : everyKindOfThrowable()) {
            AudioFormatException e = refusalBy(new FakeDecoder(in -> FakeDecoder.source(8000, 1, (samples, frames) -> {
                in.readNBytes(20_000);
                throw Sneaky.unannounced(thrown);
            })));
            assertThat(e.getCause()).isSameAs(thrown);
            assertThat(e.byteOffset()).isEqualTo(20_000);
        }
    }

    @Test
    void anExceptionWhoseToStringFailsIsNamed() {
        RuntimeException speechless = new RuntimeException() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException("no words");
            }
        };
        assertThat(refusalBy(new FakeDecoder(in -> {
                    throw speechless;
                })))
                .hasMessageContaining("but threw " + speechless.getClass().getName())
                .hasNoCause();
    }

    @Test
    void endlessRecursionAndEndlessArraysAreSurvived() {
        assertThat(refusalBy(FakeDecoder.reading((samples, frames) -> recurse(0))))
                .hasCauseInstanceOf(StackOverflowError.class);
        assertThat(refusalBy(FakeDecoder.reading((samples, frames) -> new long[Integer.MAX_VALUE].length)))
                .hasCauseInstanceOf(OutOfMemoryError.class);
    }

    private static int recurse(int depth) {
        return recurse(depth + 1) + depth;
    }

    @Test
    void aDecodersOwnRefusalPassesUnchanged() {
        AudioFormatException own = new AudioFormatException("the frame must have a sync code, but has none", 12);
        assertThat(refusalBy(new FakeDecoder(in -> {
                    throw own;
                })))
                .isSameAs(own);
    }

    @Test
    void choosingIsWatchedToo() {
        AudioDecoder failing = new AudioDecoder() {
            @Override
            public String format() {
                return "Odd";
            }

            @Override
            public boolean accepts(byte[] head, int length) {
                throw new IllegalStateException("cannot tell");
            }

            @Override
            public PcmSource open(InputStream in, AudioLimits limits) {
                throw new IllegalStateException("never");
            }
        };
        assertThat(refusalBy(failing))
                .hasMessageContaining("the decoder " + failing.getClass().getName())
                .hasRootCauseMessage("cannot tell");
    }

    @ParameterizedTest
    @CsvSource({
        "8000, 0, 'channels must be from 1 to 64, but was 0'",
        "8000, -1, 'but was -1'",
        "8000, 65, 'but was 65'",
        "8000, 2147483647, 'but was 2147483647'",
        "0, 1, 'sample rate must be from 1 to 768000 Hz, but was 0'",
        "768001, 1, 'but was 768001'",
    })
    void aFormBeyondTheLimitsIsRefused(int rateHz, int channels, String message) {
        assertThat(refusalBy(new FakeDecoder(in -> FakeDecoder.source(rateHz, channels, (samples, frames) -> 1))))
                .hasMessageContaining(message);
    }

    @Test
    void aFormTooLargeForTheMemoryIsRefused() {
        AudioLimits limits = AudioLimits.defaults().withMaxChannels(Integer.MAX_VALUE);
        assertThat(refusalBy(
                        new FakeDecoder(in -> FakeDecoder.source(1, Integer.MAX_VALUE, (samples, frames) -> 1)),
                        limits))
                .hasCauseInstanceOf(OutOfMemoryError.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -2, Integer.MIN_VALUE, Integer.MAX_VALUE, 8193})
    void anImpossibleFrameCountIsRefused(int count) {
        assertThat(refusalBy(FakeDecoder.reading((samples, frames) -> count)))
                .hasMessageContaining("must give 1 to 8192 frames, or -1 at the end")
                .hasMessageContaining("but gave " + count);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, -65f})
    void unusableSamplesAreRefused(float bad) {
        assertThat(refusalBy(FakeDecoder.reading((samples, frames) -> {
                    samples[frames - 1] = bad;
                    return frames;
                })))
                .hasMessageContaining("must be finite")
                .hasMessageContaining("gave " + bad);
    }

    @Test
    void noAudioAtAllIsRefused() {
        assertThat(refusalBy(FakeDecoder.reading((samples, frames) -> -1)))
                .hasMessageContaining("must have at least one frame");
        assertThat(refusalBy(new FakeDecoder(in -> null))).hasMessageContaining("the opened source");
    }

    @Test
    void tooMuchAudioIsRefused() {
        AudioDecoder endless = FakeDecoder.reading((samples, frames) -> frames);
        assertThat(refusalBy(endless, AudioLimits.defaults().withMaxSeconds(30)))
                .hasMessageContaining("at most 30.0 s (AudioLimits.maxSeconds), but lasts at least 30.");
        assertThatThrownBy(() -> AudioClip.readAll(
                        AudioReader.open(FakeDecoder.input(9), AudioLimits.defaults(), 50_000, () -> List.of(endless))))
                .isInstanceOf(AudioFormatException.class)
                .hasMessageContaining("at most 50000 samples");
        assertThat(refusalBy(
                        new FakeDecoder(in -> {
                            in.readAllBytes();
                            return null;
                        }),
                        AudioLimits.defaults().withMaxBytes(20_000)))
                .hasMessageContaining("at most 20000 bytes (AudioLimits.maxBytes)");
    }

    @Test
    void aFailureOfTheUsersStreamPassesThroughUnchanged() throws InterruptedException {
        IOException failure = new IOException("the line went dead");
        InputStream broken = new SequenceInputStream(FakeDecoder.input(70), new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }
        });
        FakeDecoder decoder = new FakeDecoder(in -> {
            in.readAllBytes();
            return null;
        });
        assertThatThrownBy(() -> open(broken, AudioLimits.defaults(), decoder)).isSameAs(failure);
        decoder.thread.get().join(30_000);
        assertThat(decoder.thread.get().isAlive()).isFalse();
    }

    @Test
    void aSourceThatFailsToCloseIsAFailure() {
        assertThat(refusalBy(new FakeDecoder(in -> new PcmSource() {
                    private boolean gave;

                    @Override
                    public int sampleRateHz() {
                        return 8000;
                    }

                    @Override
                    public int channels() {
                        return 1;
                    }

                    @Override
                    public int read(float[] interleaved, int maxFrames) {
                        boolean first = !gave;
                        gave = true;
                        return first ? 1 : -1;
                    }

                    @Override
                    public void close() {
                        throw new IllegalStateException("will not close");
                    }
                })))
                .hasRootCauseMessage("will not close");
    }

    @Test
    void samplesPassUnchanged() throws IOException {
        for (int channels : new int[] {1, 2, 5}) {
            byte[] wav = WavBytes.plain(1, channels, 8000, 16, new byte[2 * channels * 20_011]);
            for (int i = 44; i < wav.length; i++) {
                wav[i] = (byte) (i * i >> 3);
            }
            float[] expected = AudioClip.read(new ByteArrayInputStream(wav)).toMono();
            AudioReader reader = open(
                    FakeDecoder.prefixed(new ByteArrayInputStream(wav)),
                    AudioLimits.defaults(),
                    FakeDecoder.wavWithin());
            assertThat(reader.channels()).isEqualTo(channels);
            assertThat(AudioClip.readAll(reader).toMono()).isEqualTo(expected);
        }
    }

    @Test
    void theFirstDecoderThatAcceptsReads() throws IOException {
        FakeDecoder first = FakeDecoder.wavWithin();
        FakeDecoder second = FakeDecoder.wavWithin();
        open(FakeDecoder.prefixed(new SyntheticWav(8000, 1)), AudioLimits.defaults(), first, second)
                .close();
        assertThat(first.thread.get()).isNotNull();
        assertThat(second.thread.get()).isNull();
    }

    @Test
    void wavIsReadWithoutADecoder() throws IOException {
        assertThat(AudioReader.open(
                                new ByteArrayInputStream(WavBytes.pcm16(16_384)),
                                AudioLimits.defaults(),
                                Long.MAX_VALUE,
                                () -> {
                                    throw new AssertionError("no decoder must be asked for");
                                })
                        .readToTheEnd())
                .containsExactly(0.5f);
    }

    private static String refusalOf(String head, AudioDecoder... decoders) {
        byte[] bytes = Arrays.copyOf(head.getBytes(StandardCharsets.ISO_8859_1), 100);
        AudioFormatException e = catchThrowableOfType(
                AudioFormatException.class,
                () -> open(new ByteArrayInputStream(bytes), AudioLimits.defaults(), decoders));
        assertThat(e.byteOffset()).isZero();
        return e.getMessage();
    }

    @Test
    void theDependencyToAddIsNamed() {
        String adapter = "or add the dependency io.ser4j:ser-formats";
        for (String head : new String[] {"fLaC", "OggS", "ID3", "\u00ff\u00fb\u0090"}) {
            assertThat(refusalOf(head)).contains("convert it to WAV first, " + adapter);
            assertThat(refusalOf(head, FakeDecoder.wavWithin()))
                    .contains("(Fake), but seems to be")
                    .contains(adapter);
        }
        assertThat(refusalOf("caff")).doesNotContain(adapter).endsWith("convert it to WAV first (at byte 0)");
        assertThat(refusalOf("<htm", FakeDecoder.wavWithin()))
                .isEqualTo("the input must be a WAV file or of a format with a decoder (Fake), but begins with \"<htm\""
                        + " (at byte 0)");
    }

    @Test
    void registeredDecodersAreFound(@TempDir Path folder) throws IOException {
        byte[] input = FakeDecoder.prefixed(new SyntheticWav(8000, 1)).readAllBytes();
        withRegistered(folder, Registered.class.getName(), () -> {
            AudioClip clip = AudioClip.read(new ByteArrayInputStream(input));
            assertThat(clip.frames()).isEqualTo(8000);
        });
        withRegistered(
                folder,
                "com.example.Missing",
                () -> assertThatThrownBy(() -> AudioReader.open(new ByteArrayInputStream(input)))
                        .isInstanceOf(AudioFormatException.class)
                        .hasMessageContaining("com.example.Missing")
                        .hasCauseInstanceOf(ServiceConfigurationError.class));
    }

    /** Registered by name, created by ServiceLoader. */
    public static final class Registered implements AudioDecoder {
        private final FakeDecoder decoder = FakeDecoder.wavWithin();

        /** Called by ServiceLoader. */
        public Registered() {}

        @Override
        public String format() {
            return decoder.format();
        }

        @Override
        public boolean accepts(byte[] head, int length) {
            return decoder.accepts(head, length);
        }

        @Override
        public PcmSource open(InputStream in, AudioLimits limits) throws IOException {
            return decoder.open(in, limits);
        }
    }

    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }

    private static void withRegistered(Path folder, String className, Action action) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(AudioDecoder.class.getName()), className);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            action.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
