package io.ser4j.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.AudioFormatException;
import io.ser4j.AudioLimits;
import io.ser4j.spi.AudioDecoder;
import io.ser4j.spi.PcmSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all decoders have in common: how they are chosen, the limits, and what happens if a stream fails. */
class DecodersTest {
    @ParameterizedTest
    @CsvSource({
        "stereo-16.flac, FLAC",
        "stereo-44k.mp3, MP3",
        "mono-16k.mp3, MP3",
        "mono-8k.mp3, MP3",
        "stereo-44k.ogg, Ogg Vorbis",
        "mono.opus, Ogg Opus"
    })
    void exactlyOneAccepts(String name, String format) {
        byte[] file = Decoded.file(name);
        assertThat(ServiceLoader.load(AudioDecoder.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .filter(decoder -> decoder.accepts(file, AudioDecoder.HEAD_BYTES))
                        .map(AudioDecoder::format))
                .containsExactly(format);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RIFF....WAVE", // another format
                "OggS", // too short to tell
                "\u00ff\u00f1\u0050\u0080", // AAC in ADTS
                "\u00ff\u00fd\u0090\u0000", // layer II
                "\u00ff\u00fb\u0000\u0000", // the free format
                "\u00ff\u00fb\u00f0\u0000", // no such bit rate
                "\u00ff\u00fb\u009c\u0000", // no such sample rate
                ""
            })
    void noDecoderAccepts(String head) {
        byte[] bytes = Arrays.copyOf(head.getBytes(StandardCharsets.ISO_8859_1), 64);
        assertThat(ServiceLoader.load(AudioDecoder.class))
                .isNotEmpty()
                .noneMatch(decoder -> decoder.accepts(bytes, head.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stereo-16.flac", "stereo-44k.mp3", "stereo-44k.ogg", "stereo.opus"})
    void limitsAreKept(String name) {
        byte[] file = Decoded.file(name);
        AudioLimits limits = AudioLimits.defaults();
        assertRefused(file, limits.withMaxChannels(1), "AudioLimits.maxChannels");
        assertRefused(file, limits.withMaxSampleRateHz(8000), "AudioLimits.maxSampleRateHz");
        assertRefused(file, limits.withMaxBytes(1000), "AudioLimits.maxBytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stereo-16.flac", "stereo-44k.mp3"})
    void aStatedDurationIsCheckedAgainstTheLimit(String name) {
        assertRefused(Decoded.file(name), AudioLimits.defaults().withMaxSeconds(0.01), "AudioLimits.maxSeconds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stereo-16.flac", "stereo-44k.mp3", "stereo-44k.ogg", "stereo.opus"})
    void theExceptionOfAFailingStreamIsRethrown(String name) {
        byte[] file = Decoded.file(name);
        IOException failure = new IOException("the cable is out");
        for (int length : List.of(10, 200, file.length / 2, file.length - 1)) {
            InputStream broken = new SequenceInputStream(new ByteArrayInputStream(file, 0, length), failing(failure));
            assertThatThrownBy(() -> readAll(file, broken)).isSameAs(failure);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stereo-16.flac", "stereo-44k.mp3", "stereo-44k.ogg", "mono.opus"})
    void theSizeOfPiecesDoesNotMatter(String name) throws IOException {
        byte[] file = Decoded.file(name);
        float[] whole = Decoded.of(file, 100_000).samples;
        for (int piece : new int[] {1, 13, 4098}) {
            assertThat(Decoded.of(file, piece).samples).isEqualTo(whole);
        }
    }

    @Test
    void streamsThatGiveOneByteAtATimeAreReadAlike() throws IOException {
        byte[] file = Decoded.file("mono.opus");
        InputStream slow = new ByteArrayInputStream(file) {
            private boolean idle;

            @Override
            public synchronized int read(byte[] target, int offset, int count) {
                idle = !idle;
                return idle ? 0 : super.read(target, offset, Math.min(1, count));
            }
        };
        assertThat(readAll(file, slow)).isEqualTo(Decoded.of(file).frames());
    }

    private static InputStream failing(IOException failure) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                throw failure;
            }
        };
    }

    private static int readAll(byte[] file, InputStream in) throws IOException {
        int frames = 0;
        try (PcmSource source = Decoded.decoder(file).open(in, AudioLimits.defaults())) {
            float[] some = new float[1000 * source.channels()];
            for (int n = source.read(some, 1000); n >= 0; n = source.read(some, 1000)) {
                frames += n;
            }
        }
        return frames;
    }

    private static void assertRefused(byte[] file, AudioLimits limits, String message) {
        assertThatThrownBy(() -> Decoded.of(file, 1000, limits))
                .isInstanceOf(AudioFormatException.class)
                .hasFieldOrPropertyWithValue("kind", AudioFormatException.Kind.BEYOND_LIMITS)
                .hasMessageContaining(message);
    }
}
