package io.ser4j.formats.internal;

import java.util.Optional;

/**
 * The header of an MPEG audio layer III frame (ISO/IEC 11172-3, 13818-3, and the later 2.5 for the lowest rates).
 *
 * @param version 1 for MPEG-1, 2 for MPEG-2, 3 for MPEG-2.5
 * @param sampleRateHz in Hz
 * @param channels 1 or 2
 * @param frameBytes the size of the frame, including the header
 */
record MpegHeader(int version, int sampleRateHz, int channels, int frameBytes) {
    static final int BYTES = 4;

    private static final int[] KBPS_1 = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
    private static final int[] KBPS_2 = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};
    private static final int[] RATES_1_HZ = {44100, 48000, 32000};
    private static final int LAYER_III = 1;
    private static final int MONO = 3;

    /**
     * Parses the four bytes of a header; empty if they are not one, or its bit rate is free, so that it does not give the
     * frame's size.
     */
    static Optional<MpegHeader> parse(int word) {
        int versionBits = word >>> 19 & 3;
        int bitrate = word >>> 12 & 15;
        int rate = word >>> 10 & 3;
        if (word >>> 21 != 0x7FF
                || versionBits == 1
                || (word >>> 17 & 3) != LAYER_III
                || bitrate == 0
                || bitrate == 15
                || rate == 3) {
            return Optional.empty();
        }
        int version = versionBits == 3 ? 1 : versionBits == 2 ? 2 : 3;
        int rateHz = RATES_1_HZ[rate] >> version - 1;
        int bitsPerSecond = 1000 * (version == 1 ? KBPS_1 : KBPS_2)[bitrate];
        int bytes = samplesPerFrame(version) / 8 * bitsPerSecond / rateHz + (word >>> 9 & 1);
        return Optional.of(new MpegHeader(version, rateHz, (word >>> 6 & 3) == MONO ? 1 : 2, bytes));
    }

    int samplesPerFrame() {
        return samplesPerFrame(version);
    }

    /** The size of the side information between the header and the main data. */
    int sideInfoBytes() {
        if (version == 1) {
            return channels == 1 ? 17 : 32;
        }
        return channels == 1 ? 9 : 17;
    }

    /** Whether both frames can be of one stream, in which only bit rate, padding and stereo coding may change. */
    boolean continues(MpegHeader first) {
        return version == first.version && sampleRateHz == first.sampleRateHz && channels == first.channels;
    }

    private static int samplesPerFrame(int version) {
        return version == 1 ? 1152 : 576;
    }
}
