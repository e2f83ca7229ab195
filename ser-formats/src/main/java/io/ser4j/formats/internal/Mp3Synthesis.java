package io.ser4j.formats.internal;

import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.Header;
import javazoom.jl.decoder.JavaLayerException;
import javazoom.jl.decoder.Obuffer;

/**
 * Decodes complete MP3 frames with JLayer, which is given one frame at a time and so never searches for one. Its output is
 * taken as floats, before it is rounded to 16 bits and clipped.
 */
final class Mp3Synthesis {
    /** 144 × 320 kbit/s ÷ 32 kHz, and one byte of padding. */
    static final int MAX_FRAME_BYTES = 1441;

    /** The factor by which JLayer scales its samples. */
    private static final float FULL_SCALE = 32700;

    private static final int SUBBANDS = 32;

    /** JLayer builds static tables when it decodes the first frame, without synchronisation. */
    private static final ReentrantLock TABLES = new ReentrantLock();

    private final int channels;
    private final Feed feed = new Feed();
    private final Bitstream bitstream = new Bitstream(feed);
    private final Decoder decoder = new Decoder();
    private final Output output = new Output();
    private boolean started;

    Mp3Synthesis(int channels) {
        this.channels = channels;
        decoder.setOutputBuffer(output);
    }

    /** Decodes one frame to [frames × channels]; silence if it refers to earlier frames that are missing. */
    void decode(byte[] frame, int length, float[] interleaved, int frames) {
        Arrays.fill(interleaved, 0, frames * channels, 0);
        output.target = interleaved;
        output.frames = frames;
        feed.frame = frame;
        feed.at = 0;
        feed.length = length;
        try {
            Header header = bitstream.readFrame();
            if (header == null || header.framesize + MpegHeader.BYTES != length) {
                throw new IllegalStateException("the library did not recognise the frame");
            }
            if (started) {
                decoder.decodeFrame(header, bitstream);
            } else {
                start(header);
            }
            bitstream.closeFrame();
        } catch (JavaLayerException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private void start(Header header) throws JavaLayerException {
        TABLES.lock();
        try {
            decoder.decodeFrame(header, bitstream);
            started = true;
        } finally {
            TABLES.unlock();
        }
    }

    /** An input of one frame, which then seems to have ended until the next frame is set. */
    private static final class Feed extends InputStream {
        private byte[] frame = new byte[0];
        private int at;
        private int length;

        @Override
        public int read() {
            return at < length ? frame[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] target, int offset, int count) {
            int n = Math.min(count, length - at);
            System.arraycopy(frame, at, target, offset, n);
            at += n;
            return n == 0 && count > 0 ? -1 : n;
        }
    }

    private final class Output extends Obuffer {
        private final int[] done = new int[MAXCHANNELS];
        private float[] target = new float[0];
        private int frames;

        @Override
        public void appendSamples(int channel, float[] samples) {
            for (int i = 0; i < SUBBANDS && done[channel] < frames; i++) {
                target[done[channel]++ * channels + channel] = samples[i] / FULL_SCALE;
            }
        }

        @Override
        public void append(int channel, short value) {
            throw new UnsupportedOperationException("samples must be appended " + SUBBANDS + " at a time");
        }

        @Override
        public void clear_buffer() {
            Arrays.fill(done, 0);
        }

        @Override
        public void write_buffer(int value) {}

        @Override
        public void close() {}

        @Override
        public void set_stop_flag() {}
    }
}
