package io.ser4j.formats.internal;

import io.ser4j.AudioFormatException;
import io.ser4j.AudioLimits;
import io.ser4j.spi.PcmSource;
import java.io.IOException;
import java.io.InputStream;

/** The formats: how to recognise each by its first bytes, and how to open it. Loading this class needs none of the libraries. */
public enum Codec {
    FLAC("FLAC", "org.jflac.frame.Header") {
        @Override
        public boolean accepts(byte[] head, int length) {
            return Magic.at(head, length, 0, "fLaC");
        }

        @Override
        Blocks begin(Input in, AudioLimits limits) throws IOException {
            return new FlacBlocks(in, limits);
        }
    },
    MP3("MP3", "javazoom.jl.decoder.Decoder") {
        @Override
        public boolean accepts(byte[] head, int length) {
            return Magic.at(head, length, 0, "ID3")
                    || length >= 4 && MpegHeader.parse(Magic.word(head, 0)).isPresent();
        }

        /** Requires the library of MP3 only after the tag, since FLAC may follow one, too. */
        @Override
        PcmSource open(Input in, AudioLimits limits) throws IOException {
            Id3.skipLeading(in);
            return in.startsWith("fLaC") ? FLAC.open(in, limits) : super.open(in, limits);
        }

        @Override
        Blocks begin(Input in, AudioLimits limits) throws IOException {
            return new Mp3Blocks(in, limits);
        }
    },
    VORBIS("Ogg Vorbis", "com.jcraft.jorbis.DspState") {
        @Override
        public boolean accepts(byte[] head, int length) {
            return Magic.oggPacket(head, length, "\u0001vorbis");
        }

        @Override
        Blocks begin(Input in, AudioLimits limits) throws IOException {
            return new OggBlocks(new OggPackets(in), limits, VorbisStream::new);
        }
    },
    OPUS("Ogg Opus", "io.github.jaredmdobson.concentus.OpusMSDecoder") {
        @Override
        public boolean accepts(byte[] head, int length) {
            return Magic.oggPacket(head, length, "OpusHead");
        }

        @Override
        Blocks begin(Input in, AudioLimits limits) throws IOException {
            return new OggBlocks(new OggPackets(in), limits, OpusStream::new);
        }
    };

    private final String title;
    private final String probe;

    Codec(String title, String probe) {
        this.title = title;
        this.probe = probe;
    }

    /** The usual name of the format. */
    public String title() {
        return title;
    }

    /** Whether an input that begins with these bytes is to be opened as this format. */
    public abstract boolean accepts(byte[] head, int length);

    /** Opens an accepted input, reading its header. */
    public final PcmSource open(InputStream in, AudioLimits limits) throws IOException {
        return open(new Input(in, limits.maxBytes()), limits);
    }

    PcmSource open(Input in, AudioLimits limits) throws IOException {
        requireLibrary();
        return BlockSource.of(title, in, () -> begin(in, limits));
    }

    abstract Blocks begin(Input in, AudioLimits limits) throws IOException;

    private void requireLibrary() {
        try {
            Class.forName(probe, false, Codec.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw AudioFormatException.decoderMissing(
                    "to read " + title + ", the dependency " + Dependencies.of(this)
                            + " must be on the class path or module path, but it is not",
                    0,
                    e);
        }
    }
}
