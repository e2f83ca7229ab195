package io.ser4j.formats.internal;

import java.util.Optional;

/**
 * What an encoder states about the whole stream in a first frame without audio: the tags of Xing and LAME, or of Fraunhofer
 * (VBRI).
 *
 * @param frames the number of frames that follow, or 0 if it is not stated
 * @param delay the number of samples that the encoder added at the beginning, or -1 if it is not stated
 * @param padding the number of samples that the encoder added at the end
 */
record XingTag(long frames, int delay, int padding) {
    private static final int VBRI_OFFSET = MpegHeader.BYTES + 32;
    private static final int VBRI_FRAMES_OFFSET = 14;
    private static final int HAS_FRAMES = 1;
    private static final int HAS_BYTES = 2;
    private static final int HAS_TABLE = 4;
    private static final int HAS_QUALITY = 8;
    private static final int TABLE_BYTES = 100;
    /** The distance from the encoder's name to its delay and padding of 12 bits each. */
    private static final int DELAYS_OFFSET = 21;

    /** Parses the tag in the stream's first frame, if there is one. */
    static Optional<XingTag> parse(MpegHeader header, byte[] frame) {
        int length = header.frameBytes();
        int offset = MpegHeader.BYTES + header.sideInfoBytes();
        if (Magic.at(frame, length, offset, "Xing") || Magic.at(frame, length, offset, "Info")) {
            return Optional.of(xing(frame, length, offset + 4));
        }
        if (Magic.at(frame, length, VBRI_OFFSET, "VBRI") && length >= VBRI_OFFSET + VBRI_FRAMES_OFFSET + 4) {
            return Optional.of(new XingTag(Magic.word(frame, VBRI_OFFSET + VBRI_FRAMES_OFFSET) & 0xFFFFFFFFL, -1, 0));
        }
        return Optional.empty();
    }

    private static XingTag xing(byte[] frame, int length, int from) {
        if (length < from + 8) {
            return new XingTag(0, -1, 0);
        }
        int flags = Magic.word(frame, from);
        int at = from + 4;
        long frames = 0;
        if ((flags & HAS_FRAMES) != 0) {
            frames = Magic.word(frame, at) & 0xFFFFFFFFL;
            at += 4;
        }
        at += (flags & HAS_BYTES) != 0 ? 4 : 0;
        at += (flags & HAS_TABLE) != 0 ? TABLE_BYTES : 0;
        at += (flags & HAS_QUALITY) != 0 ? 4 : 0;
        boolean named = Magic.at(frame, length, at, "LAME")
                || Magic.at(frame, length, at, "Lavf")
                || Magic.at(frame, length, at, "Lavc");
        if (!named || length < at + DELAYS_OFFSET + 3) {
            return new XingTag(frames, -1, 0);
        }
        int delays = Magic.word(frame, at + DELAYS_OFFSET - 1) & 0xFFFFFF;
        return new XingTag(frames, delays >> 12, delays & 0xFFF);
    }
}
