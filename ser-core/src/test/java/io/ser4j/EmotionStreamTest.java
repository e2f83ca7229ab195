package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.ser4j.spi.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EmotionStreamTest {
    private static final int RATE_HZ = 8000;
    private static final WindowConfig WINDOWS = new WindowConfig(0.5, 0.2);

    private final EmotionClassifier classifier =
            EmotionClassifier.builder().model(new FakeModel()).build();

    @AfterEach
    void close() {
        classifier.close();
    }

    @Test
    void howTheSignalIsCutChangesNothing() {
        float[] signal = turns(3 * RATE_HZ + 123);
        List<EmotionSegment> expected = classifier.classifyWindows(AudioClip.of(signal, RATE_HZ), WINDOWS);
        assertThat(expected).anyMatch(EmotionSegment::isSilence).anyMatch(segment -> !segment.isSilence());
        Random random = new Random(3);
        for (int largest : new int[] {1, 2, 17, 160, 5000, signal.length}) {
            List<EmotionSegment> segments = new ArrayList<>();
            try (EmotionStream stream = open(segments)) {
                for (int done = 0; done < signal.length; ) {
                    int count = Math.min(signal.length - done, 1 + random.nextInt(largest));
                    stream.push(signal, done, count);
                    done += count;
                }
            }
            assertThat(segments).isEqualTo(expected);
        }
    }

    @Test
    void sixteenBitIntegersAreTheSameAsTheirFloats() {
        float[] signal = turns(2 * RATE_HZ);
        short[] integers = new short[signal.length];
        float[] floats = new float[signal.length];
        for (int i = 0; i < signal.length; i++) {
            integers[i] = (short) Math.round(signal[i] * 32767);
            floats[i] = integers[i] / 32768f;
        }
        List<EmotionSegment> segments = new ArrayList<>();
        try (EmotionStream stream = open(segments)) {
            stream.push(integers);
        }
        assertThat(segments).isEqualTo(classifier.classifyWindows(AudioClip.of(floats, RATE_HZ), WINDOWS));
    }

    @Test
    void aSegmentComesAsSoonAsItsWindowIsComplete() {
        List<EmotionSegment> segments = new ArrayList<>();
        try (EmotionStream stream = open(segments)) {
            stream.push(new float[RATE_HZ / 2 - 1]);
            assertThat(segments).isEmpty();
            // What follows a window decides whether a voice goes on: that takes less than 0.3 s.
            stream.push(new float[3 * RATE_HZ / 10]);
            assertThat(segments).hasSize(1);
        }
        assertThat(segments).hasSize(3);
        assertThat(segments.get(2).endSeconds()).isEqualTo(0.8 - 1.0 / RATE_HZ);
    }

    @Test
    void nothingPushedIsNothingHeard() {
        List<EmotionSegment> segments = new ArrayList<>();
        EmotionStream stream = open(segments);
        stream.push(new float[0]);
        stream.close();
        stream.close();
        assertThat(segments).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> stream.push(new float[1]))
                .withMessage("this EmotionStream is closed");
    }

    @Test
    void aBadPieceIsRefusedWholeAndTheStreamGoesOn() {
        float[] signal = turns(RATE_HZ);
        List<EmotionSegment> segments = new ArrayList<>();
        try (EmotionStream stream = open(segments)) {
            stream.push(signal, 0, 1000);
            assertThatExceptionOfType(InvalidAudioException.class)
                    .isThrownBy(() -> stream.push(new float[] {0, Float.NaN}))
                    .withMessageContaining("sample 1");
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> stream.push(signal, 1, RATE_HZ));
            stream.push(signal, 1000, signal.length - 1000);
        }
        assertThat(segments).isEqualTo(classifier.classifyWindows(AudioClip.of(signal, RATE_HZ), WINDOWS));
    }

    @Test
    void aListenerMayNotReachIntoItsOwnStream() {
        AtomicReference<EmotionStream> own = new AtomicReference<>();
        EmotionStream stream = classifier.stream(RATE_HZ)
                .windows(WINDOWS)
                .onSegment(segment -> own.get().close())
                .open();
        own.set(stream);
        assertThatIllegalStateException()
                .isThrownBy(() -> stream.push(new float[RATE_HZ]))
                .withMessageContaining("listener");
        stream.close();
    }

    @Test
    void aFailureClosesTheStreamAndReachesItsSubscribers() throws InterruptedException {
        FakeModel broken = new FakeModel() {
            @Override
            public float[] infer(Tensor features) {
                return new float[1];
            }
        };
        try (EmotionClassifier failing =
                EmotionClassifier.builder().model(broken).build()) {
            EmotionStream stream = failing.stream(RATE_HZ).windows(WINDOWS).open();
            Collector collector = new Collector(Long.MAX_VALUE);
            stream.subscribe(collector);
            assertThatExceptionOfType(ModelException.class).isThrownBy(() -> stream.push(turns(RATE_HZ)));
            assertThatIllegalStateException().isThrownBy(() -> stream.push(new float[1]));
            assertThatExceptionOfType(java.util.concurrent.ExecutionException.class)
                    .isThrownBy(() -> collector.end.get(30, TimeUnit.SECONDS))
                    .withCauseInstanceOf(ModelException.class);
        }
    }

    @Test
    void aStreamOfAClosedClassifierSaysSo() {
        EmotionStream stream = open(new ArrayList<>());
        classifier.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> stream.push(turns(RATE_HZ)))
                .withMessageContaining("EmotionClassifier is closed");
        assertThatIllegalStateException()
                .isThrownBy(() -> classifier.stream(RATE_HZ).open());
    }

    @Test
    void badChoicesAreRefused() {
        assertThatExceptionOfType(InvalidAudioException.class)
                .isThrownBy(() -> classifier.stream(0).open())
                .withMessage("sampleRateHz must be positive, but was 0");
        assertThatExceptionOfType(InvalidAudioException.class)
                .isThrownBy(() -> classifier.stream(Integer.MAX_VALUE).open())
                .withMessage("sampleRateHz must be at most 50000000, but was 2147483647");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> classifier.stream(1).buffer(0))
                .withMessageContaining("0");
    }

    @Test
    void subscribersGetEverySegmentAndTheEnd() throws InterruptedException, ExecutionException, TimeoutException {
        float[] signal = turns(4 * RATE_HZ);
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
    void aFullBufferHoldsThePushUpAndLosesNothing() throws InterruptedException, ExecutionException, TimeoutException {
        float[] signal = turns(4 * RATE_HZ);
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
        float[] signal = turns(4 * RATE_HZ);
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
        float[] signal = turns(8 * RATE_HZ);
        for (int i = 0; segments.get() < 4; i += RATE_HZ / 100) {
            stream.push(signal, i, RATE_HZ / 100);
        }
        Thread first = new Thread(stream::close);
        first.start();
        awaitHalt(first);
        stream.close();
        first.join();
        assertThat(stream.droppedSegments()).isPositive();
    }

    @Test
    void anInterruptEndsTheWaitAndTheStream() throws InterruptedException {
        float[] signal = turns(4 * RATE_HZ);
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
    void aSubscriberMayNotReachIntoItsOwnStreamEither()
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
            stream.push(turns(RATE_HZ));
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
            stream.push(turns(RATE_HZ));
        }
        assertThat(prompt.end.get(30, TimeUnit.SECONDS)).hasSize(4);
        release.countDown();
    }

    @Test
    void whoSubscribesAfterTheEndIsToldSo() throws InterruptedException, ExecutionException, TimeoutException {
        EmotionStream stream = open(new ArrayList<>());
        stream.close();
        Collector late = new Collector(Long.MAX_VALUE);
        stream.subscribe(late);
        assertThat(late.end.get(30, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void aMissingPieceIsRefusedAndTheStreamGoesOn() {
        try (EmotionStream stream = open(new ArrayList<>())) {
            assertThatNullPointerException().isThrownBy(() -> stream.push((short[]) null));
            assertThatNullPointerException().isThrownBy(() -> stream.push((float[]) null));
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> stream.push(new short[3], 2, 2));
            stream.push(new short[3]);
        }
    }

    @Test
    void aLiveSourceCanDropWhatASubscriberDoesNotTake()
            throws InterruptedException, ExecutionException, TimeoutException {
        float[] signal = turns(4 * RATE_HZ);
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

    private EmotionStream open(List<EmotionSegment> segments) {
        return classifier.stream(RATE_HZ)
                .windows(WINDOWS)
                .onSegment(segments::add)
                .open();
    }

    private static void awaitHalt(Thread thread) {
        while (thread.getState() == Thread.State.RUNNABLE || thread.getState() == Thread.State.NEW) {
            Thread.onSpinWait();
        }
    }

    /** Voice and digital silence by turns of 0.9 s. */
    private static float[] turns(int samples) {
        float[] signal = Signals.voice(RATE_HZ, (double) samples / RATE_HZ);
        for (int i = 0; i < signal.length; i++) {
            signal[i] *= i / (9 * RATE_HZ / 10) % 2 == 0 ? 1 : 0;
        }
        return signal;
    }

    /** Asks for so many segments at first, and keeps what it gets. */
    private static class Collector implements Flow.Subscriber<EmotionSegment> {
        final CompletableFuture<List<EmotionSegment>> end = new CompletableFuture<>();
        final CountDownLatch subscribed = new CountDownLatch(1);
        volatile Flow.Subscription subscription;
        private final long first;
        private final List<EmotionSegment> segments = Collections.synchronizedList(new ArrayList<>());

        Collector(long first) {
            this.first = first;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            if (first > 0) {
                given.request(first);
            }
            subscribed.countDown();
        }

        @Override
        public void onNext(EmotionSegment segment) {
            segments.add(segment);
        }

        @Override
        public void onError(Throwable failure) {
            end.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            end.complete(List.copyOf(segments));
        }
    }
}
