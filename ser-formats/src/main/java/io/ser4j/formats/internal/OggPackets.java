package io.ser4j.formats.internal;

import io.ser4j.AudioFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the packets of one logical Ogg stream page by page, up to the page marked as its last or, since many recorders mark none
 * (Android's is one), to the end of the input after a whole packet. Refuses missing pages, except after the headers, and pages of
 * another stream in between.
 */
final class OggPackets {
    /** Large enough for a header with a picture in its comments. */
    private static final int MAX_PACKET_BYTES = 1 << 24;

    private static final int WHOLE_SEGMENT = 255;

    private final Input in;
    private byte[] partial = new byte[WHOLE_SEGMENT];
    private int partialBytes;
    private boolean open;
    private boolean joined;
    private OggPage page;

    OggPackets(Input in) {
        this.in = in;
    }

    Input input() {
        return in;
    }

    /** Whether the logical stream has more pages. */
    boolean hasNext() throws IOException {
        return page == null || !page.last() && (open || !in.atEnd());
    }

    /**
     * Lets the next page have any number, if it begins with a packet: a server of live streams sends the headers to each listener,
     * and then the pages that come next.
     */
    void joinAnywhere() {
        joined = true;
    }

    /** The granule position of the page that was read last; -1 if no packet ends on it. */
    long granule() {
        return page.granule();
    }

    /** Whether the page that was read last is the stream's last. */
    boolean last() {
        return page.last();
    }

    /** Moves on to the next logical stream; returns whether one follows. */
    boolean nextStream() throws IOException {
        page = null;
        return !in.atEnd();
    }

    /** Reads the next page; returns the packets that end on it. */
    List<byte[]> next() throws IOException {
        long offset = in.offset();
        if (in.atEnd()) {
            throw in.truncated("an Ogg packet");
        }
        OggPage found = OggPage.read(in);
        requireSuccessor(found, offset);
        joined = false;
        page = found;
        return split(found, offset);
    }

    private void requireSuccessor(OggPage found, long offset) {
        if (found.first() != (page == null)) {
            throw new AudioFormatException(
                    found.first()
                            ? "the streams of an Ogg file must follow one another, but two are interleaved"
                            : "an Ogg stream must begin with a page marked as its first, but does not",
                    offset);
        }
        if (page != null && found.serial() != page.serial()) {
            throw new AudioFormatException(
                    "the streams of an Ogg file must follow one another, but two are interleaved", offset);
        }
        if (page != null && !joined && found.sequence() != page.sequence() + 1) {
            throw new AudioFormatException(
                    "an Ogg page must have the number " + Integer.toUnsignedString(page.sequence() + 1) + ", but has "
                            + Integer.toUnsignedString(found.sequence()),
                    offset);
        }
        if (found.continued() != open) {
            throw new AudioFormatException(
                    "an Ogg page must be marked as continued exactly if the page before ends within a packet, but one is "
                            + (open ? "not, after such a page" : "marked after another"),
                    offset);
        }
    }

    private List<byte[]> split(OggPage found, long offset) {
        List<byte[]> packets = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < found.segments(); i++) {
            int size = found.segmentSize(i);
            append(found.body(), at, size, offset);
            at += size;
            open = size == WHOLE_SEGMENT;
            if (!open) {
                packets.add(Arrays.copyOf(partial, partialBytes));
                partialBytes = 0;
            }
        }
        if (open && found.last()) {
            throw new AudioFormatException("an Ogg stream must end with a whole packet, but does not", offset);
        }
        return packets;
    }

    private void append(byte[] body, int from, int size, long offset) {
        if (partialBytes + size > MAX_PACKET_BYTES) {
            throw new AudioFormatException(
                    "an Ogg packet must have at most " + MAX_PACKET_BYTES + " bytes, but has more", offset);
        }
        if (partialBytes + size > partial.length) {
            partial = Arrays.copyOf(partial, Math.max(partialBytes + size, 2 * partial.length));
        }
        System.arraycopy(body, from, partial, partialBytes, size);
        partialBytes += size;
    }
}
