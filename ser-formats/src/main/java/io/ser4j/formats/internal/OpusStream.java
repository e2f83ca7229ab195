package io.ser4j.formats.internal;

import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusMSDecoder;
import io.ser4j.AudioLimits;

/** Decodes Opus packets (RFC 6716) with Concentus, in fixed-point arithmetic, to 16 bits at 48 kHz whatever was encoded. */
final class OpusStream implements OggStream {
    static final int RATE_HZ = 48_000;

    /** 120 ms, the longest packet. */
    private static final int MAX_FRAMES = 5760;

    private static final float FULL_SCALE = 32768;

    private final Input in;
    private final AudioLimits limits;
    private final short[] pcm;
    private OpusHead head;
    private OpusMSDecoder decoder;

    OpusStream(Input in, AudioLimits limits) {
        this.in = in;
        this.limits = limits;
        this.pcm = new short[MAX_FRAMES * 8];
    }

    @Override
    public int headerPackets() {
        return 2;
    }

    @Override
    public void readHeader(int index, byte[] packet) {
        if (index == 0) {
            head = new OpusHead(in, limits, packet);
            decoder = newDecoder();
        } else if (!Magic.at(packet, packet.length, 0, "OpusTags")) {
            throw in.refused("the second packet of an Ogg Opus stream must be its OpusTags, but is not");
        }
    }

    @Override
    public int sampleRateHz() {
        return RATE_HZ;
    }

    @Override
    public int channels() {
        return head.channels();
    }

    @Override
    public int preSkip() {
        return head.preSkip();
    }

    @Override
    public boolean trimsStart() {
        return false;
    }

    /** Computed from the packet's first two bytes (RFC 6716, section 3.1). */
    @Override
    public int frames(byte[] packet) {
        if (packet.length == 0) {
            throw in.refused("an Opus packet must not be empty, but is");
        }
        int count = switch (packet[0] & 3) {
            case 0 -> 1;
            case 1, 2 -> 2;
            default -> packet.length < 2 ? 0 : packet[1] & 0x3F;
        };
        int frames = count * frameSize(packet[0] >> 3 & 31);
        if (frames < 1 || frames > MAX_FRAMES) {
            throw in.refused("an Opus packet must last up to 120 ms, but states " + frames / 48.0 + " ms");
        }
        return frames;
    }

    @Override
    public void decode(byte[] packet, PcmBlock target) {
        int frames = frames(packet);
        int decoded = decoder.decodeMultistream(packet, 0, packet.length, pcm, 0, MAX_FRAMES, 0);
        if (decoded != frames) {
            throw in.refused("an Opus packet must decode to its " + frames + " frames, but decoded to " + decoded);
        }
        float[] interleaved = target.fill(frames);
        float scale = head.gain() / FULL_SCALE;
        for (int i = 0; i < frames * head.channels(); i++) {
            interleaved[i] = pcm[i] * scale;
        }
    }

    private OpusMSDecoder newDecoder() {
        try {
            return OpusMSDecoder.create(
                    RATE_HZ, head.channels(), head.streams(), head.coupledStreams(), head.mapping());
        } catch (OpusException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** In samples at 48 kHz. SILK: 10, 20, 40, 60 ms; hybrid: 10, 20 ms; CELT: 2.5, 5, 10, 20 ms. */
    private static int frameSize(int configuration) {
        if (configuration < 12) {
            return configuration % 4 == 3 ? 2880 : 480 << configuration % 4;
        }
        return configuration < 16 ? 480 << configuration % 2 : 120 << configuration % 4;
    }
}
