package io.ser4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ser4j.AudioFormatException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalTest {
    private static AudioFormatException.Kind kind(String head, String... formats) {
        return Refusal.of(head.getBytes(StandardCharsets.ISO_8859_1), List.of(formats))
                .kind();
    }

    private static String message(String head, String... formats) {
        return Refusal.of(head.getBytes(StandardCharsets.ISO_8859_1), List.of(formats))
                .getMessage();
    }

    @Test
    void aFormatWithoutADecoderIsNamedWithTheDependency() {
        assertThat(message("OggS"))
                .startsWith("the input must be a WAV file, but seems to be Ogg (Vorbis, Opus); convert it to WAV first,"
                        + " or add the dependency io.ser4j:ser-formats");
        assertThat(message("fLaC", "MP3")).contains("seems to be FLAC").contains("ser-formats");
    }

    @Test
    void aFileThatTheDecoderOfItsFormatRefusesIsNotCalledThatFormat() {
        assertThat(message("OggS", "Ogg Opus", "Ogg Vorbis"))
                .contains("seems to be Ogg with another codec, or damaged at its beginning; convert it to WAV first")
                .doesNotContain("ser-formats");
        assertThat(message("\u00ff\u00fd\u0090\u0000", "MP3"))
                .contains("seems to be MPEG audio of another layer, or damaged");
    }

    @Test
    void onlyADecoderThatCouldBeAddedIsMissing() {
        assertThat(kind("fLaC", "MP3")).isEqualTo(AudioFormatException.Kind.DECODER_MISSING);
        assertThat(kind("fLaC", "FLAC")).isEqualTo(AudioFormatException.Kind.UNREADABLE);
        assertThat(kind("text")).isEqualTo(AudioFormatException.Kind.UNREADABLE);
    }

    @Test
    void silenceOfATelephoneWithoutAHeaderIsNotTakenForMpeg() {
        assertThat(message("\u00ff\u00ff\u00ff\u00ff", "MP3")).doesNotContain("MPEG");
        assertThat(message("\u00ff\u007f\u00ff\u007f", "MP3")).doesNotContain("MPEG");
    }
}
