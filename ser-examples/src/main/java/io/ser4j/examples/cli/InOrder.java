package io.ser4j.examples.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Processes several things at a time and passes the results to a receiver in the order in which the things were added. However
 * slow one of them is, the others run ahead of it by no more than {@value #LOOK_AHEAD} for each thread. For one thread, which
 * also calls the receiver.
 */
final class InOrder<T, R> implements AutoCloseable {
    private static final int LOOK_AHEAD = 8;

    private final Function<T, R> work;
    private final Consumer<R> receiver;
    private final int most;
    private final ExecutorService workers;
    private final Deque<Future<R>> ahead = new ArrayDeque<>();

    InOrder(int threads, Function<T, R> work, Consumer<R> receiver) {
        this.work = work;
        this.receiver = receiver;
        this.most = threads * LOOK_AHEAD;
        this.workers = Executors.newFixedThreadPool(threads);
    }

    /** Adds a thing to process. Waits while too many are ahead, and passes on the results that are ready. */
    void add(T thing) {
        ahead.add(workers.submit(() -> work.apply(thing)));
        while (ahead.size() >= most || !ahead.isEmpty() && ahead.element().isDone()) {
            handOver();
        }
    }

    /** Waits for the remaining results and passes them on. */
    void finish() {
        while (!ahead.isEmpty()) {
            handOver();
        }
    }

    private void handOver() {
        try {
            receiver.accept(ahead.remove().get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("interrupted while waiting for a file");
            cancelled.initCause(e);
            throw cancelled;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Starts no further work and interrupts what is running, without waiting for it to end. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}
