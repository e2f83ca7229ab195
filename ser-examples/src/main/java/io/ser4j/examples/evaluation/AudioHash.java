package io.ser4j.examples.evaluation;

import io.ser4j.AudioClip;

/**
 * The identity of a recording by what it sounds like, sample for sample: SHA-256 of its mono samples at their own rate, as 16-bit
 * integers, little-endian. So a file keeps its identity from 16-bit WAV to FLAC or to floats, and from mono to the same sound on
 * both channels; lossy codecs, resampling and cutting change it.
 */
public final class AudioHash {
    private static final double FULL_SCALE = 32_768;

    private AudioHash() {}

    /**
     * The hash of a clip. In Python, for 16-bit mono files:
     * {@code hashlib.sha256(soundfile.read(f, dtype="int16")[0].tobytes())}.
     *
     * @param clip the audio
     * @return 64 hexadecimal digits
     */
    public static String of(AudioClip clip) {
        float[] samples = clip.toMono();
        byte[] bytes = new byte[2 * samples.length];
        for (int i = 0; i < samples.length; i++) {
            long level = Math.round(samples[i] * FULL_SCALE);
            int value = (int) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, level));
            bytes[2 * i] = (byte) value;
            bytes[2 * i + 1] = (byte) (value >> 8);
        }
        return Sha256.hex(bytes);
    }
}
