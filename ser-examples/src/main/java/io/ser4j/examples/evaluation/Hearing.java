package io.ser4j.examples.evaluation;

import io.ser4j.SerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Reads clips, several at a time, and keeps which of them could not be read or heard. For one thread. */
public final class Hearing {
    /**
     * What is done with one clip.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    public interface Task<T> {
        /**
         * Does it, on any thread.
         *
         * @param clip the clip
         * @return what comes of it
         * @throws IOException if the clip cannot be read
         */
        T apply(LabelledClip clip) throws IOException;
    }

    private final int threads;
    private final Consumer<Boolean> listener;
    private final List<Evaluation.Failure> failures = new ArrayList<>();

    /**
     * Prepares to read.
     *
     * @param threads how many clips at a time, at least 1
     * @param listener is told after each clip, in the thread that waits for it, whether it could be heard
     */
    public Hearing(int threads, Consumer<Boolean> listener) {
        this.threads = threads;
        this.listener = listener;
    }

    /**
     * Does something with each clip.
     *
     * @param <T> what comes of it
     * @param clips the clips
     * @param task what is done
     * @return the results in the order of the clips, without those that failed
     */
    public <T> List<T> of(Collection<LabelledClip> clips, Task<T> task) {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<LabelledClip> order = List.copyOf(clips);
            List<Future<T>> futures = new ArrayList<>();
            order.forEach(clip -> futures.add(workers.submit(() -> task.apply(clip))));
            List<T> results = new ArrayList<>();
            for (int i = 0; i < futures.size(); i++) {
                boolean success = receive(order.get(i), futures.get(i), results);
                listener.accept(success);
            }
            return results;
        } finally {
            workers.shutdownNow();
        }
    }

    private <T> boolean receive(LabelledClip clip, Future<T> future, List<T> results) {
        try {
            results.add(future.get());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("interrupted while waiting for a clip");
            cancelled.initCause(e);
            throw cancelled;
        } catch (ExecutionException e) {
            if (isOfTheClip(e.getCause())) {
                failures.add(new Evaluation.Failure(clip, e.getCause()));
                return false;
            }
            throw new IllegalStateException(clip.file() + ": " + e.getCause(), e.getCause());
        }
    }

    /** A clip that does not fit into memory is no reason to lose the others. */
    private static boolean isOfTheClip(Throwable cause) {
        return cause instanceof IOException
                || cause instanceof SerException
                || cause instanceof OutOfMemoryError
                || cause instanceof StackOverflowError;
    }

    /**
     * What could not be heard.
     *
     * @return in the order of the clips
     */
    public List<Evaluation.Failure> failures() {
        return List.copyOf(failures);
    }

    /**
     * Fails where nothing is left.
     *
     * @param heard what came of the clips
     * @throws EvaluationException if that is nothing, naming the first failure
     */
    public void requireAny(Collection<?> heard) {
        if (heard.isEmpty()) {
            throw new EvaluationException("not one clip could be classified"
                    + failures.stream()
                            .findFirst()
                            .map(first -> "; the first, " + first.clip().file() + ": " + first.reason())
                            .orElse(", for there is none"));
        }
    }
}
