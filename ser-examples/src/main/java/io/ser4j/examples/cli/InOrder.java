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
 * Works on several things at a time and hands over what came of them in the order in which they were given. However slow one of
 * them is, the others run ahead of it by no more than {@value #LOOK_AHEAD} for each thread. For one thread, which receives the
 * results as well.
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

    /** Takes one thing on; waits while too many are ahead, and hands over what is done. */
    void add(T thing) {
        ahead.add(workers.submit(() -> work.apply(thing)));
        while (ahead.size() >= most || !ahead.isEmpty() && ahead.element().isDone()) {
            handOver();
        }
    }

    /** Waits for everything that was taken on, and hands it over. */
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

    /** Starts nothing more; what is under way ends by itself. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}
