package io.ser4j;

import static io.ser4j.EmotionClassifierTest.around;
import static io.ser4j.EmotionClassifierTest.await;
import static io.ser4j.EmotionClassifierTest.constant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.Tensor;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to calls and models when a classifier is closed before, during or from inside calls. */
@Timeout(60)
class EmotionClassifierCloseTest {
    /** A model whose front end blocks until it is released. */
    private static final class Halting extends FakeModel {
        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch released = new CountDownLatch(1);

        @Override
        public FrontEnd frontEnd() {
            return clip -> {
                entered.countDown();
                await(released);
                return FakeModel.features(clip);
            };
        }
    }

    @Test
    void useAfterCloseIsRefused() {
        FakeModel model = new FakeModel();
        EmotionClassifier classifier = around(model);
        classifier.close();
        classifier.close();
        assertThat(model.closings).hasPositiveValue();
        assertThatThrownBy(() -> classifier.classify(new float[0]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this EmotionClassifier is closed");
        assertThatThrownBy(() -> classifier.classify(constant(0, 1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> classifier.classifyAll(List.of())).isInstanceOf(IllegalStateException.class);
        assertThat(classifier.sampleRateHz()).isEqualTo(8000);
    }

    @Test
    void closingWaitsForTheCallInFlightAndRefusesTheNext() throws ExecutionException, InterruptedException {
        Halting model = new Halting();
        EmotionClassifier classifier = around(model);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            Future<EmotionResult> inFlight = pool.submit(() -> classifier.classify(new float[] {0.5f}));
            await(model.entered);
            Future<?> closing = pool.submit(classifier::close);
            while (!refuses(classifier)) {
                Thread.onSpinWait();
            }
            assertThat(model.closings).hasValue(0);
            assertThat(closing.isDone()).isFalse();
            model.released.countDown();
            assertThat(inFlight.get().scores()).hasSize(3);
            closing.get();
            assertThat(model.closings).hasValue(1);
        } finally {
            model.released.countDown();
            pool.shutdownNow();
        }
    }

    @Test
    void aCallThatWaitsForAudioDoesNotDelayClosing() throws ExecutionException, InterruptedException {
        CountDownLatch stalled = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        InputStream slow = new FilterInputStream(new SyntheticWav(8000, 60)) {
            private int left = 200_000;

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (left <= 0) {
                    stalled.countDown();
                    await(released);
                }
                int count = super.read(target, offset, Math.min(length, 10_000));
                left -= count;
                return count;
            }
        };
        FakeModel model = new FakeModel();
        EmotionClassifier classifier = around(model);
        ExecutorService pool = Executors.newFixedThreadPool(1);
        try {
            Future<?> windows = pool.submit(() -> classifier.classifyWindows(slow));
            await(stalled);
            classifier.close();
            assertThat(model.closings).hasValue(1);
            released.countDown();
            assertThatThrownBy(windows::get).hasRootCauseMessage("this EmotionClassifier is closed");
        } finally {
            released.countDown();
            pool.shutdownNow();
        }
    }

    private static boolean refuses(EmotionClassifier classifier) {
        try {
            classifier.classifyAll(List.of());
            return false;
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("this EmotionClassifier is closed");
            return true;
        }
    }

    /** A model whose front end or inference closes the classifier that runs it, and then continues. */
    private static final class Closing extends FakeModel {
        final AtomicReference<EmotionClassifier> classifier = new AtomicReference<>();
        final List<Throwable> refusals = Collections.synchronizedList(new ArrayList<>());
        private final boolean inFrontEnd;

        Closing(boolean inFrontEnd) {
            this.inFrontEnd = inFrontEnd;
        }

        @Override
        public FrontEnd frontEnd() {
            return clip -> {
                if (inFrontEnd) {
                    tryToClose();
                }
                return FakeModel.features(clip);
            };
        }

        @Override
        public float[] infer(Tensor features) {
            if (!inFrontEnd) {
                tryToClose();
            }
            return super.infer(features);
        }

        private void tryToClose() {
            try {
                classifier.get().close();
            } catch (IllegalStateException e) {
                refusals.add(e);
            }
        }
    }

    @Test
    void closingFromInsideIsRefusedAndTheClassifierStaysOpen() {
        for (boolean inFrontEnd : new boolean[] {true, false}) {
            for (int threads : new int[] {1, 3}) {
                Closing model = new Closing(inFrontEnd);
                EmotionClassifier classifier = EmotionClassifier.builder()
                        .model(model)
                        .threads(threads)
                        .build();
                model.classifier.set(classifier);
                assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                    assertThat(classifier.classify(new float[1]).scores()).hasSize(3);
                    assertThat(classifier.classifyAll(Collections.nCopies(6, constant(0, 1))))
                            .hasSize(6);
                });
                assertThat(model.refusals)
                        .hasSize(7)
                        .allSatisfy(refusal ->
                                assertThat(refusal).hasMessageContaining("EmotionClassifier must not be closed from"));
                assertThat(model.closings).hasValue(0);
                classifier.close();
                assertThat(model.closings).hasValue(1);
            }
        }
    }

    @Test
    void closingOneClassifierFromInsideAnotherIsAllowed() {
        FakeModel inner = new FakeModel();
        EmotionClassifier other = around(inner);
        FakeModel outer = new FakeModel() {
            @Override
            public FrontEnd frontEnd() {
                return clip -> {
                    other.classify(clip);
                    other.close();
                    return FakeModel.features(clip);
                };
            }
        };
        try (EmotionClassifier classifier = around(outer)) {
            assertThat(classifier.classify(new float[1]).scores()).hasSize(3);
        }
        assertThat(inner.closings).hasValue(1);
    }

    @Test
    void aClassifierInsideItselfIsStillInsideAfterTheInnerCall() {
        AtomicReference<EmotionClassifier> self = new AtomicReference<>();
        AtomicInteger depth = new AtomicInteger();
        FakeModel model = new FakeModel() {
            @Override
            public FrontEnd frontEnd() {
                return clip -> {
                    if (depth.getAndIncrement() == 0) {
                        self.get().classify(clip);
                        assertThatThrownBy(self.get()::close).isInstanceOf(IllegalStateException.class);
                    }
                    return FakeModel.features(clip);
                };
            }
        };
        self.set(around(model));
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(self.get().classify(new float[1]).scores()).hasSize(3));
        assertThat(depth).hasValue(2);
        self.get().close();
    }

    @Test
    void manyRacesOfCloseAndClassifyEndInAnAnswerOrARefusal() throws ExecutionException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 100; round++) {
                EmotionClassifier classifier = around(new FakeModel());
                List<Future<Integer>> callers = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    callers.add(pool.submit(() -> answersUntilClosed(classifier)));
                }
                pool.submit(classifier::close).get();
                for (Future<Integer> caller : callers) {
                    assertThat(caller.get()).isNotNegative();
                }
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static int answersUntilClosed(EmotionClassifier classifier) {
        for (int answers = 0; ; answers++) {
            try {
                assertThat(classifier.classify(new float[] {0.25f}).scores()).hasSize(3);
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("this EmotionClassifier is closed");
                return answers;
            }
        }
    }
}
