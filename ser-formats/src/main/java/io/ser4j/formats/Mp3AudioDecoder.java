package io.ser4j.formats;

import io.ser4j.AudioLimits;
import io.ser4j.formats.internal.Codec;
import io.ser4j.spi.AudioDecoder;
import io.ser4j.spi.PcmSource;
import java.io.IOException;
import java.io.InputStream;

/** Reads MPEG-1, MPEG-2 and MPEG-2.5 layer III, through {@code javazoom:jlayer}. */
public final class Mp3AudioDecoder implements AudioDecoder {
    /** Called by {@link java.util.ServiceLoader}. */
    public Mp3AudioDecoder() {}

    @Override
    public String format() {
        return Codec.MP3.title();
    }

    @Override
    public boolean accepts(byte[] head, int length) {
        return Codec.MP3.accepts(head, length);
    }

    @Override
    public PcmSource open(InputStream in, AudioLimits limits) throws IOException {
        return Codec.MP3.open(in, limits);
    }
}
