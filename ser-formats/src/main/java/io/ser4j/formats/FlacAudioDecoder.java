package io.ser4j.formats;

import io.ser4j.AudioLimits;
import io.ser4j.formats.internal.Codec;
import io.ser4j.spi.AudioDecoder;
import io.ser4j.spi.PcmSource;
import java.io.IOException;
import java.io.InputStream;

/** Reads FLAC (RFC 9639) of up to 24 bits, sample by sample exact, through {@code org.jflac:jflac-codec}. */
public final class FlacAudioDecoder implements AudioDecoder {
    /** For the service loader. */
    public FlacAudioDecoder() {}

    @Override
    public String format() {
        return Codec.FLAC.title();
    }

    @Override
    public boolean accepts(byte[] head, int length) {
        return Codec.FLAC.accepts(head, length);
    }

    @Override
    public PcmSource open(InputStream in, AudioLimits limits) throws IOException {
        return Codec.FLAC.open(in, limits);
    }
}
