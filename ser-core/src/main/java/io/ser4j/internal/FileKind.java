package io.ser4j.internal;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What kinds of media file are told apart by their first bytes, for the message that refuses them. */
enum FileKind {
    FLAC("FLAC", 0, "fLaC"),
    OGG("Ogg (Vorbis, Opus)", 0, "OggS"),
    MP3("MP3", 0, "ID3"),
    AAC("AAC", 0, "\u00ff\u00f1"),
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
     * Tells the kind of file that begins so.
     *
     * @param head the first bytes, all of them valid
     * @return the kind, or empty if these bytes say nothing
     */
    static Optional<FileKind> of(byte[] head) {
        for (FileKind kind : values()) {
            if (kind.matches(head)) {
                return Optional.of(kind);
            }
        }
        return mpegFrame(head);
    }

    /** The name of the format, for people. */
    String title() {
        return title;
    }

    /** What it is where a decoder of this format is there and does not take it, for people. */
    String titleBesideDecoder() {
        return switch (this) {
            case OGG -> "Ogg with another codec, or torn at its beginning";
            case MP3 -> "MPEG audio of another layer, or torn at its beginning";
            default -> title;
        };
    }

    /** Whether this library's own adapters have a decoder for it. */
    boolean hasAdapter() {
        return this == FLAC || this == OGG || this == MP3;
    }

    private boolean matches(byte[] head) {
        if (head.length < offset + magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if (head[offset + i] != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Eleven set bits begin an MPEG audio frame; the two layer bits after the version tell AAC in ADTS (0) from MP3, whose bit
     * rate and sample rate are never all ones: silence in raw µ-law is.
     */
    private static Optional<FileKind> mpegFrame(byte[] head) {
        if (head.length < 3 || head[0] != (byte) 0xFF || (head[1] & 0xE0) != 0xE0) {
            return Optional.empty();
        }
        boolean adts = (head[1] & 0xF6) == 0xF0;
        boolean layered = (head[1] & 0x06) != 0 && (head[1] & 0x18) != 0x08;
        boolean rated = (head[2] & 0xF0) != 0xF0 && (head[2] & 0x0C) != 0x0C;
        return adts ? Optional.of(AAC) : Optional.of(MP3).filter(kind -> layered && rated);
    }
}
