package io.ser4j.formats.internal;

import io.ser4j.AudioLimits;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Decodes an Ogg file, and trims it to its granule positions. Chained streams must have the same rate and number of channels. */
final class OggBlocks implements Blocks {
    private final OggPackets packets;
    private final AudioLimits limits;
    private final DecoderFactory decoders;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private OggStream stream;
    private Span span;

    OggBlocks(OggPackets packets, AudioLimits limits, DecoderFactory decoders) throws IOException {
        this.packets = packets;
        this.limits = limits;
        this.decoders = decoders;
        begin();
    }

    @Override
    public int sampleRateHz() {
        return stream.sampleRateHz();
    }

    @Override
    public int channels() {
        return stream.channels();
    }

    @Override
    public boolean next(PcmBlock target) throws IOException {
        target.clear();
        byte[] packet = waiting.poll();
        if (packet != null) {
            stream.decode(packet, target);
            int frames = target.frames();
            target.keep(span.from - span.decoded, span.to - span.decoded);
            span.decoded += frames;
            return true;
        }
        if (packets.hasNext()) {
            readPage();
            return true;
        }
        return nextStream();
    }

    private void begin() throws IOException {
        stream = decoders.open(packets.input(), limits);
        int header = 0;
        while (header < stream.headerPackets()) {
            if (!packets.hasNext()) {
                throw packets.input()
                        .refused("an Ogg stream must hold " + stream.headerPackets() + " header packets, but holds "
                                + header);
            }
            List<byte[]> page = packets.next();
            if (page.size() > stream.headerPackets() - header) {
                throw packets.input()
                        .refused("the audio of an Ogg stream must begin on a page of its own, but does not");
            }
            for (byte[] packet : page) {
                stream.readHeader(header++, packet);
            }
        }
        packets.joinAnywhere();
        span = new Span(stream.preSkip());
    }

    private boolean nextStream() throws IOException {
        if (!packets.nextStream()) {
            return false;
        }
        int rateHz = sampleRateHz();
        int channels = channels();
        begin();
        if (sampleRateHz() != rateHz || channels() != channels) {
            throw packets.input()
                    .refused("the streams of an Ogg chain must be alike (" + rateHz + " Hz, " + channels
                            + " channels), but one has " + sampleRateHz() + " Hz and " + channels() + " channels");
        }
        return true;
    }

    private void readPage() throws IOException {
        List<byte[]> page = packets.next();
        for (byte[] packet : page) {
            span.planned += stream.frames(packet);
        }
        waiting.addAll(page);
        long granule = packets.granule();
        if (granule < -1 || granule > Long.MAX_VALUE / 2) {
            throw packets.input().refused("a granule position must not be negative, but was " + granule);
        }
        if (granule >= 0 && !span.placed && !page.isEmpty()) {
            place(granule);
        }
        if (granule >= 0 && packets.last()) {
            span.to = granule - span.origin;
        }
    }

    /**
     * Finds the position at which the stream begins, since it may be cut out of a longer one. If there is a single page, its
     * granule position only says where the stream ends. A first position below the number of frames before it cuts off the
     * beginning of a Vorbis stream; in Opus it is not allowed, but Android's recorders state the position at which a packet
     * begins, so it is only what later positions are counted from.
     */
    private void place(long granule) throws IOException {
        long origin = granule - span.planned;
        if (origin < 0 && packets.hasNext()) {
            span.origin = origin;
            span.from = stream.trimsStart() ? Math.max(span.from, -origin) : span.from;
        } else {
            span.origin = Math.max(0, origin);
        }
        span.placed = true;
    }

    /** Creates the decoder of a logical stream. */
    interface DecoderFactory {
        OggStream open(Input in, AudioLimits limits);
    }

    /** The range of a logical stream's decoded frames that are audio: [from, to). */
    private static final class Span {
        private long from;
        private long to = Long.MAX_VALUE;
        private long origin;
        private boolean placed;
        private long planned;
        private long decoded;

        private Span(long preSkip) {
            from = preSkip;
        }
    }
}
