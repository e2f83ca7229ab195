package io.ser4j.internal;

import io.ser4j.AudioFormatException;
import io.ser4j.AudioLimits;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * The checked contents of the fmt chunk of a WAV file.
 *
 * @param encoding how a sample is stored in its container
 * @param channels at least 1, within the limits
 * @param sampleRateHz at least 1, within the limits
 */
record WavFormat(SampleEncoding encoding, int channels, int sampleRateHz) {
    /** The shortest fmt chunk. */
    static final int MIN_BYTES = 16;

    /** The longest fmt chunk of which every byte has a meaning here: WAVEFORMATEXTENSIBLE. */
    static final int MAX_BYTES = 40;

    private static final int PCM = 1;
    private static final int IEEE_FLOAT = 3;
    private static final int A_LAW = 6;
    private static final int MU_LAW = 7;
    private static final int EXTENSIBLE = 0xFFFE;

    private static final int TAG_AT = 0;
    private static final int CHANNELS_AT = 2;
    private static final int RATE_AT = 4;
    private static final int BLOCK_ALIGN_AT = 12;
    private static final int BITS_AT = 14;
    private static final int VALID_BITS_AT = 18;
    private static final int SUB_FORMAT_AT = 24;

    /** The last eight bytes of KSDATAFORMAT_SUBTYPE_*, {tag}-0000-0010-8000-00AA00389B71. */
    private static final long SUB_FORMAT_TAIL = 0x800000AA00389B71L;

    /** The bytes of one frame: a sample of each channel. */
    int frameBytes() {
        return encoding.bytes() * channels;
    }

    /**
     * Reads the body of a fmt chunk.
     *
     * @param fmt from {@value #MIN_BYTES} to {@value #MAX_BYTES} bytes, from index 0 to the limit, in the file's byte order
     * @param offset the offset of the body in the input
     * @param limits what the file may ask for
     * @throws AudioFormatException if a field breaks its rule, with the field's offset
     */
    static WavFormat parse(ByteBuffer fmt, long offset, AudioLimits limits) {
        int channels = Short.toUnsignedInt(fmt.getShort(CHANNELS_AT));
        ReadLimits.requireStated("the number of channels", channels, limits.maxChannels(), "", offset + CHANNELS_AT);
        long rate = Integer.toUnsignedLong(fmt.getInt(RATE_AT));
        ReadLimits.requireStated("the sample rate", rate, limits.maxSampleRateHz(), " Hz", offset + RATE_AT);
        int blockAlign = Short.toUnsignedInt(fmt.getShort(BLOCK_ALIGN_AT));
        require(
                blockAlign >= channels && blockAlign % channels == 0,
                "the block align must be a positive multiple of the " + channels + " channels, but was " + blockAlign,
                offset + BLOCK_ALIGN_AT);
        int tag = Short.toUnsignedInt(fmt.getShort(TAG_AT));
        int bits = Short.toUnsignedInt(fmt.getShort(BITS_AT));
        if (tag == EXTENSIBLE) {
            tag = subFormat(fmt, bits, offset);
        }
        return new WavFormat(encoding(tag, bits, blockAlign / channels, offset), channels, (int) rate);
    }

    /** The format tag inside the sub-format of an extensible fmt chunk. */
    private static int subFormat(ByteBuffer fmt, int bits, long offset) {
        require(
                fmt.limit() >= MAX_BYTES,
                "an extensible fmt chunk must have at least " + MAX_BYTES + " bytes, but has " + fmt.limit(),
                offset);
        // Some writers leave the field at 0, which says nothing.
        int validBits = Short.toUnsignedInt(fmt.getShort(VALID_BITS_AT));
        require(
                validBits <= bits,
                "the valid bits must be at most the " + bits + " bits of a sample, but were " + validBits,
                offset + VALID_BITS_AT);
        long tag = Integer.toUnsignedLong(fmt.getInt(SUB_FORMAT_AT));
        boolean known = tag <= 0xFFFF
                && tag != EXTENSIBLE
                && fmt.getShort(SUB_FORMAT_AT + 4) == 0
                && fmt.getShort(SUB_FORMAT_AT + 6) == 0x10
                && bigEndianLong(fmt, SUB_FORMAT_AT + 8) == SUB_FORMAT_TAIL;
        require(
                known,
                "the sub-format must be PCM, IEEE float, A-law or mu-law, but was " + hex(fmt, SUB_FORMAT_AT, 16),
                offset + SUB_FORMAT_AT);
        return (int) tag;
    }

    private static SampleEncoding encoding(int tag, int bits, int container, long offset) {
        return switch (tag) {
            case PCM -> pcm(bits, container, offset);
            case IEEE_FLOAT -> {
                requireWidth(bits == 32 || bits == 64, "IEEE float", "32 or 64", bits, offset);
                requireContainer(container == bits / 8, String.valueOf(bits / 8), bits, container, offset);
                yield bits == 32 ? SampleEncoding.FLOAT_32 : SampleEncoding.FLOAT_64;
            }
            case A_LAW, MU_LAW -> {
                requireWidth(bits == 8, tag == A_LAW ? "A-law" : "mu-law", "8", bits, offset);
                requireContainer(container == 1, "1", bits, container, offset);
                yield tag == A_LAW ? SampleEncoding.A_LAW : SampleEncoding.MU_LAW;
            }
            default ->
                throw new AudioFormatException(
                        String.format(
                                Locale.ROOT,
                                "the format tag must be 1 (PCM), 3 (IEEE float), 6 (A-law), 7 (mu-law) or 0xFFFE"
                                        + " (extensible), but was %d (0x%04X%s)",
                                tag,
                                tag,
                                commonName(tag)),
                        offset + TAG_AT);
        };
    }

    /** A comma and the name of an encoding that is frequent, but not accepted; empty for others. */
    private static String commonName(int tag) {
        return switch (tag) {
            case 0x0002 -> ", Microsoft ADPCM";
            case 0x0011 -> ", IMA ADPCM";
            case 0x0031 -> ", GSM 6.10";
            case 0x0055 -> ", MP3";
            default -> "";
        };
    }

    /**
     * Samples may have any container of up to four bytes that holds them, and are left-justified in it, as the standard says.
     * So the container alone determines scale and sign, as in an extensible format, where the bits are those of the container.
     */
    private static SampleEncoding pcm(int bits, int container, long offset) {
        requireWidth(bits >= 1 && bits <= 32, "PCM", "1 to 32", bits, offset);
        int minBytes = (bits + 7) / 8;
        requireContainer(
                container >= minBytes && container <= 4,
                minBytes == 4 ? "4" : minBytes + " to 4",
                bits,
                container,
                offset);
        return switch (container) {
            case 1 -> SampleEncoding.PCM_8;
            case 2 -> SampleEncoding.PCM_16;
            case 3 -> SampleEncoding.PCM_24;
            default -> SampleEncoding.PCM_32;
        };
    }

    private static void requireWidth(boolean holds, String name, String widths, int bits, long offset) {
        require(holds, name + " samples must have " + widths + " bits, but have " + bits, offset + BITS_AT);
    }

    private static void requireContainer(boolean holds, String widths, int bits, int container, long offset) {
        require(
                holds,
                "the block align must give each sample of " + bits + " bits a container of " + widths
                        + " bytes, but gives " + container,
                offset + BLOCK_ALIGN_AT);
    }

    private static void require(boolean holds, String message, long offset) {
        if (!holds) {
            throw new AudioFormatException(message, offset);
        }
    }

    private static long bigEndianLong(ByteBuffer bytes, int at) {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << 8 | bytes.get(at + i) & 0xFF;
        }
        return value;
    }

    private static String hex(ByteBuffer bytes, int at, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(String.format("%02X", bytes.get(at + i)));
        }
        return text.toString();
    }
}
