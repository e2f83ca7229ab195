package io.ser4j.internal;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What kinds of media file are told apart by their first bytes, for the message that refuses them. */
enum FileKind {
    FLAC("FLAC", 0, "fLaC"),
    OGG("Ogg (Vorbis, Opus)", 0, "OggS"),
    MP3("MP3", 0, "ID3"),
    AIFF("AIFF", 8, "AIFF"),
    AIFC("AIFF-C", 8, "AIFC"),
    MP4("MP4 (M4A, AAC)", 4, "ftyp"),
    MATROSKA("Matroska or WebM", 0, "\u001a\u0045\u00df\u00a3"),
    CORE_AUDIO("Core Audio", 0, "caff"),
    SUN_AU("Sun AU", 0, ".snd"),
    AMR("AMR", 0, "#!AMR"),
    WAVE64("Sony Wave64", 0, "riff"),
    WAVPACK("WavPack", 0, "wvpk"),
    ASF("ASF (WMA)", 0, "\u0030\u0026\u00b2\u0075");

    private final String title;
    private final int offset;
    private final byte[] magic;

    FileKind(String title, int offset, String magic) {
        this.title = title;
        this.offset = offset;
        this.magic = magic.getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Names the kind of file that begins so.
     *
     * @param head the first bytes
     * @param length how many of them there are
     * @return the name of the format, or empty if these bytes say nothing
     */
    static Optional<String> nameOf(byte[] head, int length) {
        for (FileKind kind : values()) {
            if (kind.matches(head, length)) {
                return Optional.of(kind.title);
            }
        }
        return mpegFrame(head, length);
    }

    private boolean matches(byte[] head, int length) {
        if (length < offset + magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if (head[offset + i] != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** Eleven set bits begin an MPEG audio frame; the two layer bits after the version tell AAC in ADTS (0) from MP3. */
    private static Optional<String> mpegFrame(byte[] head, int length) {
        if (length < 2 || head[0] != (byte) 0xFF || (head[1] & 0xE0) != 0xE0) {
            return Optional.empty();
        }
        boolean adts = (head[1] & 0xF6) == 0xF0;
        boolean layered = (head[1] & 0x06) != 0 && (head[1] & 0x18) != 0x08;
        return adts ? Optional.of("AAC") : Optional.of("MP3").filter(name -> layered);
    }
}
