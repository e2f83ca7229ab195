package io.ser4j.examples.cli;

import io.ser4j.spi.AudioDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Decides by the first bytes of a file whether it may be audio, whatever its name: if an installed decoder accepts them, or if
 * they belong to a format that is known here even without its decoder, so that a file in such a format is reported as a failure
 * and not skipped. Thread-safe if the decoders are.
 */
final class AudioSniffer {
    private static final List<String> RIFF_KINDS = List.of("RIFF", "RIFX", "RF64", "BW64");
    private static final List<String> MAGICS = List.of("fLaC", "OggS", "ID3");

    private final List<AudioDecoder> decoders;

    /** Uses the given decoders. */
    AudioSniffer(List<AudioDecoder> decoders) {
        this.decoders = List.copyOf(decoders);
    }

    /** Uses the installed decoders. */
    static AudioSniffer installed() {
        return new AudioSniffer(ServiceLoader.load(AudioDecoder.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /** Whether the file begins like audio. */
    boolean isAudio(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return isAudio(in.readNBytes(AudioDecoder.HEAD_BYTES));
        }
    }

    /** The same for the first {@value AudioDecoder#HEAD_BYTES} bytes of a file, or all of a shorter one. */
    boolean isAudio(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        return isWave(text)
                || MAGICS.stream().anyMatch(text::startsWith)
                || isMpegFrame(head)
                || decoders.stream()
                        .anyMatch(
                                decoder -> decoder.accepts(Arrays.copyOf(head, AudioDecoder.HEAD_BYTES), head.length));
    }

    /** Whether it is RIFF of the kind WAVE, since RIFF files may also contain images or video. */
    private static boolean isWave(String head) {
        return RIFF_KINDS.stream().anyMatch(head::startsWith) && head.startsWith("WAVE", 8);
    }

    /*
     * ISO 11172-3, 2.4.1.3: 11 bits of synchronisation, a version (01 is reserved), layer III (01; the byte order mark of UTF-16
     * would be layer I), a bit rate (1111 is forbidden) and a sample rate (11 is reserved).
     */
    private static boolean isMpegFrame(byte[] head) {
        return head.length >= 4
                && (head[0] & 0xff) == 0xff
                && (head[1] & 0xe0) == 0xe0
                && (head[1] >> 3 & 3) != 1
                && (head[1] >> 1 & 3) == 1
                && (head[2] >> 4 & 15) != 15
                && (head[2] >> 2 & 3) != 3;
    }
}
