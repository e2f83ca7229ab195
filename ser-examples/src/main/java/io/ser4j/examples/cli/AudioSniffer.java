package io.ser4j.examples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tells by its first bytes whether a file may be audio; its name does not matter. */
final class AudioSniffer {
    private static final int HEAD_BYTES = 12;
    private static final List<String> RIFF_KINDS = List.of("RIFF", "RIFX", "RF64", "BW64");
    private static final List<String> MAGICS = List.of("fLaC", "OggS", "ID3");

    private AudioSniffer() {}

    /** Whether the file begins as WAV, FLAC, Ogg or MP3 do. */
    static boolean isAudio(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return isAudio(in.readNBytes(HEAD_BYTES));
        }
    }

    /** The same for the first {@value #HEAD_BYTES} bytes, or fewer where the file ends earlier. */
    static boolean isAudio(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        return isWave(text) || MAGICS.stream().anyMatch(text::startsWith) || isMpegFrame(head);
    }

    /** RIFF holds pictures and films, too. */
    private static boolean isWave(String head) {
        return RIFF_KINDS.stream().anyMatch(head::startsWith) && head.startsWith("WAVE", 8);
    }

    /*
     * ISO 11172-3, 2.4.1.3: 11 bits of synchronisation, a version (01 is none), layer III (01; a byte order mark of UTF-16 would
     * be layer I), a bit rate (1111 is none) and a sample rate (11 is none).
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
