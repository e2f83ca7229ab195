package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudioSnifferTest {
    private static boolean isAudio(int... head) {
        byte[] bytes = new byte[head.length];
        for (int i = 0; i < head.length; i++) {
            bytes[i] = (byte) head[i];
        }
        return AudioSniffer.isAudio(bytes);
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
        assertThat(AudioSniffer.isAudio(head.getBytes(StandardCharsets.ISO_8859_1)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "RIFF", "RIFF....AVI ", "RIFF....WEBP", "oggs", "%PDF-1.7....", "PK\3\4........"})
    void otherFilesAreNone(String head) {
        assertThat(AudioSniffer.isAudio(head.getBytes(StandardCharsets.ISO_8859_1)))
                .isFalse();
    }

    @Test
    void mpegFramesHaveAHeaderThatMakesSense() {
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
}
