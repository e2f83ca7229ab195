package io.ser4j.formats.internal;

import com.jcraft.jogg.Packet;
import com.jcraft.jorbis.Block;
import com.jcraft.jorbis.Comment;
import com.jcraft.jorbis.DspState;
import com.jcraft.jorbis.Info;
import io.ser4j.AudioLimits;

/** Decodes Vorbis packets (Vorbis I specification) with JOrbis, without its file reader. */
final class VorbisStream implements OggStream {
    /**
     * An empty comment header, which the library parses in place of the real one, whose counts would decide how much it
     * allocates.
     */
    private static final byte[] NO_COMMENT = {3, 'v', 'o', 'r', 'b', 'i', 's', 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private static final int HEADERS = 3;
    private static final int ID_BYTES = 30;

    private final Input in;
    private final AudioLimits limits;
    private final Info info = new Info();
    private final Comment comment = new Comment();
    private final DspState state = new DspState();
    private final float[][][] decoded = new float[1][][];
    private Block block;
    private int[] offsets;
    private int largestBlock;
    private int previousBlock;
    private boolean primed;

    VorbisStream(Input in, AudioLimits limits) {
        this.in = in;
        this.limits = limits;
        info.init();
        comment.init();
    }

    @Override
    public int headerPackets() {
        return HEADERS;
    }

    @Override
    public void readHeader(int index, byte[] packet) {
        if (!Magic.at(packet, packet.length, 0, (char) (2 * index + 1) + "vorbis")) {
            throw in.refused(
                    "the first three packets of a Vorbis stream must be its headers, but number " + index + " is not");
        }
        if (index == 0) {
            requireIdentification(packet);
        } else if (index == 2) {
            new VorbisSetup(in, packet).require(largestBlock / 2 * info.channels);
        }
        if (info.synthesis_headerin(comment, packet(index == 1 ? NO_COMMENT : packet, index == 0)) != 0) {
            throw in.refused("a Vorbis header must be valid, but number " + index + " is not");
        }
        if (index == 2) {
            state.synthesis_init(info);
            block = new Block(state);
            offsets = new int[info.channels];
        }
    }

    @Override
    public int sampleRateHz() {
        return info.rate;
    }

    @Override
    public int channels() {
        return info.channels;
    }

    @Override
    public int preSkip() {
        return 0;
    }

    @Override
    public boolean trimsStart() {
        return true;
    }

    /** A quarter of the previous block plus a quarter of this one; 0 for the first block, which only begins the overlap. */
    @Override
    public int frames(byte[] packet) {
        if (packet.length == 0) {
            throw in.refused("a Vorbis packet must not be empty, but is");
        }
        int size = info.blocksize(packet(packet, false));
        if (size < 1) {
            throw in.refused("a Vorbis packet must hold audio, but does not");
        }
        int frames = previousBlock == 0 ? 0 : previousBlock / 4 + size / 4;
        previousBlock = size;
        return frames;
    }

    @Override
    public void decode(byte[] packet, PcmBlock target) {
        if (block.synthesis(packet(packet, false)) != 0 || state.synthesis_blockin(block) != 0) {
            throw in.refused("a Vorbis packet must be decodable, but is not");
        }
        int frames = state.synthesis_pcmout(decoded, offsets);
        // If a stream begins with a long block, the library returns frames that have not been overlapped.
        int kept = primed ? frames : 0;
        primed = true;
        int channels = info.channels;
        float[] interleaved = target.fill(kept);
        for (int channel = 0; channel < channels; channel++) {
            float[] samples = decoded[0] == null ? new float[0] : decoded[0][channel];
            for (int i = 0; i < kept; i++) {
                interleaved[i * channels + channel] = samples[offsets[channel] + i];
            }
        }
        state.synthesis_read(frames);
    }

    private void requireIdentification(byte[] packet) {
        if (packet.length < ID_BYTES) {
            throw in.refused("the first Vorbis header must have " + ID_BYTES + " bytes, but has " + packet.length);
        }
        Limits.require(in, limits, (int) Magic.littleEndian(packet, 12, 4), packet[11] & 0xFF);
        int small = packet[28] & 15;
        int large = packet[28] >> 4 & 15;
        if (small < 6 || large < small || large > 13) {
            throw in.refused("Vorbis block sizes must lie in [64, 8192] and the second must not be smaller, but were "
                    + (1 << small) + " and " + (1 << large));
        }
        largestBlock = 1 << large;
    }

    /** Without a granule position, by which the library would trim in its own way. */
    private static Packet packet(byte[] bytes, boolean first) {
        Packet packet = new Packet();
        packet.packet_base = bytes;
        packet.bytes = bytes.length;
        packet.b_o_s = first ? 1 : 0;
        packet.granulepos = -1;
        return packet;
    }
}
