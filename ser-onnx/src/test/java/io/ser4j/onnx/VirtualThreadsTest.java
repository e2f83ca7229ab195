package io.ser4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ser4j.EmotionClassifier;
import io.ser4j.EmotionSegment;
import io.ser4j.EmotionStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    @Test
    void noneIsPinned(@TempDir Path folder) throws Exception {
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
            recording.start();
            float[] signal = Voices.turns(4, RATE_HZ);
            ExecutorService threads = newVirtualThreadPerTaskExecutor();
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
        assertThat(segments).hasValue(2 * STREAMS);
        assertThat(RecordingFile.readAllEvents(file))
                .extracting(RecordedEvent::toString)
                .isEmpty();
    }

    /** A stream whose one subscriber takes a segment at a time out of the smallest buffer, so that pushes have to wait. */
    private static void listen(
            EmotionClassifier classifier, float[] signal, Executor executor, AtomicInteger segments) {
        try (EmotionStream stream =
                classifier.stream(RATE_HZ).buffer(1).executor(executor).open()) {
            stream.subscribe(new OneByOne(segments));
            for (int done = 0; done < signal.length; done += RATE_HZ / 50) {
                stream.push(signal, done, RATE_HZ / 50);
                Thread.yield();
            }
        }
    }

    private static ExecutorService newVirtualThreadPerTaskExecutor() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    private record OneByOne(AtomicInteger segments) implements Flow.Subscriber<EmotionSegment> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(EmotionSegment segment) {
            segments.incrementAndGet();
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }
}
