package io.ser4j.formats.internal;

import java.io.IOException;

/** What a codec makes of the packets of one logical Ogg stream, in their order. */
interface OggStream {
    /** How many packets come before the audio. */
    int headerPackets();

    /** Takes one of them, counted from 0. */
    void readHeader(int index, byte[] packet) throws IOException;

    int sampleRateHz();

    int channels();

    /** How many decoded frames at the beginning are not part of the audio. */
    int preSkip();

    /** Whether the first page may state fewer frames than it holds, which cuts the beginning. */
    boolean trimsStart();

    /** How many frames a packet brings; asked once for each, before it is decoded. */
    int frames(byte[] packet);

    /** Decodes a packet; the block then holds exactly that many frames. */
    void decode(byte[] packet, PcmBlock target);
}
