package io.ser4j.internal;

import io.ser4j.AudioFormatException;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Passes bytes one way and samples the other between two threads: the reading one, which alone touches the user's stream, and
 * the decoding one, which runs code that may do anything. At most one block of samples lies here.
 *
 * <p>Nothing here refers to the reading side but weakly: once nobody can read any more, the decoding thread is sent away as by
 * {@link #close}.
 */
final class HandOver {
    /** What the reading thread has to act upon. */
    enum Event {
        OPENED,
        BLOCK,
        BYTES_WANTED,
        ENDED,
        CLOSED,
        NOTHING
    }

    /** How long it takes at most until the decoding thread notices that its reader is garbage. */
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
     * Prepares.
     *
     * @param reader what is alive for as long as somebody may read
     */
    HandOver(Object reader) {
        this.reader = new WeakReference<>(reader);
    }

    // The decoding side.

    /**
     * Asks for bytes and waits for them.
     *
     * @return how many came, at least 1; or -1 at the end of the input
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
     * Says what is to come.
     *
     * @param form checked
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
     * Hands over samples once the last ones are taken.
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
     * Says that nothing more comes.
     *
     * @param cause why, or null at the regular end
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

    /** Something to act upon is about to be there; for how long is known, however late the reading thread gets to run. */
    private void announce() {
        if (event() == Event.NOTHING) {
            announcedNanos = System.nanoTime();
        }
        forReader.signal();
    }

    /** An interrupt that is not ours is kept for whoever wants it. */
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
     * Waits for something to act upon.
     *
     * @return what it is, or {@link Event#NOTHING} when the time is up
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
     * How long the decoder has let its reader wait. Once there is something, what passes until the reader gets to run is the
     * scheduler's time, of which there may be much where threads are many.
     *
     * @param startNanos when the reader began to wait, as {@link System#nanoTime} has it
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

    /** What is to come, after {@link Event#OPENED}. */
    PcmForm takeForm() {
        lock.lock();
        try {
            formIsNew = false;
            return form;
        } finally {
            lock.unlock();
        }
    }

    /** How many frames {@link #take} gives, after {@link Event#BLOCK}. */
    int frames() {
        lock.lock();
        try {
            return blockFrames;
        } finally {
            lock.unlock();
        }
    }

    /** The samples, after {@link Event#BLOCK}, in exchange for another array. */
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

    /** Where to put bytes, after {@link Event#BYTES_WANTED}, before {@link #supply}. */
    byte[] wanted() {
        lock.lock();
        try {
            return wanted;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Says that bytes are there.
     *
     * @param count how many, or -1 at the end of the input
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

    /** Why there is nothing more, after {@link Event#ENDED}: null at the regular end. */
    AudioFormatException failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    /** Sends the decoding side away: whatever it asks for from here on fails. */
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
