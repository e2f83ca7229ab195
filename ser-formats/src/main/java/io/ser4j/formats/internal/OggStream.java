package io.ser4j.formats.internal;

import java.io.IOException;

/** Decodes the packets of one logical Ogg stream, in their order. */
interface OggStream {
    /** The number of packets before the audio. */
    int headerPackets();

    /** Reads one of them; the index counts from 0. */
    void readHeader(int index, byte[] packet) throws IOException;

    int sampleRateHz();

    int channels();

    /** The number of decoded frames at the beginning that are not part of the audio. */
    int preSkip();

    /** Whether the first page may state fewer frames than it holds, so that the beginning is cut off. */
    boolean trimsStart();

    /** The number of frames in a packet; called once for each packet, in order, before it is decoded. */
    int frames(byte[] packet);

    /** Decodes a packet; the block then holds exactly that many frames. */
    void decode(byte[] packet, PcmBlock target);
}
