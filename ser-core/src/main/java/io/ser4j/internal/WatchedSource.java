package io.ser4j.internal;

import io.ser4j.spi.AudioDecoder;
import io.ser4j.spi.PcmSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The samples of an untrusted decoder, which runs in a thread of its own, and is stopped if it keeps its reader waiting for too
 * long, fails, or is no longer needed. The user's stream is read by the thread that reads the samples, so that only this thread
 * gets the exceptions of the stream, and the time that the stream takes is not counted as the decoder's.
 */
final class WatchedSource implements PcmSource {
    /** How long to wait before counting the decoders again. */
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** The number of decoders, of all inputs together, that are waited for at present. */
    private static final AtomicInteger AWAITED = new AtomicInteger();

    private final BoundedInput in;
    private final HandOver handOver = new HandOver(this);
    private final DecoderTask task;
    private final Thread thread;
    private final DecoderClock clock;
    private PcmForm form;
    private float[] block;
    private int frames;
    private int position;

    private WatchedSource(BoundedInput in, byte[] head, List<AudioDecoder> decoders, ReadLimits limits) {
        this.in = in;
        this.task = new DecoderTask(handOver, head, decoders, limits);
        this.thread = new Thread(null, task, "ser4j-decoder", 0, false);
        this.thread.setDaemon(true);
        // The class loader of a thread that inherits no thread-local variables depends on the version of the JDK.
        this.thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        this.clock = new DecoderClock(limits.audio().decoderTimeoutSeconds());
    }

    /**
     * Starts a decoder, and waits until it has announced the form of the audio.
     *
     * @param in from its first byte
     * @param head the first bytes of the input, which are still to be read
     * @param decoders at least one, in the order in which they are asked
     */
    static PcmSource open(BoundedInput in, byte[] head, List<AudioDecoder> decoders, ReadLimits limits)
            throws IOException {
        WatchedSource source = new WatchedSource(in, head, decoders, limits);
        source.thread.start();
        source.begin();
        return source;
    }

    private void begin() throws IOException {
        if (next() == HandOver.Event.OPENED) {
            form = handOver.takeForm();
            block = new float[form.blockSamples()];
            clock.delivered(0);
        }
    }

    @Override
    public int sampleRateHz() {
        return form.sampleRateHz();
    }

    @Override
    public int channels() {
        return form.channels();
    }

    @Override
    public int read(float[] interleaved, int maxFrames) throws IOException {
        if (position == frames) {
            if (next() == HandOver.Event.ENDED) {
                return -1;
            }
            frames = handOver.frames();
            position = 0;
            block = handOver.take(block);
            clock.delivered((double) frames / form.sampleRateHz());
        }
        int n = Math.min(maxFrames, frames - position);
        System.arraycopy(block, position * form.channels(), interleaved, 0, n * form.channels());
        position += n;
        return n;
    }

    @Override
    public void close() {
        handOver.close();
        thread.interrupt();
    }

    /** The next event from the decoder, whose requests for bytes are served; a failure of either side stops the decoder. */
    private HandOver.Event next() throws IOException {
        boolean done = false;
        try {
            HandOver.Event event = await();
            while (event == HandOver.Event.BYTES_WANTED && clock.nanosLeft() > 0) {
                byte[] target = handOver.wanted();
                handOver.supply(in.readSome(target, 0, target.length));
                event = await();
            }
            requireNoFailure(event);
            done = true;
            return event;
        } finally {
            if (!done) {
                close();
            }
        }
    }

    private HandOver.Event await() throws IOException {
        AWAITED.incrementAndGet();
        try {
            HandOver.Event event = awaitSlice();
            while (event == HandOver.Event.NOTHING && clock.nanosLeft() > 0) {
                event = awaitSlice();
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + task.name());
        } finally {
            AWAITED.decrementAndGet();
        }
    }

    private HandOver.Event awaitSlice() throws InterruptedException {
        long start = System.nanoTime();
        HandOver.Event event = handOver.await(Math.min(clock.nanosLeft(), SLICE_NANOS));
        double share = DecoderClock.share(AWAITED.get(), Runtime.getRuntime().availableProcessors());
        clock.waited((long) Math.ceil(handOver.nanosWaitedSince(start) * share));
        return event;
    }

    private void requireNoFailure(HandOver.Event event) {
        if (event == HandOver.Event.CLOSED) {
            throw new IllegalStateException("the audio reader must be open, but was closed");
        }
        if (event == HandOver.Event.NOTHING || event == HandOver.Event.BYTES_WANTED) {
            throw clock.refusal(task.name(), task.offset());
        }
        if (event == HandOver.Event.ENDED && handOver.failure() != null) {
            throw Frames.withCaller(handOver.failure());
        }
    }
}
