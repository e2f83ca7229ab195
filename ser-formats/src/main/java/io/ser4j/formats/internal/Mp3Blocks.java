package io.ser4j.formats.internal;

import io.ser4j.AudioFormatException;
import io.ser4j.AudioLimits;
import java.io.IOException;
import java.util.Optional;

/**
 * Decodes an MP3 stream frame by frame; all frames must be complete, and have the same version, rate and number of channels. If
 * the encoder states its delay, the samples that it added at the beginning and the end are cut off, as by FFmpeg and LAME.
 */
final class Mp3Blocks implements Blocks {
    /** The delay of a decoder in samples, plus one. */
    private static final int DECODER_DELAY = 528 + 1;

    private final Input in;
    private final MpegHeader first;
    private final Mp3Synthesis synthesis;
    private final byte[] frame = new byte[Mp3Synthesis.MAX_FRAME_BYTES];
    private MpegHeader pending;
    private long framesStated;
    private long skipUntil;
    private long dropFrom = Long.MAX_VALUE;
    private long framesRead;

    Mp3Blocks(Input in, AudioLimits limits) throws IOException {
        this.in = in;
        skipZeros();
        first = header().orElseThrow(this::notAFrame);
        Limits.require(in, limits, first.sampleRateHz(), first.channels());
        readFrame(first);
        Optional<XingTag> tag = XingTag.parse(first, frame);
        tag.ifPresentOrElse(this::applyTag, () -> pending = first);
        Limits.requireDuration(in, limits, framesStated * first.samplesPerFrame(), first.sampleRateHz());
        synthesis = new Mp3Synthesis(first.channels());
    }

    @Override
    public int sampleRateHz() {
        return first.sampleRateHz();
    }

    @Override
    public int channels() {
        return first.channels();
    }

    @Override
    public boolean next(PcmBlock target) throws IOException {
        if (pending == null && !readNext()) {
            return false;
        }
        int samples = first.samplesPerFrame();
        long begin = framesRead * samples;
        synthesis.decode(frame, pending.frameBytes(), target.fill(samples), samples);
        pending = null;
        framesRead++;
        if (begin + samples <= framesStated * samples || framesStated == 0) {
            target.keep(skipUntil - begin, dropFrom - begin);
        }
        return true;
    }

    private void applyTag(XingTag tag) {
        framesStated = tag.frames();
        if (tag.delay() >= 0) {
            skipUntil = tag.delay() + DECODER_DELAY;
            if (framesStated > 0) {
                long end = framesStated * first.samplesPerFrame();
                dropFrom = end - Math.max(0, tag.padding() - DECODER_DELAY);
            }
        }
    }

    /**
     * Reads the next frame, if there is one. A file may end with tags or zeros; what follows an ID3v1, APE or Lyrics3 tag is
     * ignored, unless it is another frame after an ID3v1 tag.
     */
    private boolean readNext() throws IOException {
        Optional<MpegHeader> header = header();
        if (header.isEmpty()) {
            Id3.skipLeading(in);
            boolean closed = Id3.skipTrailing(in);
            boolean tagged = Id3.atEndTag(in);
            if (!tagged) {
                skipZeros();
            }
            header = header();
            if (tagged || in.atEnd() || closed && header.isEmpty()) {
                requireAllFrames();
                return false;
            }
        }
        MpegHeader found = header.orElseThrow(this::notAFrame);
        if (!found.continues(first)) {
            throw in.refused("an MP3 stream must keep its format (" + first.sampleRateHz() + " Hz, " + first.channels()
                    + " channels), but changes to " + found.sampleRateHz() + " Hz, " + found.channels() + " channels");
        }
        readFrame(found);
        pending = found;
        return true;
    }

    /** Some writers count the frame of the tag, too, so that one frame fewer than stated is not a sign of a missing one. */
    private void requireAllFrames() {
        if (framesRead + 1 < framesStated) {
            throw in.refused("the MP3 stream must hold " + framesStated
                    + " frames, as its first one states, but ends after " + framesRead);
        }
    }

    private Optional<MpegHeader> header() throws IOException {
        return MpegHeader.parse(in.peekWord());
    }

    private void readFrame(MpegHeader header) throws IOException {
        in.readFully(frame, 0, header.frameBytes(), "an MP3 frame of " + header.frameBytes() + " bytes");
    }

    private void skipZeros() throws IOException {
        while (in.ahead(1) == 1 && in.peek(0) == 0) {
            in.skip(1, "padding");
        }
    }

    private AudioFormatException notAFrame() {
        return in.refused("an MP3 stream must continue with a layer III frame of a stated bit rate, but does not");
    }
}
