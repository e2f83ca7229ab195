package io.ser4j.formats.internal;

import io.ser4j.AudioLimits;
import java.util.Arrays;

/** The header packet of Ogg Opus (RFC 7845, section 5.1). */
final class OpusHead {
    private static final int BYTES = 19;
    private static final int MAPPING_OFFSET = 21;
    private static final int SILENT = 255;

    private final int channels;
    private final int preSkip;
    private final float gain;
    private final int streams;
    private final int coupledStreams;
    private final short[] mapping;

    OpusHead(Input in, AudioLimits limits, byte[] packet) {
        if (packet.length < BYTES || !Magic.at(packet, packet.length, 0, "OpusHead") || (packet[8] & 0xF0) != 0) {
            throw in.refused("an Ogg Opus stream must begin with an OpusHead of version 1, but does not");
        }
        channels = packet[9] & 0xFF;
        Limits.require(in, limits, OpusStream.RATE_HZ, channels);
        preSkip = (int) Magic.littleEndian(packet, 10, 2);
        short gainQ8 = (short) Magic.littleEndian(packet, 16, 2);
        gain = (float) Math.pow(10, gainQ8 / (20.0 * 256));
        int family = packet[18] & 0xFF;
        int most = family == 0 ? 2 : 8;
        if (family > 1 || channels > most) {
            throw in.refused("an Opus channel mapping must be of family 0 (mono, stereo) or 1 (up to 8 channels),"
                    + " but was of family " + family + " with " + channels + " channels");
        }
        mapping = new short[channels];
        if (family == 0) {
            streams = 1;
            coupledStreams = channels - 1;
            mapping[channels - 1] = (short) (channels - 1);
        } else {
            if (packet.length < MAPPING_OFFSET + channels) {
                throw in.refused("an OpusHead of family 1 must name a stream for each channel, but is too short");
            }
            streams = packet[19] & 0xFF;
            coupledStreams = packet[20] & 0xFF;
            for (int channel = 0; channel < channels; channel++) {
                mapping[channel] = (short) (packet[MAPPING_OFFSET + channel] & 0xFF);
            }
        }
        requireStreams(in);
    }

    int channels() {
        return channels;
    }

    /** The number of frames at 48 kHz to skip at the beginning. */
    int preSkip() {
        return preSkip;
    }

    /** The factor by which to multiply the output. */
    float gain() {
        return gain;
    }

    int streams() {
        return streams;
    }

    int coupledStreams() {
        return coupledStreams;
    }

    /** The decoded channel for each output channel, [channels]; 255 means silence. */
    short[] mapping() {
        return mapping.clone();
    }

    private void requireStreams(Input in) {
        boolean named = true;
        for (short decoded : mapping) {
            named &= decoded < streams + coupledStreams || decoded == SILENT;
        }
        if (streams < 1 || streams > channels || coupledStreams > streams || !named) {
            throw in.refused("an Opus channel mapping must name decoded channels, but has " + streams + " streams, "
                    + coupledStreams + " of them stereo, and the mapping " + Arrays.toString(mapping));
        }
    }
}
