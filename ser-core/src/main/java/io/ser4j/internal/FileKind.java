package io.ser4j.internal;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Media formats that are recognised by their first bytes, for the message that refuses them. */
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
     * Recognises the format of a file.
     *
     * @param head the first bytes of the file, without padding
     * @return the format, or empty if it is not recognised
     */
    static Optional<FileKind> of(byte[] head) {
        for (FileKind kind : values()) {
            if (kind.matches(head)) {
                return Optional.of(kind);
            }
        }
        return mpegFrame(head);
    }

    /** The usual name of the format. */
    String title() {
        return title;
    }

    /** What the file probably is if a decoder of this format is installed, but does not accept it. */
    String titleBesideDecoder() {
        return switch (this) {
            case OGG -> "Ogg with another codec, or damaged at its beginning";
            case MP3 -> "MPEG audio of another layer, or damaged at its beginning";
            default -> title;
        };
    }

    /** Whether ser-formats has a decoder for this format. */
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
     * An MPEG audio frame begins with eleven ones; then come the version and two layer bits, which are 0 in AAC (ADTS). In MP3,
     * neither the bit rate nor the sample rate is all ones, unlike in raw µ-law, where silence is all ones.
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
