package io.ser4j.examples.evaluation;

import io.ser4j.Emotion;
import io.ser4j.SerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Processes clips, several at a time, and records which of them failed. Only for one thread. */
public final class Hearing {
    /**
     * A task on one clip.
     *
     * @param <T> the type of the result
     */
    @FunctionalInterface
    public interface Task<T> {
        /**
         * Processes a clip, on any thread.
         *
         * @param clip the clip
         * @return the result
         * @throws IOException if the clip cannot be read
         */
        T apply(LabelledClip clip) throws IOException;
    }

    private final int threads;
    private final Consumer<Boolean> listener;
    private final List<Evaluation.Failure> failures = new ArrayList<>();

    /**
     * Creates an instance that has recorded no failures.
     *
     * @param threads how many clips to process at a time, at least 1
     * @param listener called after each clip, in the thread that calls {@link #of}, with whether it succeeded
     */
    public Hearing(int threads, Consumer<Boolean> listener) {
        this.threads = threads;
        this.listener = listener;
    }

    /**
     * Applies a task to each clip.
     *
     * @param <T> the type of the result
     * @param clips the clips
     * @param task the task
     * @return the results in the order of the clips, without those that failed
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     * @throws IllegalStateException if a task fails for another reason than its clip, such as a programming error
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
            if (isFailureOfClip(e.getCause())) {
                failures.add(new Evaluation.Failure(clip, e.getCause()));
                return false;
            }
            throw new IllegalStateException(clip.file() + ": " + e.getCause(), e.getCause());
        }
    }

    /** Whether only this clip failed. One that does not fit into memory is no reason to lose the others. */
    private static boolean isFailureOfClip(Throwable cause) {
        return cause instanceof IOException
                || cause instanceof SerException
                || cause instanceof OutOfMemoryError
                || cause instanceof StackOverflowError;
    }

    /**
     * The clips that failed.
     *
     * @return the failures, in the order of the calls and of their clips
     */
    public List<Evaluation.Failure> failures() {
        return List.copyOf(failures);
    }

    /**
     * Fails if there are no results.
     *
     * @param heard the results
     * @throws EvaluationException if there are none; the message names the first failure
     */
    public void requireAny(Collection<?> heard) {
        if (heard.isEmpty()) {
            throw new EvaluationException(
                    "not one clip could be classified" + firstOf(failures).orElse(": there is none"));
        }
    }

    /**
     * Fails if each clip of some class failed.
     *
     * @param truths the classes of the clips
     * @param heard the clips of which there are results
     * @throws EvaluationException if a class has clips, but no results; the message names the first failure
     */
    public void requireEachClass(Map<LabelledClip, Emotion> truths, Collection<LabelledClip> heard) {
        Set<Emotion> lost = new LinkedHashSet<>(truths.values());
        heard.forEach(clip -> lost.remove(truths.get(clip)));
        for (Emotion emotion : lost) {
            List<Evaluation.Failure> ofClass = failures.stream()
                    .filter(failure -> emotion.equals(truths.get(failure.clip())))
                    .toList();
            throw new EvaluationException("not one of the " + ofClass.size() + " clips of " + emotion + " could be read"
                    + firstOf(ofClass).orElse(""));
        }
    }

    /**
     * Adds to what went wrong that clips are missing, which may be the reason.
     *
     * @param wrong what went wrong afterwards
     * @return the same, or if clips failed, with their number and the first of them in its message
     */
    public EvaluationException completed(EvaluationException wrong) {
        return firstOf(failures)
                .map(first -> new EvaluationException(
                        wrong.getMessage() + "; clips that could not be read: " + failures.size() + first))
                .orElse(wrong);
    }

    private static Optional<String> firstOf(List<Evaluation.Failure> failures) {
        return failures.stream()
                .findFirst()
                .map(first -> "; the first, " + first.clip().file() + ": " + first.reason());
    }
}
