package io.ser4j;

import io.ser4j.spi.WindowPlan;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Hears live audio: samples go in, in pieces of any size, and a segment comes out once its window is complete and the voice
 * activity detector has seen what it needs beyond it, which by default is about a fifth of a second. How the audio is cut into
 * pieces never changes a segment, not by one bit.
 *
 * <p>Segments go to the listener, on the thread that pushes, and to any number of subscribers, on threads of the executor. Each
 * subscriber has a bounded buffer of its own; what happens where it is full is the {@link Overflow} policy. Subscribers get the
 * segments from their subscription on, then {@code onComplete} on {@link #close()}, or {@code onError} where a push fails: each after
 * the segments that wait for them, and so only once they have asked for these. A subscriber that throws gets {@code onError} at
 * once, and is no affair of the others. Who subscribes after the end is told at once.
 *
 * <p>Memory per stream is bounded, whatever its length: about a window and a hop of features and measurements.
 *
 * <p>Pushes from several threads are taken one after another. Neither a listener nor a subscriber may push to or close its own
 * stream from within a callback.
 *
 * <p>Times count what was pushed: where a source loses a piece, as much silence keeps them right. What is left of a turn of talk
 * comes out with {@link #close()}; for one answer per turn gather its samples and {@linkplain EmotionClassifier#classify(AudioClip)
 * classify} them as a clip.
 */
public final class EmotionStream implements Flow.Publisher<EmotionSegment>, AutoCloseable {
    /** What a push does where a subscriber's buffer is full. */
    public enum Overflow {
        /**
         * The push waits until there is room: nothing is lost, and back-pressure reaches the source of the audio. An interrupt
         * ends the wait and closes the stream with a {@link java.util.concurrent.CancellationException}; so does, without an
         * exception, a {@link EmotionStream#close} on another thread, after which the segment counts as dropped.
         */
        WAIT,
        /** The segment is dropped for that subscriber and counted: a live source is never held up. */
        DROP
    }

    private static final int BLOCK = 1 << 12;

    private final SegmentMaker segments;
    private final Consumer<? super EmotionSegment> listener;
    private final Overflow overflow;
    private final Executor executor;
    private final int buffer;
    private final List<SegmentOutlet> outlets = new CopyOnWriteArrayList<>();
    private final Set<Thread> inCallbacks = ConcurrentHashMap.newKeySet();
    private final AtomicLong dropped = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();

    /** Whether a flush is under way, which waits for subscribers unless a push has given up on one. */
    private boolean flushing;

    private boolean gaveUp;
    private final AtomicBoolean closing = new AtomicBoolean();

    /** Whether somebody has closed again while the first to close was still waiting. */
    private volatile boolean hurried;

    private volatile boolean closed;
    private volatile Throwable failure;

    private EmotionStream(Builder builder, WindowPlan plan) {
        this.segments = builder.classifier.liveSegmentMaker(plan);
        this.listener = builder.listener;
        this.overflow = builder.overflow;
        this.executor = builder.executor;
        this.buffer = builder.buffer;
    }

    /**
     * Takes in the next piece of the signal.
     *
     * @param mono samples at the stream's rate, full scale at [-1, 1]; of any length, borrowed until this call returns
     * @throws InvalidAudioException if a sample is not finite or beyond {@link AudioClip#MAX_AMPLITUDE}; nothing of the piece
     *     was taken in then, and the stream goes on; or if the model cannot use a window, which closes the stream
     * @throws ModelException if inference fails; the stream is closed then
     * @throws java.util.concurrent.CancellationException if interrupted while waiting for a subscriber, which closes the stream, as
     *     does whatever a listener or the executor throws
     * @throws IllegalStateException if this stream or its classifier is closed, or a callback of this very stream pushes
     */
    public void push(float[] mono) {
        push(Objects.requireNonNull(mono, "mono"), 0, mono.length);
    }

    /**
     * Takes in the next piece of the signal.
     *
     * @param mono holds samples at the stream's rate, full scale at [-1, 1]; borrowed until this call returns
     * @param offset the index of the first sample
     * @param count the number of samples; may be 0
     * @throws IndexOutOfBoundsException if the piece leaves the array
     * @throws InvalidAudioException if a sample is not finite or beyond {@link AudioClip#MAX_AMPLITUDE}; nothing of the piece
     *     was taken in then, and the stream goes on; or if the model cannot use a window, which closes the stream
     * @throws ModelException if inference fails; the stream is closed then
     * @throws java.util.concurrent.CancellationException if interrupted while waiting for a subscriber, which closes the stream, as
     *     does whatever a listener or the executor throws
     * @throws IllegalStateException if this stream or its classifier is closed, or a callback of this very stream pushes
     */
    public void push(float[] mono, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, mono.length);
        AudioClip.requireUsable(mono, offset, count);
        inOrder(() -> segments.push(mono, offset, count, this::handOn));
    }

    /**
     * Takes in the next piece of a signal of 16-bit integers.
     *
     * @param mono samples at the stream's rate, full scale at 32,768; of any length, borrowed until this call returns
     * @throws InvalidAudioException if the model cannot use a window, which closes the stream
     * @throws ModelException if inference fails; the stream is closed then
     * @throws java.util.concurrent.CancellationException if interrupted while waiting for a subscriber, which closes the stream, as
     *     does whatever a listener or the executor throws
     * @throws IllegalStateException if this stream or its classifier is closed, or a callback of this very stream pushes
     */
    public void push(short[] mono) {
        push(Objects.requireNonNull(mono, "mono"), 0, mono.length);
    }

    /**
     * Takes in the next piece of a signal of 16-bit integers.
     *
     * @param mono holds samples at the stream's rate, full scale at 32,768; borrowed until this call returns
     * @param offset the index of the first sample
     * @param count the number of samples; may be 0
     * @throws IndexOutOfBoundsException if the piece leaves the array
     * @throws InvalidAudioException if the model cannot use a window, which closes the stream
     * @throws ModelException if inference fails; the stream is closed then
     * @throws java.util.concurrent.CancellationException if interrupted while waiting for a subscriber, which closes the stream, as
     *     does whatever a listener or the executor throws
     * @throws IllegalStateException if this stream or its classifier is closed, or a callback of this very stream pushes
     */
    public void push(short[] mono, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, mono.length);
        inOrder(() -> {
            float[] block = new float[Math.min(BLOCK, count)];
            int size;
            for (int done = 0; done < count; done += size) {
                size = Math.min(block.length, count - done);
                for (int i = 0; i < size; i++) {
                    block[i] = mono[offset + done + i] * AudioClip.INTEGER_SCALE;
                }
                segments.push(block, 0, size, this::handOn);
            }
        });
    }

    /**
     * Subscribes to the segments from now on.
     *
     * @param subscriber gets them as it asks for them
     * @throws java.util.concurrent.RejectedExecutionException if the executor takes no more tasks; a push throws it, too, and
     *     closes the stream
     */
    @Override
    public void subscribe(Flow.Subscriber<? super EmotionSegment> subscriber) {
        SegmentOutlet outlet =
                new SegmentOutlet(executor, buffer, Objects.requireNonNull(subscriber, "subscriber"), inCallbacks);
        outlets.add(outlet);
        if (closed) {
            outlet.end(failure);
        }
    }

    /**
     * How many segments did not reach a subscriber whose buffer was full, over all subscribers; see {@link Overflow}. One that a wait
     * gave up on counts, too, and one that an executor refused.
     *
     * @return at least 0
     */
    public long droppedSegments() {
        return dropped.get();
    }

    /**
     * Ends the signal: the segments that are left go out, then subscribers are told. Waits for a push in flight, which in turn
     * waits for no subscriber any more; if there was none that did, what is left waits for subscribers as a push does, until
     * somebody closes again on another thread, or interrupts this one. Closing twice does nothing more.
     *
     * <p>Not to be called by a thread for which a listener waits: closing would wait for the push that the listener is part of. In a
     * desktop program a listener hands on by {@code invokeLater}, not {@code invokeAndWait}, and another thread closes, since what is
     * left is heard on the thread that does.
     *
     * @throws InvalidAudioException if the model cannot use the last window; the stream is closed all the same
     * @throws ModelException if inference fails; the stream is closed all the same
     * @throws IllegalStateException if the classifier is closed and there is something left to hear, or a callback of this very
     *     stream closes
     */
    @Override
    public void close() {
        requireOutside();
        if (closing.getAndSet(true)) {
            hurried = true;
        }
        lock.lock();
        try {
            if (!closed) {
                flushing = true;
                inOrder(() -> segments.end(this::handOn));
                end(null);
            }
        } finally {
            lock.unlock();
        }
    }

    private void inOrder(Runnable work) {
        requireOutside();
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("this EmotionStream is closed");
            }
            work.run();
        } catch (RuntimeException | Error e) {
            if (!closed) {
                end(e);
            }
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private void end(Throwable because) {
        failure = because;
        closed = true;
        RuntimeException refused = null;
        for (SegmentOutlet outlet : outlets) {
            try {
                outlet.end(because);
            } catch (RuntimeException e) {
                refused = e;
            }
        }
        if (refused != null && because != null) {
            because.addSuppressed(refused);
        } else if (refused != null) {
            throw refused;
        }
    }

    private void requireOutside() {
        if (inCallbacks.contains(Thread.currentThread())) {
            throw new IllegalStateException(
                    "a listener or subscriber must not push to or close its own EmotionStream from"
                            + " within a callback, which is part of a push itself");
        }
    }

    private void handOn(EmotionSegment segment) {
        inCallbacks.add(Thread.currentThread());
        try {
            listener.accept(segment);
        } finally {
            inCallbacks.remove(Thread.currentThread());
        }
        outlets.removeIf(outlet -> !outlet.hasSubscriber());
        RuntimeException refused = null;
        for (SegmentOutlet outlet : outlets) {
            boolean taken = false;
            try {
                // Who comes after one that could not be waited for gets the segment, if there is room.
                boolean waits = overflow == Overflow.WAIT && refused == null;
                taken = waits ? outlet.await(segment, this::isImpatient) : outlet.offer(segment);
            } catch (RuntimeException e) {
                refused = e;
            }
            if (!taken) {
                dropped.incrementAndGet();
            }
        }
        if (refused != null) {
            throw refused;
        }
    }

    private boolean isImpatient() {
        gaveUp |= closing.get() && !flushing || hurried;
        return gaveUp;
    }

    /** Collects the choices for a stream. For one thread. */
    public static final class Builder {
        private static final int DEFAULT_BUFFER = 64;

        private final EmotionClassifier classifier;
        private final int sampleRateHz;
        private Optional<WindowConfig> windows = Optional.empty();
        private Consumer<? super EmotionSegment> listener = segment -> {};
        private Overflow overflow = Overflow.WAIT;
        private int buffer = DEFAULT_BUFFER;
        private Executor executor = SegmentOutlet.THREADS;

        Builder(EmotionClassifier classifier, int sampleRateHz) {
            this.classifier = classifier;
            this.sampleRateHz = sampleRateHz;
        }

        /**
         * Sets the windows.
         *
         * @param config their length and hop; unless set, what suits the model
         * @return this builder
         */
        public Builder windows(WindowConfig config) {
            this.windows = Optional.of(Objects.requireNonNull(config, "config"));
            return this;
        }

        /**
         * Sets the listener, which is called on the thread that pushes. What it throws passes through the push and closes the
         * stream.
         *
         * @param consumer gets every segment, in order
         * @return this builder
         */
        public Builder onSegment(Consumer<? super EmotionSegment> consumer) {
            this.listener = Objects.requireNonNull(consumer, "consumer");
            return this;
        }

        /**
         * Sets the buffer of each subscriber.
         *
         * @param segments how many wait for a subscriber at most, at least 1; 64 unless set; rounded up to a power of two
         * @return this builder
         * @throws IllegalArgumentException if the value is less than 1
         */
        public Builder buffer(int segments) {
            if (segments < 1) {
                throw new IllegalArgumentException("buffer must be at least 1 segment, but was " + segments);
            }
            this.buffer = segments;
            return this;
        }

        /**
         * Sets what happens where a subscriber's buffer is full.
         *
         * @param policy {@link Overflow#WAIT} unless set
         * @return this builder
         */
        public Builder overflow(Overflow policy) {
            this.overflow = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets where subscribers run.
         *
         * @param runner takes tasks for as long as the stream is open; unless set, each subscriber has a thread while it is called, so
         *     that none keeps another waiting
         * @return this builder
         */
        public Builder executor(Executor runner) {
            this.executor = Objects.requireNonNull(runner, "runner");
            return this;
        }

        /**
         * Opens the stream.
         *
         * @return the stream at its beginning, which the caller closes
         * @throws InvalidAudioException if the rate is outside 1 to {@value AudioClip#MAX_SAMPLE_RATE_HZ} Hz or the model cannot use it, or
         *     a window at it has more than 2^29 samples
         * @throws ModelException if no windows were set and those that the model names are invalid
         * @throws IllegalStateException if the classifier is closed
         */
        public EmotionStream open() {
            AudioClip.requireRate(sampleRateHz);
            return new EmotionStream(
                    this, windows.orElseGet(classifier::windows).plan(sampleRateHz));
        }
    }
}
