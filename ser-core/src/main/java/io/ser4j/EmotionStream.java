package io.ser4j;

import io.ser4j.spi.WindowPlan;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Hears live audio: samples go in, in pieces of any size, and a segment comes out as soon as its window is complete. How the
 * audio is cut into pieces never changes a segment, not by one bit.
 *
 * <p>Segments go to the listener, on the thread that pushes, and to any number of subscribers, each on a thread of the executor.
 * A subscriber has a buffer of its own; what happens where it is full is the {@link Overflow} policy. Subscribers get the
 * segments from their subscription on, then {@code onComplete} on {@link #close()}, or {@code onError} where a push fails.
 *
 * <p>Memory per stream is bounded, whatever its length: about a window and a hop of features and measurements.
 *
 * <p>Pushes from several threads are taken one after another. A listener may not push to or close its own stream.
 */
public final class EmotionStream implements Flow.Publisher<EmotionSegment>, AutoCloseable {
    /** What a push does where a subscriber's buffer is full. */
    public enum Overflow {
        /** The push waits until there is room: nothing is lost, and back-pressure reaches the source of the audio. */
        WAIT,
        /** The segment is dropped for that subscriber and counted: a live source is never held up. */
        DROP
    }

    private static final int BLOCK = 1 << 12;

    private final SegmentMaker segments;
    private final Consumer<? super EmotionSegment> listener;
    private final SubmissionPublisher<EmotionSegment> publisher;
    private final Overflow overflow;
    private final AtomicLong dropped = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean inListener;
    private volatile boolean closed;

    private EmotionStream(Builder builder, WindowPlan plan) {
        this.segments = builder.classifier.segmentMaker(plan);
        this.listener = builder.listener;
        this.publisher = new SubmissionPublisher<>(builder.executor, builder.buffer);
        this.overflow = builder.overflow;
    }

    /**
     * Takes in the next piece of the signal.
     *
     * @param mono samples at the stream's rate, full scale at [-1, 1]; of any length, borrowed until this call returns
     * @throws InvalidAudioException if a sample is not finite or beyond {@link AudioClip#MAX_AMPLITUDE}; nothing of the piece
     *     was taken in then, and the stream goes on
     * @throws ModelException if inference fails; the stream is closed then
     * @throws IllegalStateException if this stream or its classifier is closed, or the stream's own listener pushes
     */
    public void push(float[] mono) {
        push(mono, 0, mono.length);
    }

    /**
     * Takes in the next piece of the signal.
     *
     * @param mono holds samples at the stream's rate, full scale at [-1, 1]; borrowed until this call returns
     * @param offset the index of the first sample
     * @param count the number of samples; may be 0
     * @throws IndexOutOfBoundsException if the piece leaves the array
     * @throws InvalidAudioException if a sample is not finite or beyond {@link AudioClip#MAX_AMPLITUDE}; nothing of the piece
     *     was taken in then, and the stream goes on
     * @throws ModelException if inference fails; the stream is closed then
     * @throws IllegalStateException if this stream or its classifier is closed, or the stream's own listener pushes
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
     * @throws ModelException if inference fails; the stream is closed then
     * @throws IllegalStateException if this stream or its classifier is closed, or the stream's own listener pushes
     */
    public void push(short[] mono) {
        inOrder(() -> {
            float[] block = new float[Math.min(BLOCK, mono.length)];
            for (int done = 0; done < mono.length; done += block.length) {
                int count = Math.min(block.length, mono.length - done);
                for (int i = 0; i < count; i++) {
                    block[i] = mono[done + i] * 0x1p-15f;
                }
                segments.push(block, 0, count, this::handOn);
            }
        });
    }

    /**
     * Subscribes to the segments from now on.
     *
     * @param subscriber gets them as it asks for them
     */
    @Override
    public void subscribe(Flow.Subscriber<? super EmotionSegment> subscriber) {
        publisher.subscribe(subscriber);
    }

    /**
     * How many segments were dropped under {@link Overflow#DROP}, over all subscribers.
     *
     * @return at least 0
     */
    public long droppedSegments() {
        return dropped.get();
    }

    /**
     * Ends the signal: the segments that are left go out, then subscribers are told. Closing twice does nothing more.
     *
     * @throws ModelException if inference fails; the stream is closed all the same
     * @throws IllegalStateException if the classifier is closed and there is something left to hear, or the stream's own
     *     listener closes
     */
    @Override
    public void close() {
        lock.lock();
        try {
            requireOutside();
            if (!closed) {
                inOrder(() -> segments.end(this::handOn));
                closed = true;
                publisher.close();
            }
        } finally {
            lock.unlock();
        }
    }

    private void inOrder(Runnable work) {
        lock.lock();
        try {
            requireOutside();
            if (closed) {
                throw new IllegalStateException("this EmotionStream is closed");
            }
            work.run();
        } catch (RuntimeException | Error e) {
            if (!inListener && !closed) {
                closed = true;
                publisher.closeExceptionally(e);
            }
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private void requireOutside() {
        if (inListener) {
            throw new IllegalStateException(
                    "a listener must not push to or close its own EmotionStream, whose push it is part of");
        }
    }

    private void handOn(EmotionSegment segment) {
        inListener = true;
        try {
            listener.accept(segment);
        } finally {
            inListener = false;
        }
        if (publisher.hasSubscribers()) {
            if (overflow == Overflow.WAIT) {
                publisher.submit(segment);
            } else {
                publisher.offer(segment, (subscriber, lost) -> {
                    dropped.incrementAndGet();
                    return false;
                });
            }
        }
    }

    /** Collects the choices for a stream. For one thread. */
    public static final class Builder {
        private static final int DEFAULT_BUFFER = 64;

        private final EmotionClassifier classifier;
        private final int sampleRateHz;
        private WindowConfig windows;
        private Consumer<? super EmotionSegment> listener = segment -> {};
        private Overflow overflow = Overflow.WAIT;
        private int buffer = DEFAULT_BUFFER;
        private Executor executor = ForkJoinPool.commonPool();

        Builder(EmotionClassifier classifier, int sampleRateHz) {
            this.classifier = classifier;
            this.sampleRateHz = sampleRateHz;
            this.windows = classifier.windows();
        }

        /**
         * Sets the windows.
         *
         * @param config their length and hop; unless set, what suits the model
         * @return this builder
         */
        public Builder windows(WindowConfig config) {
            this.windows = Objects.requireNonNull(config, "config");
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
         * @param runner the common pool unless set
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
         * @throws InvalidAudioException if the rate is not positive or the model cannot use it
         * @throws IllegalStateException if the classifier is closed
         */
        public EmotionStream open() {
            if (sampleRateHz < 1) {
                throw new InvalidAudioException("sampleRateHz must be positive, but was " + sampleRateHz);
            }
            return new EmotionStream(this, windows.plan(sampleRateHz));
        }
    }
}
