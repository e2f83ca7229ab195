package io.ser4j.formats.internal;

import io.ser4j.AudioFormatException;
import java.io.IOException;
import org.jflac.ChannelData;
import org.jflac.Constants;
import org.jflac.frame.BadHeaderException;
import org.jflac.frame.ChannelConstant;
import org.jflac.frame.ChannelFixed;
import org.jflac.frame.ChannelLPC;
import org.jflac.frame.ChannelVerbatim;
import org.jflac.frame.Header;
import org.jflac.metadata.StreamInfo;
import org.jflac.util.CRC16;

/**
 * Decodes FLAC frames one by one (RFC 9639, section 9) with jFLAC's classes for headers and subframes. Its own frame loop is
 * not used, since it skips what it cannot read and fills damaged frames with zeros.
 */
final class FlacFrame {
    private static final int MAX_CHANNELS = 8;

    private final FlacBits bits;
    private final StreamInfo info;
    private final ChannelData[] channels = new ChannelData[MAX_CHANNELS];
    private int capacity;
    private Header header;

    FlacFrame(FlacBits bits, StreamInfo info) {
        this.bits = bits;
        this.info = info;
    }

    int size() {
        return header.blockSize;
    }

    /** The number of the frame's first sample, or of the frame itself if its encoder stated only that. */
    long number() {
        return header.sampleNumber;
    }

    /** The samples of one channel, [size] integers. */
    int[] samples(int channel) {
        return channels[channel].getOutput();
    }

    /** Reads the next frame, which must begin at the current position. */
    void read() throws IOException {
        long offset = bits.offset();
        byte[] sync = {(byte) bits.readRawUInt(8), (byte) bits.readRawUInt(8)};
        if (sync[0] != (byte) 0xFF || (sync[1] & 0xFC) != 0xF8) {
            throw new AudioFormatException(
                    String.format(
                            "a FLAC frame must begin with FFF8 or FFF9, but begins with %02X%02X", sync[0], sync[1]),
                    offset);
        }
        bits.resetReadCRC16(CRC16.update(sync[1], CRC16.update(sync[0], (short) 0)));
        readHeader(sync, offset);
        reserve(header.blockSize);
        for (int channel = 0; channel < header.channels; channel++) {
            readSubframe(channel, offset);
        }
        if (!bits.isConsumedByteAligned()) {
            bits.readRawUInt(bits.bitsLeftForByteAlignment());
        }
        int computed = bits.getReadCRC16() & 0xFFFF;
        int stated = bits.readRawUInt(16);
        if (computed != stated) {
            throw new AudioFormatException(
                    String.format("the checksum of a FLAC frame must be %04X, but was %04X", stated, computed), offset);
        }
        restoreStereo();
    }

    private void readHeader(byte[] sync, long offset) throws IOException {
        try {
            header = new Header(bits, sync, info);
        } catch (BadHeaderException e) {
            throw new AudioFormatException(
                    "a FLAC frame must have a valid header, but does not: " + e.getMessage(), offset);
        }
        if (header.channels != info.getChannels()
                || header.bitsPerSample != info.getBitsPerSample()
                || header.sampleRate != info.getSampleRate()) {
            throw new AudioFormatException(
                    "a FLAC frame must match STREAMINFO (" + info.getChannels() + " channels, "
                            + info.getBitsPerSample() + " bits, " + info.getSampleRate() + " Hz), but has "
                            + header.channels + ", " + header.bitsPerSample + " and " + header.sampleRate,
                    offset);
        }
    }

    private void reserve(int blockSize) {
        if (blockSize > capacity) {
            capacity = blockSize;
            for (int channel = 0; channel < header.channels; channel++) {
                channels[channel] = new ChannelData(blockSize);
            }
        }
    }

    private void readSubframe(int channel, long offset) throws IOException {
        int type = bits.readRawUInt(8);
        int wasted = (type & 1) == 0 ? 0 : bits.readUnaryUnsigned() + 1;
        int width = header.bitsPerSample + (channel == sideChannel() ? 1 : 0) - wasted;
        if (type >= 0x80 || width < 1) {
            throw new AudioFormatException(
                    "a FLAC subframe must have a valid header, but has type " + type + " and " + wasted
                            + " wasted bits",
                    offset);
        }
        ChannelData data = channels[channel];
        int kind = type >> 1;
        if (kind == 0) {
            new ChannelConstant(bits, header, data, width, wasted);
        } else if (kind == 1) {
            new ChannelVerbatim(bits, header, data, width, wasted);
        } else {
            readPredicted(kind, data, width, offset);
        }
        for (int i = 0; wasted > 0 && i < header.blockSize; i++) {
            data.getOutput()[i] <<= wasted;
        }
    }

    private void readPredicted(int kind, ChannelData data, int width, long offset) throws IOException {
        boolean linear = kind >= 32;
        int order = linear ? kind - 31 : kind - 8;
        if (order < 0 || !linear && order > 4 || order > header.blockSize) {
            throw new AudioFormatException(
                    "a FLAC subframe must be of a known type, but was " + kind + " over " + header.blockSize
                            + " samples",
                    offset);
        }
        bits.beginPredictedSubframe();
        if (linear) {
            new ChannelLPC(bits, header, data, width, 0, order);
        } else {
            new ChannelFixed(bits, header, data, width, 0, order);
        }
        bits.endSubframe();
    }

    /** The channel that holds the difference of the two, with one bit more, or -1 if there is none. */
    private int sideChannel() {
        return switch (header.channelAssignment) {
            case Constants.CHANNEL_ASSIGNMENT_LEFT_SIDE, Constants.CHANNEL_ASSIGNMENT_MID_SIDE -> 1;
            case Constants.CHANNEL_ASSIGNMENT_RIGHT_SIDE -> 0;
            default -> -1;
        };
    }

    private void restoreStereo() {
        if (sideChannel() < 0) {
            return;
        }
        int[] first = samples(0);
        int[] second = samples(1);
        for (int i = 0; i < header.blockSize; i++) {
            switch (header.channelAssignment) {
                case Constants.CHANNEL_ASSIGNMENT_LEFT_SIDE -> second[i] = first[i] - second[i];
                case Constants.CHANNEL_ASSIGNMENT_RIGHT_SIDE -> first[i] += second[i];
                default -> {
                    int side = second[i];
                    int sum = first[i] << 1 | side & 1;
                    first[i] = sum + side >> 1;
                    second[i] = sum - side >> 1;
                }
            }
        }
    }
}
