package io.ser4j.formats;

import io.ser4j.AudioLimits;
import io.ser4j.formats.internal.Codec;
import io.ser4j.spi.AudioDecoder;
import io.ser4j.spi.PcmSource;
import java.io.IOException;
import java.io.InputStream;

/** Reads Opus in Ogg (RFC 7845), through {@code io.github.jaredmdobson:concentus}. */
public final class OpusAudioDecoder implements AudioDecoder {
    /** Called by {@link java.util.ServiceLoader}. */
    public OpusAudioDecoder() {}

    @Override
    public String format() {
        return Codec.OPUS.title();
    }

    @Override
    public boolean accepts(byte[] head, int length) {
        return Codec.OPUS.accepts(head, length);
    }

    @Override
    public PcmSource open(InputStream in, AudioLimits limits) throws IOException {
        return Codec.OPUS.open(in, limits);
    }
}
