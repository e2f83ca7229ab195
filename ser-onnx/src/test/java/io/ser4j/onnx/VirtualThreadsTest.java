package io.ser4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ser4j.EmotionClassifier;
import io.ser4j.EmotionSegment;
import io.ser4j.EmotionStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VirtualThreadsTest {
    private static final int STREAMS = 100;
    private static final int RATE_HZ = 16_000;
    private static final int SECONDS = 6;
    private static final int SEGMENTS = SECONDS - 1;

    @Test
    void noneIsPinned(@TempDir Path folder)
            throws IOException, InterruptedException, ExecutionException, ReflectiveOperationException {
        assumeTrue(Runtime.version().feature() >= 21, "this JDK has no virtual threads");
        AtomicInteger segments = new AtomicInteger();
        Path file = folder.resolve("pinned.jfr");
        try (Recording recording = new Recording();
                EmotionClassifier classifier =
                        EmotionClassifier.builder().model("tess-lstm").build()) {
            recording
                    .enable("jdk.VirtualThreadPinned")
                    .withThreshold(Duration.ZERO)
                    .withStackTrace();
            float[] signal = Voices.turns(SECONDS, RATE_HZ);
            ExecutorService threads = newVirtualThreadPerTaskExecutor();
            // The JVM pins a thread that waits for a class to be loaded, so the classes are loaded first.
            listen(classifier, signal, threads, new AtomicInteger());
            recording.start();
            List<Future<?>> listeners = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                listeners.add(threads.submit(() -> listen(classifier, signal, threads, segments)));
            }
            for (Future<?> listener : listeners) {
                listener.get();
            }
            threads.shutdown();
            recording.stop();
            recording.dump(file);
        }
        assertThat(segments).hasValue(STREAMS * SEGMENTS);
        assertThat(RecordingFile.readAllEvents(file))
                .extracting(RecordedEvent::toString)
                .isEmpty();
    }

    /** A stream whose only subscriber takes one segment at a time from the smallest buffer, so that pushes have to wait. */
    private static void listen(
            EmotionClassifier classifier, float[] signal, Executor executor, AtomicInteger segments) {
        CountDownLatch done = new CountDownLatch(1);
        try (EmotionStream stream =
                classifier.stream(RATE_HZ).buffer(1).executor(executor).open()) {
            stream.subscribe(new OneByOne(segments, done));
            for (int first = 0; first < signal.length; first += RATE_HZ / 50) {
                stream.push(signal, first, RATE_HZ / 50);
                Thread.yield();
            }
        }
        try {
            done.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ExecutorService newVirtualThreadPerTaskExecutor() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    /** Requests the next segment only after the previous one, and lets other threads run first. */
    private static final class OneByOne implements Flow.Subscriber<EmotionSegment> {
        private final AtomicInteger segments;
        private final CountDownLatch done;
        private Flow.Subscription subscription;

        OneByOne(AtomicInteger segments, CountDownLatch done) {
            this.segments = segments;
            this.done = done;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(EmotionSegment segment) {
            segments.incrementAndGet();
            Thread.yield();
            subscription.request(1);
        }

        @Override
        public void onError(Throwable failure) {
            done.countDown();
        }

        @Override
        public void onComplete() {
            done.countDown();
        }
    }
}
