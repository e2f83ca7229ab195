package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ser4j.AudioLimits;
import io.ser4j.spi.AudioDecoder;
import io.ser4j.spi.PcmSource;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudioSnifferTest {
    private static final AudioSniffer SNIFFER = new AudioSniffer(List.of());

    private static boolean isAudio(int... head) {
        byte[] bytes = new byte[head.length];
        for (int i = 0; i < head.length; i++) {
            bytes[i] = (byte) head[i];
        }
        return SNIFFER.isAudio(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RIFF....WAVE",
                "RIFX....WAVE",
                "RF64....WAVE",
                "BW64....WAVE",
                "fLaC........",
                "OggS........",
                "ID3\4.......",
                "OggS"
            })
    void formatsAreKnownByTheirFirstBytes(String head) {
        assertThat(SNIFFER.isAudio(head.getBytes(StandardCharsets.ISO_8859_1))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "RIFF", "RIFF....AVI ", "RIFF....WEBP", "oggs", "%PDF-1.7....", "PK\3\4........"})
    void otherFilesAreNotAudio(String head) {
        assertThat(SNIFFER.isAudio(head.getBytes(StandardCharsets.ISO_8859_1))).isFalse();
    }

    @Test
    void mpegFramesNeedAValidHeader() {
        assertThat(isAudio(0xff, 0xfb, 0x90, 0x64)).as("MPEG-1 layer III").isTrue();
        assertThat(isAudio(0xff, 0xf3, 0x40, 0xc0)).as("MPEG-2 layer III").isTrue();
        assertThat(isAudio(0xff, 0xe3, 0x18, 0xc4)).as("MPEG-2.5 layer III").isTrue();
        assertThat(isAudio(0xff, 0xfe, 0x41, 0x00)).as("UTF-16 text").isFalse();
        assertThat(isAudio(0xff, 0xd8, 0xff, 0xe0)).as("JPEG").isFalse();
        assertThat(isAudio(0xff, 0xf1, 0x50, 0x80)).as("AAC in ADTS").isFalse();
        assertThat(isAudio(0xff, 0xfb, 0xf0, 0x64)).as("no bit rate").isFalse();
        assertThat(isAudio(0xff, 0xfb, 0x9c, 0x64)).as("no sample rate").isFalse();
        assertThat(isAudio(0xff, 0xfb)).as("too short").isFalse();
    }

    @Test
    void whatADecoderAcceptsIsAudio() {
        AudioDecoder mine = new AudioDecoder() {
            @Override
            public String format() {
                return "mine";
            }

            @Override
            public boolean accepts(byte[] head, int length) {
                return head.length == HEAD_BYTES && length >= 2 && head[0] == 'm' && head[1] == 'y';
            }

            @Override
            public PcmSource open(InputStream in, AudioLimits limits) {
                throw new AssertionError("nothing was to be opened");
            }
        };
        AudioSniffer sniffer = new AudioSniffer(List.of(mine));
        assertThat(sniffer.isAudio(new byte[] {'m', 'y'})).isTrue();
        assertThat(sniffer.isAudio(new byte[] {'m'})).isFalse();
        assertThat(sniffer.isAudio("fLaC".getBytes(StandardCharsets.ISO_8859_1)))
                .isTrue();
        assertThat(SNIFFER.isAudio(new byte[] {'m', 'y'})).isFalse();
    }
}
