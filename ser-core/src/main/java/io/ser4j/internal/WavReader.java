package io.ser4j.internal;

import io.ser4j.AudioClip;
import io.ser4j.AudioFormatException;
import io.ser4j.AudioLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads WAV. */
public final class WavReader {
    /** Makes a clip around samples that nobody else holds. */
    @FunctionalInterface
    public interface ClipFactory {
        /**
         * Makes a clip.
         *
         * @param interleaved [frames × channels] row-major; handed over
         * @param sampleRateHz frames per second
         * @param channels the number of channels
         * @return the clip
         */
        AudioClip create(float[] interleaved, int sampleRateHz, int channels);
    }

    private WavReader() {}

    public static AudioClip read(InputStream in, AudioLimits limits, ClipFactory clips) throws IOException {
        byte[] bytes = in.readAllBytes();
        if (bytes.length < 46) {
            throw new AudioFormatException("no WAV", 0);
        }
        ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        float[] out = new float[(bytes.length - 44) / 2];
        for (int i = 0; i < out.length; i++) {
            out[i] = b.getShort(44 + 2 * i) / 32768f;
        }
        return clips.create(out, b.getInt(24), b.getShort(22));
    }
}
