package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.spi.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What subscribers of a stream get, and who waits for whom. */
@Timeout(60)
class EmotionStreamSubscribersTest {
    private static final int RATE_HZ = 8000;
    private static final WindowConfig WINDOWS = new WindowConfig(0.5, 0.2);

    private final EmotionClassifier classifier =
            EmotionClassifier.builder().model(new FakeModel()).build();

    @AfterEach
    void close() {
        classifier.close();
    }

    @Test
    void subscribersGetEverySegmentAndTheEnd() throws InterruptedException, ExecutionException, TimeoutException {
        float[] signal = Signals.turns(RATE_HZ, 4 * RATE_HZ);
        Collector one = new Collector(Long.MAX_VALUE);
        Collector other = new Collector(Long.MAX_VALUE);
        try (EmotionStream stream =
                classifier.stream(RATE_HZ).windows(WINDOWS).buffer(2).open()) {
            stream.subscribe(one);
            stream.subscribe(other);
            stream.push(signal);
        }
        List<EmotionSegment> expected = classifier.classifyWindows(AudioClip.of(signal, RATE_HZ), WINDOWS);
        assertThat(one.end.get(30, TimeUnit.SECONDS)).isEqualTo(expected);
        assertThat(other.end.get(30, TimeUnit.SECONDS)).isEqualTo(expected);
    }

    @Test
    void aFullBufferBlocksThePushAndLosesNothing() throws InterruptedException, ExecutionException, TimeoutException {
        float[] signal = Signals.turns(RATE_HZ, 4 * RATE_HZ);
        Collector slow = new Collector(0);
        EmotionStream stream =
                classifier.stream(RATE_HZ).windows(WINDOWS).buffer(4).open();
        stream.subscribe(slow);
        slow.subscribed.await();
        CountDownLatch pushed = new CountDownLatch(1);
        Thread source = new Thread(() -> {
            stream.push(signal);
            pushed.countDown();
            stream.close();
        });
        source.start();
        awaitHalt(source);
        assertThat(pushed.getCount()).isEqualTo(1);
        slow.subscription.request(Long.MAX_VALUE);
        assertThat(slow.end.get(30, TimeUnit.SECONDS))
                .isEqualTo(classifier.classifyWindows(AudioClip.of(signal, RATE_HZ), WINDOWS));
        source.join();
    }

    @Test
    void closingEndsTheWaitForASubscriberWhoNeverAsks() throws InterruptedException {
        float[] signal = Signals.turns(RATE_HZ, 4 * RATE_HZ);
        Collector never = new Collector(0);
        EmotionStream stream =
                classifier.stream(RATE_HZ).windows(WINDOWS).buffer(4).open();
        stream.subscribe(never);
        never.subscribed.await();
        Thread source = new Thread(() -> stream.push(signal));
        source.start();
        awaitHalt(source);
        stream.close();
        source.join();
        assertThat(stream.droppedSegments()).isPositive();
    }

    @Test
    void whateverAListenerThrowsClosesTheStream() throws InterruptedException {
        for (Exception failure : List.of(new IllegalStateException("boom"), new IOException("broken pipe"))) {
            EmotionStream pushed = throwingStream(failure);
            Collector collector = new Collector(Long.MAX_VALUE);
            pushed.subscribe(collector);
            assertThatThrownBy(() -> pushed.push(Signals.turns(RATE_HZ, 4 * RATE_HZ)))
                    .isSameAs(failure);
            assertFailed(collector, failure);
            assertThatIllegalStateException().isThrownBy(() -> pushed.push(new float[1]));

            EmotionStream closed = throwingStream(failure);
            Collector last = new Collector(Long.MAX_VALUE);
            closed.subscribe(last);
            closed.push(Signals.turns(RATE_HZ, RATE_HZ / 4));
            assertThatThrownBy(closed::close).isSameAs(failure);
            assertFailed(last, failure);
            closed.close();
        }
    }

    private EmotionStream throwingStream(Exception failure) {
        return classifier.stream(RATE_HZ)
                .windows(WINDOWS)
                .onSegment(segment -> {
                    throw Sneaky.unannounced(failure);
                })
                .open();
    }

    private static void assertFailed(Collector collector, Exception failure) {
        assertThatThrownBy(() -> collector.end.get(30, TimeUnit.SECONDS)).hasCause(failure);
    }

    @Test
    void closingAgainEndsTheWaitOfTheFirstClose() throws InterruptedException {
        AtomicInteger segments = new AtomicInteger();
        Collector never = new Collector(0);
        EmotionStream stream = classifier.stream(RATE_HZ)
                .windows(WINDOWS)
                .buffer(4)
                .onSegment(segment -> segments.incrementAndGet())
                .open();
        stream.subscribe(never);
        never.subscribed.await();
        float[] signal = Signals.turns(RATE_HZ, 8 * RATE_HZ);
        for (int i = 0; segments.get() < 4; i += RATE_HZ / 100) {
            stream.push(signal, i, RATE_HZ / 100);
        }
        Thread first = new Thread(stream::close);
        first.start();
        awaitHalt(first);
        assertThat(first.isAlive())
                .as("the first close waits for the subscriber")
                .isTrue();
        stream.close();
        first.join();
        assertThat(stream.droppedSegments()).isPositive();
    }

    @Test
    void aSubscriberThatIsNotWaitedForCostsOthersNoSegment() throws InterruptedException {
        float[] signal = Signals.turns(RATE_HZ, 4 * RATE_HZ);
        Collector never = new Collector(0);
        List<EmotionSegment> told = new ArrayList<>();
        List<EmotionSegment> heard = new CopyOnWriteArrayList<>();
        Collector eager = new Collector(Long.MAX_VALUE) {
            @Override
            public void onNext(EmotionSegment segment) {
                heard.add(segment);
            }
        };
        EmotionStream stream = classifier.stream(RATE_HZ)
                .windows(WINDOWS)
                .buffer(4)
                .onSegment(segment -> {
                    // The eager one has room for it.
                    while (heard.size() < told.size()) {
                        Thread.onSpinWait();
                    }
                    told.add(segment);
                })
                .open();
        stream.subscribe(never);
        stream.subscribe(eager);
        never.subscribed.await();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> stream.push(signal));
        assertThat(Thread.interrupted()).isTrue();
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> eager.end.get(30, TimeUnit.SECONDS));
        assertThat(heard).isEqualTo(told).hasSize(5);
        assertThat(stream.droppedSegments()).isEqualTo(1);
    }

    @Test
    void anInterruptEndsTheWaitAndTheStream() throws InterruptedException {
        float[] signal = Signals.turns(RATE_HZ, 4 * RATE_HZ);
        Collector never = new Collector(0);
        EmotionStream stream =
                classifier.stream(RATE_HZ).windows(WINDOWS).buffer(4).open();
        stream.subscribe(never);
        never.subscribed.await();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> stream.push(signal));
        assertThat(Thread.interrupted()).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> stream.push(signal));
    }

    @Test
    void aSubscriberMayNotPushToOrCloseItsOwnStreamEither()
            throws InterruptedException, ExecutionException, TimeoutException {
        for (Executor executor : List.of((Executor) Runnable::run, ForkJoinPool.commonPool())) {
            CompletableFuture<Throwable> refusal = new CompletableFuture<>();
            EmotionStream stream = classifier.stream(RATE_HZ)
                    .windows(WINDOWS)
                    .executor(executor)
                    .open();
            stream.subscribe(new Collector(Long.MAX_VALUE) {
                @Override
                public void onNext(EmotionSegment segment) {
                    try {
                        stream.close();
                        refusal.complete(null);
                    } catch (RuntimeException e) {
                        refusal.complete(e);
                    }
                }
            });
            stream.push(Signals.turns(RATE_HZ, RATE_HZ));
            assertThat(refusal.get(30, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
            stream.close();
        }
    }

    @Test
    void subscribersThatHangDoNotKeepOthersWaiting() throws InterruptedException, ExecutionException, TimeoutException {
        CountDownLatch release = new CountDownLatch(1);
        Collector prompt = new Collector(Long.MAX_VALUE);
        try (EmotionStream stream = classifier.stream(RATE_HZ).windows(WINDOWS).open()) {
            for (int i = 0; i <= ForkJoinPool.getCommonPoolParallelism(); i++) {
                stream.subscribe(new Collector(Long.MAX_VALUE) {
                    @Override
                    public void onNext(EmotionSegment segment) {
                        try {
                            release.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                });
            }
            stream.subscribe(prompt);
            stream.push(Signals.turns(RATE_HZ, RATE_HZ));
        }
        assertThat(prompt.end.get(30, TimeUnit.SECONDS)).hasSize(4);
        release.countDown();
    }

    @Test
    void aSubscriberAfterTheEndGetsTheEnd() throws InterruptedException, ExecutionException, TimeoutException {
        EmotionStream stream = classifier.stream(RATE_HZ).windows(WINDOWS).open();
        stream.close();
        Collector late = new Collector(Long.MAX_VALUE);
        stream.subscribe(late);
        assertThat(late.end.get(30, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void aLiveSourceCanDropWhatASubscriberDoesNotTake()
            throws InterruptedException, ExecutionException, TimeoutException {
        float[] signal = Signals.turns(RATE_HZ, 4 * RATE_HZ);
        Collector slow = new Collector(0);
        List<EmotionSegment> heard = new ArrayList<>();
        EmotionStream stream = classifier.stream(RATE_HZ)
                .windows(WINDOWS)
                .buffer(4)
                .overflow(EmotionStream.Overflow.DROP)
                .onSegment(heard::add)
                .open();
        stream.subscribe(slow);
        slow.subscribed.await();
        stream.push(signal);
        stream.close();
        assertThat(stream.droppedSegments()).isEqualTo(heard.size() - 4).isPositive();
        slow.subscription.request(Long.MAX_VALUE);
        assertThat(slow.end.get(30, TimeUnit.SECONDS)).hasSize(4);
    }

    private static void awaitHalt(Thread thread) {
        while (thread.getState() == Thread.State.RUNNABLE || thread.getState() == Thread.State.NEW) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aSubscriberAfterAFailureGetsTheFailure() {
        FakeModel broken = new FakeModel() {
            @Override
            public float[] infer(Tensor features) {
                throw new ModelException("broken");
            }
        };
        try (EmotionClassifier failing =
                EmotionClassifier.builder().model(broken).build()) {
            EmotionStream stream = failing.stream(RATE_HZ).windows(WINDOWS).open();
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> stream.push(Signals.turns(RATE_HZ, RATE_HZ)));
            Collector late = new Collector(Long.MAX_VALUE);
            stream.subscribe(late);
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> late.end.get(30, TimeUnit.SECONDS))
                    .withCauseInstanceOf(ModelException.class);
        }
    }
}
