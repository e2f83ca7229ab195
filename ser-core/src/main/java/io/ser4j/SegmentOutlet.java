package io.ser4j;

import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One subscriber's way out of a stream, with a bounded buffer of its own. Thread-safe. */
final class SegmentOutlet {
    /** How often a thread that waits for room checks whether to go on waiting. */
    private static final long LOOK_MILLIS = 20;

    /** Runs subscribers if no executor was chosen; its threads end after a minute without work. */
    static final Executor THREADS = Executors.newCachedThreadPool(task -> {
        // The thread inherits nothing from the one that happens to push first.
        Thread thread = new Thread(null, task, "ser4j-subscriber", 0, false);
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        thread.setDaemon(true);
        return thread;
    });

    private final SubmissionPublisher<EmotionSegment> publisher;
    private final Watched watched;

    /**
     * Subscribes.
     *
     * @param inCallbacks gets the threads that are inside the subscriber, for as long as they are
     */
    SegmentOutlet(
            Executor executor,
            int buffer,
            Flow.Subscriber<? super EmotionSegment> subscriber,
            Set<Thread> inCallbacks) {
        publisher = new SubmissionPublisher<>(executor, buffer);
        watched = new Watched(subscriber, inCallbacks);
        publisher.subscribe(watched);
    }

    /** Hands a segment on if there is room; returns true if there was, or if the subscriber is gone. */
    boolean offer(EmotionSegment segment) {
        return publisher.offer(segment, null) >= 0;
    }

    /**
     * Hands a segment on when there is room.
     *
     * @param impatient whether to stop waiting
     * @return whether it was handed on, or the subscriber is gone
     * @throws CancellationException if this thread is interrupted; its interrupt status remains set
     */
    boolean await(EmotionSegment segment, BooleanSupplier impatient) {
        while (publisher.hasSubscribers()) {
            if (impatient.getAsBoolean()) {
                return offer(segment);
            }
            if (publisher.offer(segment, LOOK_MILLIS, TimeUnit.MILLISECONDS, null) >= 0) {
                return true;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted while waiting for a subscriber of an EmotionStream");
            }
        }
        return true;
    }

    /** Whether the subscriber is still there, or has yet to get its subscription. */
    boolean hasSubscriber() {
        return publisher.hasSubscribers();
    }

    /** Tells the subscriber, after the buffered segments, that nothing follows; the failure is null at a regular end. */
    void end(Throwable failure) {
        // Closing exceptionally would overtake the buffered segments.
        watched.failure = failure;
        publisher.close();
    }

    private static final class Watched implements Flow.Subscriber<EmotionSegment> {
        private final Flow.Subscriber<? super EmotionSegment> subscriber;
        private final Set<Thread> inCallbacks;

        /** The failure that ended the stream, or null. */
        private volatile Throwable failure;

        Watched(Flow.Subscriber<? super EmotionSegment> subscriber, Set<Thread> inCallbacks) {
            this.subscriber = subscriber;
            this.inCallbacks = inCallbacks;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            inside(() -> subscriber.onSubscribe(subscription));
        }

        @Override
        public void onNext(EmotionSegment segment) {
            inside(() -> subscriber.onNext(segment));
        }

        @Override
        public void onError(Throwable thrown) {
            inside(() -> subscriber.onError(thrown));
        }

        @Override
        public void onComplete() {
            if (failure == null) {
                inside(subscriber::onComplete);
            } else {
                onError(failure);
            }
        }

        private void inside(Runnable callback) {
            boolean entered = inCallbacks.add(Thread.currentThread());
            try {
                callback.run();
            } finally {
                if (entered) {
                    inCallbacks.remove(Thread.currentThread());
                }
            }
        }
    }
}
