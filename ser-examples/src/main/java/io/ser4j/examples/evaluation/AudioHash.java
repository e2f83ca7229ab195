package io.ser4j.examples.evaluation;

import io.ser4j.AudioClip;

/**
 * The identity of a recording by its samples: the SHA-256 of its mono samples at their own rate, as little-endian 16-bit
 * integers. It is the same in WAV and FLAC, in 16 bits and floats, and in mono and with the same sound on both channels; lossy
 * codecs, resampling and cutting change it.
 *
 * <p>The samples of a lossy file are those of this library's decoder, which are the same on every machine; another decoder may
 * differ in a bit, and so in the hash. Compare hashes of lossy files only with those made by this class.
 */
public final class AudioHash {
    /**
     * The number of hexadecimal digits of a hash that lists keep: 64 bits. The odds that one of 10,000 clips in a list shares
     * them with one of 10,000 others by chance are 1 to 180 thousand million.
     */
    public static final int MARK_DIGITS = 16;

    private static final double FULL_SCALE = 32_768;

    private AudioHash() {}

    /**
     * The hash of a clip. In Python, for lossless mono files:
     * {@code samples = soundfile.read(f)[0]},
     * {@code hashlib.sha256(numpy.floor(samples * 32768 + 0.5).clip(-32768, 32767).astype("<i2").tobytes())}.
     *
     * @param clip the audio
     * @return 64 hexadecimal digits in lower case
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

    /**
     * The part of a hash that lists keep.
     *
     * @param sha256 a hash, or already its mark
     * @return its first {@value #MARK_DIGITS} digits
     */
    public static String mark(String sha256) {
        return sha256.substring(0, Math.min(MARK_DIGITS, sha256.length()));
    }
}
