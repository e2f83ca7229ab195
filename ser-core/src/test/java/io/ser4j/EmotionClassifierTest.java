package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.Tensor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EmotionClassifierTest {
    static EmotionClassifier around(FakeModel model) {
        return EmotionClassifier.builder().model(model).build();
    }

    static AudioClip constant(float value, int frames) {
        float[] samples = new float[frames];
        Arrays.fill(samples, value);
        return AudioClip.of(samples, 8000);
    }

    @Test
    void itNamesModelAndClasses() {
        assertThat(around(new FakeModel())).hasToString("EmotionClassifier of fake 1, " + FakeModel.LABELS);
    }

    static void await(CountDownLatch latch) {
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
                    .model(new FakeModel(spec) {
                        @Override
                        public FrontEnd frontEnd() {
                            return clip -> Tensor.of(new float[] {0, 0.25f}, 1, 2);
                        }
                    })
                    .threshold(threshold)
                    .build()) {
                EmotionResult result = classifier.classify(Signals.voice(8000, 1));
                assertThat(result.top().probability()).isCloseTo(Math.exp(1) / sum, within(1e-9));
                assertThat(result.decision().isPresent()).isEqualTo(threshold < Math.exp(1) / sum);
            }
        }
    }

    @Test
    void resultsHaveWarningsAboutTheInput() {
        try (EmotionClassifier classifier = around(new FakeModel())) {
            assertThat(classifier.classify(Signals.voice(16_000, 1), 16_000).warnings())
                    .isEmpty();
            EmotionResult nothing = classifier.classify(Signals.white(16_000, 0.2, 0.1), 16_000);
            assertThat(nothing.warnings())
                    .extracting(AudioWarning::type)
                    .containsExactly(AudioWarning.Type.SILENT, AudioWarning.Type.TOO_SHORT);
            assertThat(nothing.decision()).isEmpty();
            float[] stereo = new float[32_000];
            float[] left = Signals.voice(16_000, 1);
            for (int i = 0; i < left.length; i++) {
                stereo[2 * i] = left[i];
                stereo[2 * i + 1] = -left[i];
            }
            assertThat(classifier.classify(AudioClip.of(stereo, 16_000, 2)).warnings())
                    .as("the mean of the channels is silence")
                    .containsExactly(new AudioWarning(AudioWarning.Type.SILENT, 0, 0.1));
        }
    }

    @Test
    void nullArgumentsAreRefusedByName() throws IOException {
        AudioClip clip = AudioClip.of(new float[8000], 8000);
        try (EmotionClassifier classifier = around(new FakeModel());
                EmotionStream stream = classifier.stream(8000).open()) {
            Map<String, ThrowingCallable> calls = Map.ofEntries(
                    Map.entry("samples", () -> AudioClip.of((float[]) null, 8000)),
                    Map.entry("interleaved", () -> AudioClip.of((float[]) null, 8000, 2)),
                    Map.entry("file", () -> AudioClip.read((Path) null)),
                    Map.entry("clip", () -> classifier.classifyWindows((AudioClip) null)),
                    Map.entry("windows", () -> classifier.classifyWindows(clip, null)),
                    Map.entry(
                            "reader",
                            () -> classifier.classifyWindows(
                                    (AudioReader) null, new WindowConfig(1, 1), segment -> {})),
                    Map.entry("known", () -> classifier.forVoice(null)),
                    Map.entry("classifier", () -> Voice.enrol(null, List.of(clip))),
                    Map.entry("clips", () -> Voice.enrol(classifier, (Map<Emotion, List<AudioClip>>) null)),
                    Map.entry("offsets", () -> Voice.of(classifier.spec(), null)),
                    Map.entry("mono", () -> stream.push((float[]) null)),
                    Map.entry("id", () -> EmotionClassifier.builder().model((String) null)),
                    Map.entry("opened", () -> EmotionClassifier.builder().model((EmotionModel) null)),
                    Map.entry("name", () -> EmotionClassifier.builder().provider(null)));
            calls.forEach((name, call) ->
                    assertThatNullPointerException().isThrownBy(call).withMessage(name));
        }
    }

    @Test
    void clipsLongerThanTheModelUsesGetAWarning() {
        FrontEnd brief = new FrontEnd() {
            @Override
            public Tensor apply(AudioClip clip) {
                return FakeModel.features(clip);
            }

            @Override
            public double longestSeconds() {
                return 1;
            }
        };
        FakeModel model = new FakeModel() {
            @Override
            public FrontEnd frontEnd() {
                return brief;
            }
        };
        AudioWarning tooLong = new AudioWarning(AudioWarning.Type.TOO_LONG, 1.5, 1);
        assertThat(tooLong).hasToString("too long to be used whole: 1.50 s, more than 1.00 s");
        try (EmotionClassifier classifier = around(model)) {
            AudioClip clip = AudioClip.of(Signals.voice(16_000, 3), 16_000);
            assertThat(classifier.classify(Signals.voice(16_000, 1.5), 16_000).warnings())
                    .containsExactly(tooLong);
            assertThat(classifier.classify(Signals.voice(16_000, 1), 16_000).warnings())
                    .isEmpty();
            assertThat(classifier.classifyWindows(clip, new WindowConfig(1.5, 1.5)))
                    .hasSize(2)
                    .allSatisfy(
                            segment -> assertThat(segment.result().orElseThrow().warnings())
                                    .containsExactly(tooLong));
            AudioClip half = AudioClip.of(Signals.voice(16_000, 0.5), 16_000);
            assertThat(classifier.classifyWindows(half, new WindowConfig(30, 30)))
                    .singleElement()
                    .satisfies(
                            segment -> assertThat(segment.result().orElseThrow().warnings())
                                    .as("a window is no longer than the clip")
                                    .isEmpty());
            assertThat(classifier.classifyWindows(clip, new WindowConfig(1, 1)))
                    .hasSize(3)
                    .allSatisfy(
                            segment -> assertThat(segment.result().orElseThrow().warnings())
                                    .isEmpty());
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
                        .hasMessage("clip 2 of 4: clip of 11 frames");
            }
        }
    }

    @Test
    void choicesAreChecked() {
        EmotionClassifierBuilder builder = EmotionClassifier.builder();
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

    @Test
    void aBadClipAmongManyIsNumberedAndItsFailureKept() {
        InvalidAudioException wrong = new InvalidAudioException("no clip for this model");
        FakeModel picky = new FakeModel() {
            @Override
            public FrontEnd frontEnd() {
                return clip -> {
                    if (clip.frames() == 2) {
                        throw wrong;
                    }
                    return features(clip);
                };
            }
        };
        try (EmotionClassifier classifier = around(picky)) {
            assertThatThrownBy(() -> classifier.classifyAll(List.of(constant(0, 1), constant(0, 2))))
                    .isInstanceOf(InvalidAudioException.class)
                    .hasMessage("clip 2 of 2: no clip for this model")
                    .hasCause(wrong);
        }
    }

    @Test
    void clipsOfSeveralRatesAreEachMeasuredAtTheirOwn() {
        List<AudioClip> clips = List.of(
                AudioClip.of(Signals.voice(8000, 1), 8000),
                AudioClip.of(Signals.voice(16_000, 1), 16_000),
                AudioClip.of(Signals.voice(48_000, 1), 48_000));
        try (EmotionClassifier busy = around(new FakeModel())) {
            for (int i = 0; i < 2 * clips.size(); i++) {
                AudioClip clip = clips.get(i % clips.size());
                try (EmotionClassifier fresh = around(new FakeModel())) {
                    assertThat(busy.classify(clip)).isEqualTo(fresh.classify(clip));
                }
            }
            assertThat(busy.classify(clips.get(1)).warnings()).isEmpty();
        }
    }
}
