package io.ser4j.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Maps a list on several threads, keeping its order. */
public final class Parallel {
    private Parallel() {}

    /**
     * Applies a function to each item. If it fails, the failure of the first such item in the list is thrown, or a
     * {@link CancellationException} if the calling thread is interrupted. Nothing runs any more after this returns or throws.
     *
     * @param <T> the type of the items
     * @param <R> the type of the results
     * @param items the items
     * @param function must be thread-safe
     * @param threads the number of items to process at a time, at least 1
     * @return the results, in the order of the items
     */
    public static <T, R> List<R> map(List<T> items, Function<? super T, ? extends R> function, int threads) {
        int workers = Math.min(threads, items.size());
        if (workers <= 1) {
            List<R> results = new ArrayList<>(items.size());
            for (T item : items) {
                requireUninterrupted();
                results.add(function.apply(item));
            }
            return List.copyOf(results);
        }
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try {
            List<Future<R>> futures = new ArrayList<>(items.size());
            for (T item : items) {
                futures.add(pool.submit(() -> function.apply(item)));
            }
            List<R> results = new ArrayList<>(items.size());
            for (Future<R> future : futures) {
                requireUninterrupted();
                results.add(join(future));
            }
            return List.copyOf(results);
        } finally {
            shutDown(pool);
        }
    }

    /** Checks for an interrupt, which {@link Future#get} does not do if the result is complete. */
    private static void requireUninterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted before all results were complete");
        }
    }

    private static <R> R join(Future<R> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw Frames.withCaller(failure);
            }
            if (e.getCause() instanceof Error error) {
                throw Frames.withCaller(error);
            }
            throw new IllegalStateException("a function must not throw checked exceptions, but one did", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for results");
        }
    }

    /** Cancels what has not begun and waits for the rest, so that nothing uses the caller's arrays and models any more. */
    private static void shutDown(ExecutorService pool) {
        pool.shutdownNow();
        boolean interrupted = false;
        while (!pool.isTerminated()) {
            try {
                pool.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
