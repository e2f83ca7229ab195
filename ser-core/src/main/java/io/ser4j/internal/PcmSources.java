package io.ser4j.internal;

import io.ser4j.AudioFormatException;
import io.ser4j.AudioLimits;
import io.ser4j.spi.AudioDecoder;
import io.ser4j.spi.PcmSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.function.Supplier;

/** Opens audio by its first bytes: WAV with the reader of this library, everything else with a decoder that accepts it. */
public final class PcmSources {
    private static final int FILE_ID_BYTES = 4;

    private PcmSources() {}

    /**
     * The decoders that are registered; see {@link Services#installed}.
     *
     * @return the decoders, none of which has opened anything yet
     * @throws AudioFormatException if one of them cannot be loaded
     */
    public static List<AudioDecoder> installedDecoders() {
        try {
            return Services.installed(AudioDecoder.class);
        } catch (ServiceConfigurationError | LinkageError e) {
            throw AudioFormatException.decoderMissing(
                    "every registered audio decoder must load, but one does not: " + e.getMessage(), 0, e);
        }
    }

    /**
     * Opens an input.
     *
     * @param stream the bytes; not closed. WAV is read no further than its samples
     * @param limits what the input may ask for at most
     * @param maxSamples the most samples of all channels together, or {@link Long#MAX_VALUE}
     * @param decoders called only if the input is not a WAV file
     * @return the source of the samples
     * @throws AudioFormatException if the bytes are no readable audio within the limits
     * @throws IOException if the stream fails
     */
    public static PcmSource open(
            InputStream stream, AudioLimits limits, long maxSamples, Supplier<List<AudioDecoder>> decoders)
            throws IOException {
        BoundedInput in = new BoundedInput(stream, limits.maxBytes());
        ReadLimits readLimits = new ReadLimits(limits, maxSamples);
        if (RiffChunks.begin(in.peek(FILE_ID_BYTES))) {
            return WavReader.open(in, readLimits);
        }
        byte[] head = in.peek(AudioDecoder.HEAD_BYTES);
        if (head.length == 0) {
            throw new AudioFormatException("audio must have at least one sample, but the input is empty", 0);
        }
        List<AudioDecoder> candidates = decoders.get();
        if (candidates.isEmpty()) {
            throw Refusal.of(head, List.of());
        }
        return WatchedSource.open(in, head, candidates, readLimits);
    }
}
