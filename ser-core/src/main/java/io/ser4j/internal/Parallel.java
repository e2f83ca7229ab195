package io.ser4j.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Maps a list on several threads, in order. */
public final class Parallel {
    private Parallel() {}

    /**
     * Applies a function to each item. The first failure, in the order of the items, is thrown as it was, and where the calling thread is
     * interrupted a {@link CancellationException}; nothing runs on after this returns or throws.
     *
     * @param <T> what comes in
     * @param <R> what comes out
     * @param items in order
     * @param function thread-safe
     * @param threads how many items at a time, at least 1
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

    /** A result that is there already would be handed out all the same. */
    private static void requireUninterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted before all results were there");
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
            throw new IllegalStateException("a function threw what it cannot declare", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for results");
        }
    }

    /** Drops what has not begun and waits for what has, so that the caller's arrays and models are his own again. */
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
