package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.spi.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A choice of classes applies wherever a classifier answers. */
@Timeout(60)
class ChosenClassesTest {
    private static final Emotion UPSET = new Emotion("upset");
    private static final int RATE_HZ = 8000;
    private static final double TEMPERATURE = 1.7;

    private final EmotionClassifier whole = builder().build();
    private final EmotionClassifier restricted =
            builder().labels(Emotion.SAD, Emotion.NEUTRAL).build();
    private final EmotionClassifier merged =
            builder().merge(UPSET, Emotion.ANGRY, Emotion.SAD).build();

    private static EmotionClassifierBuilder builder() {
        ModelSpec spec = new ModelSpec("fake", "1", FakeModel.LABELS, RATE_HZ, TEMPERATURE, Map.of());
        return EmotionClassifier.builder().model(new FakeModel(spec)).threads(2);
    }

    @AfterEach
    void close() {
        whole.close();
        restricted.close();
        merged.close();
    }

    @Test
    void theClassifierHasTheChosenClassesAndTheModelKeepsItsOwn() {
        assertThat(whole.labels()).isEqualTo(FakeModel.LABELS);
        assertThat(restricted.labels()).containsExactly(Emotion.NEUTRAL, Emotion.SAD);
        assertThat(merged.labels()).containsExactly(UPSET, Emotion.NEUTRAL);
        assertThat(merged.toldAs(Emotion.SAD)).contains(UPSET);
        assertThat(restricted.toldAs(Emotion.SAD)).contains(Emotion.SAD);
        assertThat(restricted.toldAs(Emotion.ANGRY)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> whole.toldAs(UPSET));
        assertThat(restricted.spec().labels()).isEqualTo(FakeModel.LABELS);
    }

    @Test
    void everyAnswerIsOfTheseClasses() {
        AudioClip clip = AudioClip.of(Signals.voice(RATE_HZ, 3), RATE_HZ);
        for (EmotionClassifier classifier : List.of(restricted, merged)) {
            EmotionResult result = classifier.classify(clip);
            assertThat(result.scores())
                    .extracting(EmotionScore::emotion)
                    .containsExactlyInAnyOrderElementsOf(classifier.labels());
            assertThat(classifier.classify(clip.toMono())).isEqualTo(result);
            assertThat(classifier.classifyAll(List.of(clip, clip, clip))).containsOnly(result);
            assertThat(classifier.classifyAsync(clip, ForkJoinPool.commonPool()).join())
                    .isEqualTo(result);
            assertThat(classifier
                            .classifyWindows(clip, new WindowConfig(3, 1))
                            .get(0)
                            .result())
                    .contains(result);
        }
    }

    @Test
    void windowsStreamsSmoothingAndSummaryAgree() {
        float[] signal = Signals.voice(RATE_HZ, 4);
        WindowConfig windows = new WindowConfig(1, 0.5);
        List<EmotionSegment> all = whole.classifyWindows(AudioClip.of(signal, RATE_HZ), windows);
        List<EmotionSegment> segments = merged.classifyWindows(AudioClip.of(signal, RATE_HZ), windows);
        for (int i = 0; i < all.size(); i++) {
            EmotionResult parts = all.get(i).result().orElseThrow();
            assertThat(segments.get(i).result().orElseThrow().probability(UPSET))
                    .isCloseTo(parts.probability(Emotion.ANGRY) + parts.probability(Emotion.SAD), within(1e-12));
        }
        List<EmotionSegment> live = new ArrayList<>();
        try (EmotionStream stream =
                merged.stream(RATE_HZ).windows(windows).onSegment(live::add).open()) {
            stream.push(signal);
        }
        assertThat(live).isEqualTo(segments);
        RecordingSummary summary = RecordingSummary.of(Smoothing.exponential(2).apply(segments));
        assertThat(summary.meanProbabilities())
                .extracting(EmotionScore::emotion)
                .containsExactlyInAnyOrder(UPSET, Emotion.NEUTRAL);
        assertThat(merged.labels()).containsAll(summary.shares().keySet());
    }

    @Test
    void theThresholdAppliesToTheReportedClasses() {
        float[] voice = Signals.voice(RATE_HZ, 1);
        double angry = whole.classify(voice).probability(Emotion.ANGRY);
        double upset = merged.classify(voice).probability(UPSET);
        assertThat(upset).isGreaterThan(angry);
        try (EmotionClassifier below = builder()
                        .merge(UPSET, Emotion.ANGRY, Emotion.SAD)
                        .threshold(upset)
                        .build();
                EmotionClassifier above = builder()
                        .merge(UPSET, Emotion.ANGRY, Emotion.SAD)
                        .threshold(Math.nextUp(Math.max(upset, 1 - upset)))
                        .build()) {
            assertThat(below.classify(voice).decision()).isPresent();
            assertThat(above.classify(voice).decision())
                    .as("no class stands for not knowing")
                    .isEmpty();
            assertThat(above.classify(voice).scores())
                    .extracting(EmotionScore::emotion)
                    .containsExactlyInAnyOrder(UPSET, Emotion.NEUTRAL);
        }
    }

    @Test
    void aChoiceThatDoesNotFitLeavesTheCallersModelOpen() {
        FakeModel model = new FakeModel();
        EmotionClassifierBuilder builder =
                EmotionClassifier.builder().model(model).labels(Emotion.SAD, Emotion.FEAR);
        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessage("each label must be one of [angry, neutral, sad], but was fear");
        assertThat(model.closings).hasValue(0);
        assertThatIllegalArgumentException().isThrownBy(() -> builder.merge(UPSET));
        builder.labels(Emotion.SAD, Emotion.ANGRY);
        try (EmotionClassifier classifier = builder.build()) {
            assertThat(classifier.labels())
                    .as("the last restriction counts")
                    .containsExactly(Emotion.ANGRY, Emotion.SAD);
        }
    }

    @Test
    void segmentsOfDifferentClassesAreNotSmoothed() {
        AudioClip clip = AudioClip.of(Signals.voice(RATE_HZ, 2), RATE_HZ);
        WindowConfig windows = new WindowConfig(1, 1);
        List<EmotionSegment> mixed = List.of(
                whole.classifyWindows(clip, windows).get(0),
                restricted.classifyWindows(clip, windows).get(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Smoothing.exponential(1).apply(mixed))
                .withMessage("segments must have the same classes, but one has [neutral, sad] and the one before it"
                        + " [angry, neutral, sad]");
    }

    @Test
    void segmentsOfAsManyOtherClassesAreNotSmoothedEither() {
        AudioClip clip = AudioClip.of(Signals.voice(RATE_HZ, 2), RATE_HZ);
        WindowConfig windows = new WindowConfig(1, 1);
        try (EmotionClassifier other = EmotionClassifier.builder()
                .model(new FakeModel())
                .labels(Emotion.ANGRY, Emotion.SAD)
                .build()) {
            List<EmotionSegment> mixed = List.of(
                    restricted.classifyWindows(clip, windows).get(0),
                    other.classifyWindows(clip, windows).get(1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Smoothing.exponential(1).apply(mixed))
                    .withMessageStartingWith("segments must have the same classes, but one has [angry, sad]");
        }
    }
}
