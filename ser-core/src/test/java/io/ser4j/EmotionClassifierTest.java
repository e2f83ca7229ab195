package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.Tensor;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EmotionClassifierTest {
    private static EmotionClassifier around(FakeModel model) {
        return EmotionClassifier.builder().model(model).build();
    }

    private static AudioClip constant(float value, int frames) {
        float[] samples = new float[frames];
        Arrays.fill(samples, value);
        return AudioClip.of(samples, 8000);
    }

    /** A model whose front end stops until it is let go. */
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

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void frontEndInferenceAndSoftmaxFollowEachOther() {
        try (EmotionClassifier classifier = around(new FakeModel())) {
            EmotionResult result = classifier.classify(new float[] {0.5f, -0.5f});
            // Mean 0 and mean square 0.25 give the logits 2.5, 1 and 0.
            double sum = Math.exp(2.5) + Math.exp(1) + 1;
            assertThat(result.top().emotion()).isEqualTo(Emotion.ANGRY);
            assertThat(result.top().probability()).isCloseTo(Math.exp(2.5) / sum, within(1e-9));
            assertThat(classifier.sampleRateHz()).isEqualTo(8000);
            assertThat(classifier.spec().id()).isEqualTo("fake");
            assertThat(classifier.classify(new float[] {0.5f, -0.5f}, 48_000)).hasToString(result.toString());
            assertThat(classifier.classify(AudioClip.of(new float[] {0.5f, -0.5f}, 9)))
                    .hasToString(result.toString());
        }
    }

    @Test
    void temperatureAndThresholdApply() {
        ModelSpec spec = new ModelSpec("fake", "1", FakeModel.LABELS, 8000, 2.5, Map.of());
        double sum = Math.exp(1) + Math.exp(0.4) + 1;
        for (double threshold : new double[] {0, Math.exp(1) / sum - 1e-6, Math.exp(1) / sum + 1e-6, 1}) {
            try (EmotionClassifier classifier = EmotionClassifier.builder()
                    .model(new FakeModel(spec))
                    .threshold(threshold)
                    .build()) {
                EmotionResult result = classifier.classify(new float[] {0.5f, -0.5f});
                assertThat(result.top().probability()).isCloseTo(Math.exp(1) / sum, within(1e-9));
                assertThat(result.decision().isPresent()).isEqualTo(threshold < Math.exp(1) / sum);
            }
        }
    }

    @Test
    void samplesAreBorrowedNotCopied() {
        FakeModel model = new FakeModel() {
            @Override
            public FrontEnd frontEnd() {
                return clip -> Tensor.of(new float[] {0, clip.frames()}, 1, 2);
            }
        };
        float[] samples = new float[1_000_000];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (EmotionClassifier classifier = around(model)) {
            classifier.classify(samples);
            long before = threads.getCurrentThreadAllocatedBytes();
            classifier.classify(samples);
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(16_000);
        }
    }

    @Test
    void badSamplesAreRefused() {
        try (EmotionClassifier classifier = around(new FakeModel())) {
            assertThatThrownBy(() -> classifier.classify(new float[0])).isInstanceOf(InvalidAudioException.class);
            assertThatThrownBy(() -> classifier.classify(new float[] {Float.NaN}))
                    .isInstanceOf(InvalidAudioException.class);
            assertThatThrownBy(() -> classifier.classify(new float[1], 0)).isInstanceOf(InvalidAudioException.class);
            assertThatNullPointerException().isThrownBy(() -> classifier.classify((float[]) null));
            assertThatNullPointerException()
                    .isThrownBy(() -> classifier.classify((AudioClip) null))
                    .withMessage("clip");
            assertThat(classifier.classify(new float[1]).scores())
                    .as("still usable")
                    .hasSize(3);
        }
    }

    @Test
    void aModelThatGivesTooFewLogitsIsNamed() {
        FakeModel model = new FakeModel() {
            @Override
            public float[] infer(Tensor features) {
                return new float[2];
            }
        };
        try (EmotionClassifier classifier = around(model)) {
            assertThatThrownBy(() -> classifier.classify(new float[1]))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("3 labels")
                    .hasMessageContaining("gave 2");
        }
    }

    @Test
    void useAfterCloseSaysSo() {
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

    private static boolean refuses(EmotionClassifier classifier) {
        try {
            classifier.classifyAll(List.of());
            return false;
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("this EmotionClassifier is closed");
            return true;
        }
    }

    /** A model whose front end or inference closes the classifier that runs it, and then goes on. */
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

    @Test
    void classifyAllKeepsTheOrder() {
        List<AudioClip> clips = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            clips.add(constant(i / 100f, 1 + i * 37 % 50));
        }
        for (int threads : new int[] {1, 3, 200}) {
            try (EmotionClassifier classifier = EmotionClassifier.builder()
                    .model(new FakeModel())
                    .threads(threads)
                    .build()) {
                List<EmotionResult> results = classifier.classifyAll(clips);
                assertThat(results).hasSize(100);
                for (int i = 0; i < 100; i++) {
                    assertThat(results.get(i).scores())
                            .isEqualTo(classifier.classify(clips.get(i)).scores());
                }
                assertThat(classifier.classifyAll(List.of())).isEmpty();
            }
        }
    }

    @Test
    void classifyAllUsesItsThreadsAndNoMore() {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch together = new CountDownLatch(3);
        FakeModel model = new FakeModel() {
            @Override
            public float[] infer(Tensor features) {
                seen.add(Thread.currentThread());
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                together.countDown();
                EmotionClassifierTest.await(together);
                now.decrementAndGet();
                return super.infer(features);
            }
        };
        try (EmotionClassifier classifier =
                EmotionClassifier.builder().model(model).threads(3).build()) {
            classifier.classifyAll(Collections.nCopies(30, constant(0, 1)));
        }
        assertThat(seen).hasSize(3).doesNotContain(Thread.currentThread());
        assertThat(most).hasValue(3);
    }

    @Test
    void classifyAllThrowsTheFirstFailureInTheOrderOfTheClips() {
        List<AudioClip> clips = List.of(constant(0, 1), constant(0, 11), constant(0, 12), constant(0, 1));
        for (int threads : new int[] {1, 4}) {
            FakeModel model = new FakeModel() {
                @Override
                public FrontEnd frontEnd() {
                    return clip -> {
                        if (clip.frames() > 10) {
                            throw new InvalidAudioException("clip of " + clip.frames() + " frames");
                        }
                        return FakeModel.features(clip);
                    };
                }
            };
            try (EmotionClassifier classifier =
                    EmotionClassifier.builder().model(model).threads(threads).build()) {
                assertThatThrownBy(() -> classifier.classifyAll(clips))
                        .isInstanceOf(InvalidAudioException.class)
                        .hasMessage("clip of 11 frames");
            }
        }
    }

    @Test
    void choicesAreChecked() {
        EmotionClassifier.Builder builder = EmotionClassifier.builder();
        for (double bad : new double[] {-0.01, 1.01, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.threshold(bad))
                    .withMessage("threshold must be in [0, 1], but was " + bad);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.threads(0))
                .withMessage("threads must be at least 1, but was 0");
        assertThatNullPointerException().isThrownBy(() -> builder.provider(null));
        assertThatThrownBy(() -> builder.model(new FakeModel()).provider("onnx").build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not both");
    }
}
