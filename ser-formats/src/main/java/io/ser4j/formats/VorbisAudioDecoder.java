package io.ser4j.formats;

import io.ser4j.AudioLimits;
import io.ser4j.formats.internal.Codec;
import io.ser4j.spi.AudioDecoder;
import io.ser4j.spi.PcmSource;
import java.io.IOException;
import java.io.InputStream;

/** Reads Vorbis I in Ogg (RFC 3533), through {@code org.jcraft:jorbis}. */
public final class VorbisAudioDecoder implements AudioDecoder {
    /** Called by {@link java.util.ServiceLoader}. */
    public VorbisAudioDecoder() {}

    @Override
    public String format() {
        return Codec.VORBIS.title();
    }

    @Override
    public boolean accepts(byte[] head, int length) {
        return Codec.VORBIS.accepts(head, length);
    }

    @Override
    public PcmSource open(InputStream in, AudioLimits limits) throws IOException {
        return Codec.VORBIS.open(in, limits);
    }
}
