package io.ser4j.internal;

import io.ser4j.AudioFormatException;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Passes bytes one way and samples the other between two threads: the reading thread, which alone uses the user's stream, and
 * the decoding thread, which runs untrusted code. At most one block of samples waits here.
 *
 * <p>The reading side is referenced only weakly: once nobody can read any more, the decoding thread is stopped as by
 * {@link #close}.
 */
final class HandOver {
    /** What the reading thread has to respond to. */
    enum Event {
        OPENED,
        BLOCK,
        BYTES_WANTED,
        ENDED,
        CLOSED,
        NOTHING
    }

    /** How often a waiting decoding thread checks whether its reader was garbage-collected. */
    private static final long LOOK_FOR_READER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition forReader = lock.newCondition();
    private final Condition forDecoder = lock.newCondition();
    private final WeakReference<Object> reader;

    private byte[] wanted;
    private int supplied;
    private PcmForm form;
    private boolean formIsNew;
    private float[] block;
    private int blockFrames;
    private boolean ended;
    private AudioFormatException failure;
    private long announcedNanos;
    private volatile boolean closed;

    /**
     * Prepares for one input.
     *
     * @param reader an object that is reachable for as long as somebody may read
     */
    HandOver(Object reader) {
        this.reader = new WeakReference<>(reader);
    }

    // The decoding side.

    /**
     * Asks for bytes and waits for them.
     *
     * @return the number of bytes, at least 1, or -1 at the end of the input
     * @throws IOException if nobody reads any more
     */
    int fetch(byte[] target) throws IOException {
        lock.lock();
        try {
            announce();
            wanted = target;
            waitWhile(() -> wanted != null);
            return supplied;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Announces the form of the audio.
     *
     * @param form within the limits
     */
    void opened(PcmForm form) throws IOException {
        float[] first = new float[form.blockSamples()];
        lock.lock();
        try {
            requireReader();
            announce();
            this.form = form;
            formIsNew = true;
            block = first;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Hands over samples once the reading side has taken the previous ones.
     *
     * @return another array to fill
     */
    float[] put(float[] samples, int frames) throws IOException {
        lock.lock();
        try {
            waitWhile(() -> blockFrames > 0);
            announce();
            float[] spent = block;
            block = samples;
            blockFrames = frames;
            return spent;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Announces the end.
     *
     * @param cause the failure, or null at a regular end
     */
    void end(AudioFormatException cause) {
        lock.lock();
        try {
            announce();
            ended = true;
            failure = cause;
        } finally {
            lock.unlock();
        }
    }

    /** Wakes the reading thread for an event that is about to be set, and records when that was, however late the thread runs. */
    private void announce() {
        if (event() == Event.NOTHING) {
            announcedNanos = System.nanoTime();
        }
        forReader.signal();
    }

    /** An interrupt does not end the wait; it is not meant for this class, and the interrupt status is set again. */
    private void waitWhile(BooleanSupplier condition) throws IOException {
        boolean interrupted = false;
        while (!closed && condition.getAsBoolean()) {
            try {
                forDecoder.awaitNanos(LOOK_FOR_READER_NANOS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            closed = closed || reader.get() == null;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        requireReader();
    }

    /** Fails once nobody reads any more; needs no lock. */
    void requireReader() throws IOException {
        if (closed) {
            throw new IOException("this audio is no longer read");
        }
    }

    // The reading side.

    /**
     * Waits for an event.
     *
     * @return the event, or {@link Event#NOTHING} when the time is up
     */
    Event await(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (event() == Event.NOTHING && left > 0) {
                left = forReader.awaitNanos(left);
            }
            return event();
        } finally {
            lock.unlock();
        }
    }

    /**
     * How long the decoder has kept its reader waiting, up to the event. The time until the reader then gets to run is the
     * scheduler's, and may be long if there are many threads.
     *
     * @param startNanos the {@link System#nanoTime} at which the reader began to wait
     * @return at least 0
     */
    long nanosWaitedSince(long startNanos) {
        lock.lock();
        try {
            long end = event() == Event.NOTHING ? System.nanoTime() : announcedNanos;
            return Math.max(0, end - startNanos);
        } finally {
            lock.unlock();
        }
    }

    private Event event() {
        if (closed) {
            return Event.CLOSED;
        }
        if (formIsNew) {
            return Event.OPENED;
        }
        if (blockFrames > 0) {
            return Event.BLOCK;
        }
        if (wanted != null) {
            return Event.BYTES_WANTED;
        }
        return ended ? Event.ENDED : Event.NOTHING;
    }

    /** Takes the form of the audio, after {@link Event#OPENED}. */
    PcmForm takeForm() {
        lock.lock();
        try {
            formIsNew = false;
            return form;
        } finally {
            lock.unlock();
        }
    }

    /** The number of frames that {@link #take} returns, after {@link Event#BLOCK}. */
    int frames() {
        lock.lock();
        try {
            return blockFrames;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the samples, after {@link Event#BLOCK}, in exchange for another array. */
    float[] take(float[] spent) {
        lock.lock();
        try {
            float[] samples = block;
            block = spent;
            blockFrames = 0;
            forDecoder.signal();
            return samples;
        } finally {
            lock.unlock();
        }
    }

    /** The array to fill with bytes, after {@link Event#BYTES_WANTED} and before {@link #supply}. */
    byte[] wanted() {
        lock.lock();
        try {
            return wanted;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Announces that the array is filled.
     *
     * @param count the number of bytes, or -1 at the end of the input
     */
    void supply(int count) {
        lock.lock();
        try {
            supplied = count;
            wanted = null;
            forDecoder.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The failure that ended the audio, after {@link Event#ENDED}, or null at a regular end. */
    AudioFormatException failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    /** Stops the decoding side: everything that it asks for from now on fails. */
    void close() {
        lock.lock();
        try {
            closed = true;
            forDecoder.signal();
            forReader.signal();
        } finally {
            lock.unlock();
        }
    }
}
