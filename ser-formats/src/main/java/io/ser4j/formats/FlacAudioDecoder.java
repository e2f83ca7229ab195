package io.ser4j.formats;

import io.ser4j.AudioLimits;
import io.ser4j.formats.internal.Codec;
import io.ser4j.spi.AudioDecoder;
import io.ser4j.spi.PcmSource;
import java.io.IOException;
import java.io.InputStream;

/** Reads FLAC (RFC 9639) of up to 24 bits per sample, without loss, through {@code org.jflac:jflac-codec}. */
public final class FlacAudioDecoder implements AudioDecoder {
    /** Called by {@link java.util.ServiceLoader}. */
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
