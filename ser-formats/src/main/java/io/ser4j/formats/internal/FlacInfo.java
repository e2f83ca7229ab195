package io.ser4j.formats.internal;

import io.ser4j.AudioLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.jflac.io.BitInputStream;
import org.jflac.metadata.StreamInfo;

/** The metadata of a FLAC file (RFC 9639, section 8), of which only STREAMINFO is kept. */
final class FlacInfo {
    private static final int STREAMINFO_BYTES = 34;
    private static final int MD5_OFFSET = 18;
    private static final int MD5_BYTES = 16;
    private static final int MAX_BITS = 24;
    private static final int LAST_BLOCK = 0x80;
    private static final int BLOCK_TYPE = 0x7F;

    private final StreamInfo info;
    private final byte[] md5 = new byte[MD5_BYTES];

    private FlacInfo(byte[] block) throws IOException {
        info = new StreamInfo(new BitInputStream(new ByteArrayInputStream(block)), STREAMINFO_BYTES, true);
        System.arraycopy(block, MD5_OFFSET, md5, 0, MD5_BYTES);
    }

    /** Reads the metadata, from the file's first byte up to its first frame. */
    static FlacInfo read(Input in, AudioLimits limits) throws IOException {
        in.skip("fLaC".length(), "the FLAC signature");
        byte[] head = new byte[4];
        in.readFully(head, 0, head.length, "a FLAC metadata block");
        int length = Magic.word(head, 0) & 0xFFFFFF;
        if ((head[0] & BLOCK_TYPE) != 0 || length != STREAMINFO_BYTES) {
            throw in.refused("FLAC must begin with a STREAMINFO block of " + STREAMINFO_BYTES
                    + " bytes, but begins with a block of type " + (head[0] & BLOCK_TYPE) + " and " + length
                    + " bytes");
        }
        byte[] block = new byte[STREAMINFO_BYTES];
        in.readFully(block, 0, block.length, "the FLAC STREAMINFO block");
        FlacInfo info = new FlacInfo(block);
        info.require(in, limits);
        while ((head[0] & LAST_BLOCK) == 0) {
            in.readFully(head, 0, head.length, "a FLAC metadata block");
            in.skip(Magic.word(head, 0) & 0xFFFFFF, "a FLAC metadata block");
        }
        return info;
    }

    StreamInfo streamInfo() {
        return info;
    }

    /** The MD5 of all samples, [16]; all zeros if the encoder did not state it. */
    byte[] md5() {
        return md5.clone();
    }

    private void require(Input in, AudioLimits limits) {
        Limits.require(in, limits, info.getSampleRate(), info.getChannels());
        Limits.requireDuration(in, limits, info.getTotalSamples(), info.getSampleRate());
        if (info.getBitsPerSample() < 4 || info.getBitsPerSample() > MAX_BITS) {
            throw in.refused(
                    "FLAC bits per sample must lie in [4, " + MAX_BITS + "], but were " + info.getBitsPerSample());
        }
    }
}
