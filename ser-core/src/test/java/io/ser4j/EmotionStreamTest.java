package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.ser4j.internal.BufferedWindows;
import io.ser4j.internal.SignalMeter;
import io.ser4j.spi.FeatureWindows;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.Tensor;
import io.ser4j.spi.WindowPlan;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
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
    void howTheSignalIsSplitChangesNothing() {
        float[] signal = Signals.turns(RATE_HZ, 3 * RATE_HZ + 123);
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
        float[] signal = Signals.turns(RATE_HZ, 2 * RATE_HZ);
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
            // Whether a voice lasts to the end of a window depends on what follows it, for less than 0.3 s.
            stream.push(new float[3 * RATE_HZ / 10]);
            assertThat(segments).hasSize(1);
        }
        assertThat(segments).hasSize(3);
        assertThat(segments.get(2).endSeconds()).isEqualTo(0.8 - 1.0 / RATE_HZ);
    }

    @Test
    void withoutSamplesThereAreNoSegments() {
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
        float[] signal = Signals.turns(RATE_HZ, RATE_HZ);
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

    /** A front end whose windows record the largest number of samples that were pushed to them at once. */
    private static final class Counting implements FrontEnd {
        private int most;

        @Override
        public Tensor apply(AudioClip clip) {
            return FakeModel.features(clip);
        }

        @Override
        public FeatureWindows windows(WindowPlan plan) {
            FeatureWindows windows = FrontEnd.super.windows(plan);
            return (FeatureWindows) Proxy.newProxyInstance(
                    FeatureWindows.class.getClassLoader(),
                    new Class<?>[] {FeatureWindows.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("push")) {
                            most = Math.max(most, (int) arguments[2]);
                        }
                        return method.invoke(windows, arguments);
                    });
        }
    }

    @Test
    void atALowRateFewSamplesAreProcessedAtOnce() {
        Counting frontEnd = new Counting();
        FakeModel model = new FakeModel() {
            @Override
            public FrontEnd frontEnd() {
                return frontEnd;
            }
        };
        try (EmotionClassifier own = EmotionClassifier.builder().model(model).build();
                EmotionStream stream = own.stream(10).open()) {
            stream.push(new float[10_000]);
        }
        assertThat(frontEnd.most).as("4 s").isEqualTo(40);
    }

    @Test
    void silenceDoesNotHideThatTheClassifierIsClosed() {
        EmotionClassifier own =
                EmotionClassifier.builder().model(new FakeModel()).build();
        EmotionStream stream = own.stream(RATE_HZ).windows(WINDOWS).open();
        stream.push(new float[10 * RATE_HZ]);
        own.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> stream.push(new float[1]))
                .withMessage("this EmotionClassifier is closed");
    }

    @Test
    void aListenerMayNotPushToOrCloseItsOwnStream() {
        for (Consumer<EmotionStream> reach :
                List.<Consumer<EmotionStream>>of(EmotionStream::close, own -> own.push(new float[RATE_HZ]))) {
            AtomicReference<EmotionStream> own = new AtomicReference<>();
            EmotionStream stream = classifier.stream(RATE_HZ)
                    .windows(WINDOWS)
                    .onSegment(segment -> reach.accept(own.get()))
                    .open();
            own.set(stream);
            assertThatIllegalStateException()
                    .isThrownBy(() -> stream.push(new float[RATE_HZ]))
                    .withMessageContaining("listener");
            stream.close();
        }
    }

    @Test
    void eachPieceMayComeFromAnotherThread() throws InterruptedException, ExecutionException, TimeoutException {
        AtomicInteger segments = new AtomicInteger();
        EmotionStream stream = classifier.stream(RATE_HZ)
                .windows(WINDOWS)
                .onSegment(segment -> segments.incrementAndGet())
                .open();
        stream.push(new float[RATE_HZ]);
        int before = segments.get();
        CompletableFuture.runAsync(() -> stream.push(new float[RATE_HZ])).get(10, TimeUnit.SECONDS);
        stream.close();
        assertThat(segments.get()).isGreaterThan(before);
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
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> stream.push(Signals.turns(RATE_HZ, RATE_HZ)));
            assertThatIllegalStateException().isThrownBy(() -> stream.push(new float[1]));
            assertThatExceptionOfType(java.util.concurrent.ExecutionException.class)
                    .isThrownBy(() -> collector.end.get(30, TimeUnit.SECONDS))
                    .withCauseInstanceOf(ModelException.class);
        }
    }

    @Test
    void segmentsBeforeAFailureReachASlowSubscriber() throws InterruptedException {
        AtomicInteger clips = new AtomicInteger();
        FakeModel failsLate = new FakeModel() {
            @Override
            public float[] infer(Tensor features) {
                if (clips.incrementAndGet() > 3) {
                    throw new IllegalArgumentException("enough");
                }
                return super.infer(features);
            }
        };
        List<EmotionSegment> told = new ArrayList<>();
        List<EmotionSegment> heard = new CopyOnWriteArrayList<>();
        Collector slow = new Collector(0) {
            @Override
            public void onNext(EmotionSegment segment) {
                heard.add(segment);
            }
        };
        try (EmotionClassifier failing =
                EmotionClassifier.builder().model(failsLate).build()) {
            EmotionStream stream = failing.stream(RATE_HZ)
                    .windows(WINDOWS)
                    .onSegment(told::add)
                    .open();
            stream.subscribe(slow);
            slow.subscribed.await();
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> stream.push(Signals.turns(RATE_HZ, 4 * RATE_HZ)));
            slow.subscription.request(Long.MAX_VALUE);
            assertThatExceptionOfType(java.util.concurrent.ExecutionException.class)
                    .isThrownBy(() -> slow.end.get(30, TimeUnit.SECONDS))
                    .withCauseInstanceOf(ModelException.class);
            assertThat(heard).isEqualTo(told).isNotEmpty();
            assertThat(stream.droppedSegments()).isZero();
        }
    }

    @Test
    void chosenWindowsDoNotNeedThoseOfTheModel() {
        ModelSpec spec = new FakeModel().spec();
        FakeModel odd = new FakeModel(new ModelSpec(
                spec.id(), "1", spec.labels(), spec.sampleRateHz(), 1, Map.of(ModelSpec.WINDOW_SECONDS, "long")));
        try (EmotionClassifier own = EmotionClassifier.builder().model(odd).build()) {
            own.stream(RATE_HZ).windows(WINDOWS).open().close();
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> own.stream(RATE_HZ).open())
                    .withMessageContaining("long");
        }
    }

    @Test
    void aStreamOfAClosedClassifierSaysSo() {
        EmotionStream stream = open(new ArrayList<>());
        classifier.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> stream.push(Signals.turns(RATE_HZ, RATE_HZ)))
                .withMessageContaining("EmotionClassifier is closed");
        assertThatIllegalStateException()
                .isThrownBy(() -> classifier.stream(RATE_HZ).open());
    }

    @Test
    void invalidSettingsAreRefused() {
        assertThatExceptionOfType(InvalidAudioException.class)
                .isThrownBy(() -> classifier.stream(0).open())
                .withMessage("sampleRateHz must be positive, but was 0");
        assertThatExceptionOfType(InvalidAudioException.class)
                .isThrownBy(() -> classifier.stream(Integer.MAX_VALUE).open())
                .withMessage("sampleRateHz must be at most 50000000, but was 2147483647");
        WindowConfig long600 = new WindowConfig(600, 1);
        assertThatExceptionOfType(InvalidAudioException.class)
                .isThrownBy(() -> classifier.stream(1_000_000).windows(long600).open())
                .withMessage("a window must have at most 536870912 samples, but 600.0 s at 1000000 Hz are 600000000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> classifier.stream(1).buffer(0))
                .withMessageContaining("0");
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

    private EmotionStream open(List<EmotionSegment> segments) {
        return classifier.stream(RATE_HZ)
                .windows(WINDOWS)
                .onSegment(segments::add)
                .open();
    }

    @Test
    void onlyTheGivenStretchOfIntegersIsPushed() {
        float[] signal = Signals.turns(RATE_HZ, 2 * RATE_HZ);
        short[] integers = new short[signal.length + 700];
        float[] floats = new float[signal.length];
        Arrays.fill(integers, Short.MAX_VALUE);
        for (int i = 0; i < signal.length; i++) {
            integers[300 + i] = (short) Math.round(signal[i] * 32767);
            floats[i] = integers[300 + i] / 32768f;
        }
        List<EmotionSegment> segments = new ArrayList<>();
        try (EmotionStream stream = open(segments)) {
            stream.push(integers, 300, signal.length);
        }
        assertThat(segments).isEqualTo(classifier.classifyWindows(AudioClip.of(floats, RATE_HZ), WINDOWS));
    }

    @Test
    void whatNoWindowNeedsAnyMoreIsForgotten() {
        WindowPlan plan = WINDOWS.plan(RATE_HZ);
        SignalMeter meter = new SignalMeter(RATE_HZ, VoiceActivityConfig.defaults());
        SegmentMaker maker = new SegmentMaker(
                plan,
                new BufferedWindows(FakeModel::features, plan),
                meter,
                (features, warnings) -> EmotionResult.of(FakeModel.LABELS, new double[] {1, 0, 0}, 0, warnings),
                () -> {});
        float[] signal = Signals.turns(RATE_HZ, 4 * RATE_HZ);
        maker.push(signal, 0, signal.length, segment -> {});
        assertThatIllegalStateException()
                .isThrownBy(() -> meter.report(0, RATE_HZ))
                .withMessage("sample 0 is forgotten");
    }
}
