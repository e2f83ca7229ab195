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
 * Classifies live audio: samples are pushed in pieces of any size, and a segment is delivered once its window is complete and
 * the voice activity detector has seen as much beyond it as it needs, by default about a fifth of a second. How the audio is
 * split into pieces never changes a segment, not by one bit.
 *
 * <p>Segments go to the listener, on the thread that pushes or closes, and to any number of subscribers, on threads of the
 * executor. Each subscriber has a bounded buffer of its own; the {@link Overflow} policy says what happens when it is full.
 * Subscribers get the segments from their subscription on, then {@code onComplete} after {@link #close()}, or {@code onError}
 * if a push fails; either comes after the buffered segments, and so only once the subscriber has requested these. A
 * subscriber that throws gets {@code onError} at once, without affecting the others. One that subscribes after the end is
 * notified at once.
 *
 * <p>Memory per stream is bounded, whatever its length: about a window and a hop of features and measurements.
 *
 * <p>Pushes from several threads are processed one after another. Neither a listener nor a subscriber may push to or close
 * its own stream from within a callback.
 *
 * <p>Times count what was pushed: if the source loses a piece, push as much silence to keep them right. The last windows of a
 * speaker's turn are delivered by {@link #close()}; for one result per turn, collect its samples and
 * {@linkplain EmotionClassifier#classify(AudioClip) classify} them as a clip.
 */
public final class EmotionStream implements Flow.Publisher<EmotionSegment>, AutoCloseable {
    /** What a push does if a subscriber's buffer is full. */
    public enum Overflow {
        /**
         * The push waits until there is room: nothing is lost, and back-pressure reaches the source of the audio. An interrupt
         * ends the wait with a {@link java.util.concurrent.CancellationException} and closes the stream. An
         * {@link EmotionStream#close} on another thread ends it without an exception, and the segment counts as dropped.
         */
        WAIT,
        /** The segment is dropped for that subscriber and counted: a live source never has to wait. */
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

    /** Whether {@link #close} is flushing; this waits for subscribers, unless a push has given up on one. */
    private boolean flushing;

    private boolean gaveUp;
    private final AtomicBoolean closing = new AtomicBoolean();

    /** Whether {@link #close} was called again while the first call was still waiting. */
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
     * Pushes the next piece of the signal.
     *
     * @param mono samples at the stream's rate, full scale at [-1, 1]; of any length, borrowed until this call returns
     * @throws InvalidAudioException if a sample is not finite or beyond {@link AudioClip#MAX_AMPLITUDE}, in which case
     *     nothing of the piece is used and the stream stays open; or if the model cannot use a window, which closes the
     *     stream
     * @throws ModelException if inference fails, which closes the stream
     * @throws java.util.concurrent.CancellationException if interrupted while waiting for a subscriber; this closes the
     *     stream, as does anything that a listener or the executor throws
     * @throws IllegalStateException if this stream or its classifier is closed, or if a callback of this stream calls this
     */
    public void push(float[] mono) {
        push(Objects.requireNonNull(mono, "mono"), 0, mono.length);
    }

    /**
     * Pushes the next piece of the signal.
     *
     * @param mono holds samples at the stream's rate, full scale at [-1, 1]; borrowed until this call returns
     * @param offset the index of the first sample
     * @param count the number of samples; may be 0
     * @throws IndexOutOfBoundsException if the piece leaves the array
     * @throws InvalidAudioException if a sample is not finite or beyond {@link AudioClip#MAX_AMPLITUDE}, in which case
     *     nothing of the piece is used and the stream stays open; or if the model cannot use a window, which closes the
     *     stream
     * @throws ModelException if inference fails, which closes the stream
     * @throws java.util.concurrent.CancellationException if interrupted while waiting for a subscriber; this closes the
     *     stream, as does anything that a listener or the executor throws
     * @throws IllegalStateException if this stream or its classifier is closed, or if a callback of this stream calls this
     */
    public void push(float[] mono, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, mono.length);
        AudioClip.requireUsable(mono, offset, count);
        inOrder(() -> segments.push(mono, offset, count, this::handOn));
    }

    /**
     * Pushes the next piece of a signal of 16-bit integers.
     *
     * @param mono samples at the stream's rate, full scale at 32,768; of any length, borrowed until this call returns
     * @throws InvalidAudioException if the model cannot use a window, which closes the stream
     * @throws ModelException if inference fails, which closes the stream
     * @throws java.util.concurrent.CancellationException if interrupted while waiting for a subscriber; this closes the
     *     stream, as does anything that a listener or the executor throws
     * @throws IllegalStateException if this stream or its classifier is closed, or if a callback of this stream calls this
     */
    public void push(short[] mono) {
        push(Objects.requireNonNull(mono, "mono"), 0, mono.length);
    }

    /**
     * Pushes the next piece of a signal of 16-bit integers.
     *
     * @param mono holds samples at the stream's rate, full scale at 32,768; borrowed until this call returns
     * @param offset the index of the first sample
     * @param count the number of samples; may be 0
     * @throws IndexOutOfBoundsException if the piece leaves the array
     * @throws InvalidAudioException if the model cannot use a window, which closes the stream
     * @throws ModelException if inference fails, which closes the stream
     * @throws java.util.concurrent.CancellationException if interrupted while waiting for a subscriber; this closes the
     *     stream, as does anything that a listener or the executor throws
     * @throws IllegalStateException if this stream or its classifier is closed, or if a callback of this stream calls this
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
     * @param subscriber receives the segments as it requests them
     * @throws java.util.concurrent.RejectedExecutionException if the executor rejects the task; a push throws it, too, and
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
     * How many segments did not reach a subscriber because its buffer was full, over all subscribers; see {@link Overflow}.
     * Segments that a wait gave up on, or that the executor rejected, count as well.
     *
     * @return at least 0
     */
    public long droppedSegments() {
        return dropped.get();
    }

    /**
     * Ends the signal: delivers the remaining segments, then notifies the subscribers. Waits for a push in flight, which from
     * now on waits for no subscriber. Unless that push gave up on a subscriber, delivering the rest waits for subscribers as
     * a push does, until another thread closes again or interrupts this one. Closing twice has no further effect.
     *
     * <p>Must not be called by a thread that a listener waits for, since closing waits for the push that the listener is part
     * of. In a desktop program a listener should use {@code invokeLater}, not {@code invokeAndWait}, and a thread other than
     * that of the user interface should close, since the last windows are classified on the closing thread.
     *
     * @throws InvalidAudioException if the model cannot use the last window; the stream is closed all the same
     * @throws ModelException if inference fails; the stream is closed all the same
     * @throws java.util.concurrent.CancellationException if interrupted while waiting for a subscriber; the stream is closed
     *     all the same, and also if a listener or the executor throws
     * @throws IllegalStateException if the classifier is closed and a window remains to be classified, or if a callback of this
     *     stream calls this
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
        } catch (Throwable e) {
            // A listener written in another language than Java may throw checked exceptions, too.
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
                // After a wait has failed, further subscribers get the segment only if there is room.
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

    /** Configures and opens a stream. Not thread-safe. */
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
         * @param config their length and hop; by default those that suit the model
         * @return this builder
         */
        public Builder windows(WindowConfig config) {
            this.windows = Optional.of(Objects.requireNonNull(config, "config"));
            return this;
        }

        /**
         * Sets the listener, which is called on the thread that pushes or closes. What it throws is rethrown there and closes
         * the stream.
         *
         * @param consumer receives every segment, in order
         * @return this builder
         */
        public Builder onSegment(Consumer<? super EmotionSegment> consumer) {
            this.listener = Objects.requireNonNull(consumer, "consumer");
            return this;
        }

        /**
         * Sets the buffer of each subscriber.
         *
         * @param segments the most segments that wait for a subscriber, at least 1, by default 64; rounded up to a power of two
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
         * Sets what happens if a subscriber's buffer is full.
         *
         * @param policy by default {@link Overflow#WAIT}
         * @return this builder
         */
        public Builder overflow(Overflow policy) {
            this.overflow = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets the executor that runs the subscribers.
         *
         * @param runner accepts tasks for as long as the stream is open; by default each subscriber has a thread of its own
         *     while it is called, so that none delays another
         * @return this builder
         */
        public Builder executor(Executor runner) {
            this.executor = Objects.requireNonNull(runner, "runner");
            return this;
        }

        /**
         * Opens the stream.
         *
         * @return the stream, which the caller closes
         * @throws InvalidAudioException if the rate is outside 1 to {@value AudioClip#MAX_SAMPLE_RATE_HZ} Hz, the model
         *     cannot use it, or a window at this rate has more than 2^29 samples
         * @throws ModelException if no windows were set and the model specifies invalid ones
         * @throws IllegalStateException if the classifier is closed
         */
        public EmotionStream open() {
            AudioClip.requireRate(sampleRateHz);
            return new EmotionStream(
                    this, windows.orElseGet(classifier::windows).plan(sampleRateHz));
        }
    }
}
