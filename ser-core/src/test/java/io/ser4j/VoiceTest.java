package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Compares a voice with its definition, and checks that every call of a classifier for a voice answers accordingly. */
@Timeout(60)
class VoiceTest {
    private static final int RATE_HZ = 8000;
    private static final double TEMPERATURE = 1.7;
    private static final double[] AVERAGE = {0.5, -0.25, -0.25};

    private final FakeModel model = new FakeModel(spec("fake", Map.of(ModelSpec.MEAN_LOGITS, "0.5,-0.25,-0.25")));
    private final EmotionClassifier classifier =
            EmotionClassifier.builder().model(model).threads(2).threshold(0.4).build();

    private static ModelSpec spec(String id, Map<String, String> properties) {
        return new ModelSpec(id, "1", FakeModel.LABELS, RATE_HZ, TEMPERATURE, properties);
    }

    private static EmotionClassifier of(String meanLogits) {
        return EmotionClassifier.builder()
                .model(new FakeModel(spec("fake", Map.of(ModelSpec.MEAN_LOGITS, meanLogits))))
                .build();
    }

    private static AudioClip clip(double gain) {
        return Signals.voiceClip(RATE_HZ, 2, gain);
    }

    @AfterEach
    void close() {
        classifier.close();
    }

    @Test
    void aVoiceWithOffsetsBeyondTheLimitIsNotLearnt() {
        FakeModel wild = new FakeModel(spec("fake", Map.of(ModelSpec.MEAN_LOGITS, "0,0,0"))) {
            @Override
            public float[] infer(Tensor features) {
                return new float[] {4000, -4000, 0};
            }
        };
        try (EmotionClassifier wilder = EmotionClassifier.builder().model(wild).build()) {
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> Voice.enrol(wilder, List.of(clip(1))))
                    .withMessageStartingWith("the model fake cannot learn this voice: each offset must be a number of"
                            + " at most 1000.0 in magnitude, but that of angry was 1333.3");
        }
    }

    @Test
    void theOffsetsAreTheMeanDistanceFromAverageWithTwoAverageClipsMore() {
        List<AudioClip> clips = List.of(clip(1), clip(0.5), clip(0.25));
        double[] sums = new double[AVERAGE.length];
        for (AudioClip clip : clips) {
            float[] logits = model.infer(FakeModel.features(clip));
            double mean = (logits[0] + (double) logits[1] + logits[2]) / 3;
            for (int i = 0; i < sums.length; i++) {
                sums[i] += logits[i] - mean - AVERAGE[i];
            }
        }
        Map<Emotion, Double> offsets = Voice.enrol(classifier, clips).offsets();
        assertThat(offsets.keySet()).containsExactlyElementsOf(FakeModel.LABELS);
        for (int i = 0; i < sums.length; i++) {
            assertThat(offsets.get(FakeModel.LABELS.get(i))).isCloseTo(sums[i] / 5, within(1e-12));
        }
    }

    @Test
    void probabilitiesAreTheSoftmaxOfTheLogitsWithoutTheOffsets() {
        Voice voice = Voice.enrol(classifier, List.of(clip(1), clip(0.7)));
        AudioClip clip = clip(0.4);
        float[] logits = model.infer(FakeModel.features(clip));
        double[] weights = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            double offset = voice.offsets().get(FakeModel.LABELS.get(i));
            weights[i] = Math.exp((logits[i] - offset) / TEMPERATURE);
            sum += weights[i];
        }
        EmotionResult result = classifier.forVoice(voice).classify(clip);
        for (int i = 0; i < logits.length; i++) {
            assertThat(result.probability(FakeModel.LABELS.get(i))).isCloseTo(weights[i] / sum, within(1e-6));
        }
        assertThat(result).isNotEqualTo(classifier.classify(clip));
    }

    @Test
    void aVoiceLikeTheAverageChangesNothing() {
        Voice average = Voice.of(classifier.spec(), offsets(0, 0, 0));
        assertThat(classifier.forVoice(average).classify(clip(0.6))).isEqualTo(classifier.classify(clip(0.6)));
    }

    @Test
    void everyCallAnswersForTheVoice() {
        EmotionClassifier known = classifier.forVoice(Voice.enrol(classifier, List.of(clip(1))));
        AudioClip clip = clip(0.5);
        EmotionResult result = known.classify(clip);
        assertThat(known.classify(clip.toMono())).isEqualTo(result);
        assertThat(known.classifyAll(List.of(clip, clip))).containsOnly(result);
        assertThat(known.classifyWindows(clip, new WindowConfig(2, 1)).get(0).result())
                .contains(result);
        List<EmotionSegment> live = new ArrayList<>();
        try (EmotionStream stream = known.stream(RATE_HZ)
                .windows(new WindowConfig(2, 1))
                .onSegment(live::add)
                .open()) {
            stream.push(clip.toMono());
        }
        assertThat(live.get(0).result()).contains(result);
    }

    @Test
    void choicesOfClassesAndThresholdHoldForTheVoiceToo() {
        try (EmotionClassifier two = EmotionClassifier.builder()
                .model(new FakeModel(model.spec()))
                .labels(Emotion.ANGRY, Emotion.SAD)
                .threshold(1)
                .build()) {
            EmotionClassifier known = two.forVoice(Voice.enrol(two, List.of(clip(1))));
            assertThat(known.labels()).containsExactly(Emotion.ANGRY, Emotion.SAD);
            assertThat(known.classify(clip(0.5)).decision()).isEmpty();
            assertThat(Voice.enrol(two, List.of(clip(1))).offsets())
                    .as("all of the model's classes, whatever was chosen")
                    .isEqualTo(Voice.enrol(classifier, List.of(clip(1))).offsets());
        }
    }

    @Test
    void aVoiceIsLearntTheSameByAClassifierThatKnowsOne() {
        Voice voice = Voice.enrol(classifier, List.of(clip(1)));
        EmotionClassifier known = classifier.forVoice(voice);
        assertThat(Voice.enrol(known, List.of(clip(1))).offsets()).isEqualTo(voice.offsets());
        Voice other = Voice.of(classifier.spec(), offsets(3, 0, -3));
        assertThat(known.forVoice(other).classify(clip(1)))
                .as("the later voice replaces the earlier one")
                .isEqualTo(classifier.forVoice(other).classify(clip(1)));
    }

    @Test
    void offsetsMakeTheSameVoiceAgain() {
        Voice voice = Voice.enrol(classifier, List.of(clip(1), clip(0.3)));
        Voice again = Voice.of(classifier.spec(), voice.offsets());
        assertThat(again.offsets()).isEqualTo(voice.offsets());
        assertThat(again).isEqualTo(voice).hasSameHashCodeAs(voice);
        assertThat(again.spec()).isEqualTo(voice.spec()).isEqualTo(classifier.spec());
        assertThat(voice)
                .isNotEqualTo(Voice.enrol(classifier, List.of(clip(1))))
                .isNotEqualTo(Voice.of(spec("other", Map.of()), voice.offsets()));
        assertThat(again).hasToString(voice.toString());
        assertThat(voice.toString()).contains("fake 1").contains("angry=");
        assertThat(classifier.forVoice(again).classify(clip(0.5)))
                .isEqualTo(classifier.forVoice(voice).classify(clip(0.5)));
    }

    @Test
    void silentClipsArePassedOver() {
        AudioClip silence = AudioClip.of(new float[RATE_HZ], RATE_HZ);
        assertThat(Voice.enrol(classifier, List.of(silence, clip(1), silence)).offsets())
                .isEqualTo(Voice.enrol(classifier, List.of(clip(1))).offsets());
        assertThatExceptionOfType(InvalidAudioException.class)
                .isThrownBy(() -> Voice.enrol(classifier, List.of(silence, silence)))
                .withMessage("at least one clip must hold a voice, but none of 2 does");
        assertThatExceptionOfType(InvalidAudioException.class)
                .isThrownBy(() -> Voice.enrol(classifier, List.of()))
                .withMessageContaining("none of 0 does");
    }

    @Test
    void aLongRecordingCountsAsItsPieces() {
        float[] samples = Signals.voice(RATE_HZ, 13);
        for (int i = 0; i < samples.length; i++) {
            samples[i] *= (float) (0.3 + 0.05 * i / RATE_HZ);
        }
        List<AudioClip> thirds = new ArrayList<>();
        int third = samples.length / 3;
        for (int[] part :
                new int[][] {{0, third}, {third, 2 * samples.length / 3}, {2 * samples.length / 3, samples.length}}) {
            thirds.add(AudioClip.of(Arrays.copyOfRange(samples, part[0], part[1]), RATE_HZ));
        }
        assertThat(Voice.enrol(classifier, List.of(AudioClip.of(samples, RATE_HZ))))
                .isEqualTo(Voice.enrol(classifier, thirds));
        AudioClip short8 = AudioClip.of(Arrays.copyOf(samples, 8 * RATE_HZ - 1), RATE_HZ);
        float[] logits = model.infer(FakeModel.features(short8));
        double mean = (logits[0] + (double) logits[1] + logits[2]) / 3;
        assertThat(Voice.enrol(classifier, List.of(short8)).offsets().get(Emotion.ANGRY))
                .as("less than 8 s is one clip")
                .isCloseTo((logits[0] - mean - AVERAGE[0]) / 3, within(1e-12));
    }

    @Test
    void aVoiceBelongsToItsModel() {
        Voice voice = Voice.of(spec("other", Map.of()), offsets(1, 0, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> classifier.forVoice(voice))
                .withMessage(
                        "the voice must have been enrolled with the same model, which is fake 1, but was with other 1");
    }

    @Test
    void aModelThatDoesNotSayItsAverageLearnsNoVoice() {
        try (EmotionClassifier dumb =
                EmotionClassifier.builder().model(new FakeModel()).build()) {
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> Voice.enrol(dumb, List.of(clip(1))))
                    .withMessageContaining("fake cannot learn a voice")
                    .withMessageContaining("mean_logits");
        }
        for (String malformed : List.of("", "1,2", "1,2,3,4", "1,2,x", "1,2,NaN", "1,2,1e999", "1,NaN,2,3")) {
            try (EmotionClassifier wrong = of(malformed)) {
                assertThatExceptionOfType(ModelException.class)
                        .as(malformed)
                        .isThrownBy(() -> Voice.enrol(wrong, List.of(clip(1))))
                        .withMessage("mean_logits of the model fake must be 3 finite numbers with commas between them,"
                                + " but is \"" + malformed + '"');
            }
        }
    }

    @Test
    void offsetsMustFitTheModel() {
        ModelSpec spec = classifier.spec();
        Map<Emotion, Double> few = Map.of(Emotion.ANGRY, 1.0, Emotion.SAD, 0.0);
        Map<Emotion, Double> strange = Map.of(Emotion.ANGRY, 1.0, Emotion.SAD, 0.0, Emotion.HAPPY, 0.0);
        Map<Emotion, Double> holed = new LinkedHashMap<>(offsets(0, 0, 0));
        holed.put(Emotion.SAD, null);
        for (Map<Emotion, Double> wrong : List.of(few, strange, holed)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Voice.of(spec, wrong))
                    .withMessageStartingWith("offsets must be of [angry, neutral, sad], one each, but were");
        }
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1000.5, -1e300}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Voice.of(spec, offsets(0, bad, 0)))
                    .withMessage("each offset must be a number of at most 1000.0 in magnitude, but that of neutral was "
                            + bad);
        }
    }

    @Test
    void closingTheOneForAVoiceClosesNothingAndClosingTheFirstClosesBoth() {
        Voice voice = Voice.enrol(classifier, List.of(clip(1)));
        EmotionClassifier known = classifier.forVoice(voice);
        known.close();
        assertThat(model.closings).hasValue(0);
        assertThat(known.classify(clip(1))).isNotNull();
        classifier.close();
        assertThat(model.closings).hasValue(1);
        assertThatIllegalStateException().isThrownBy(() -> known.classify(clip(1)));
        assertThatIllegalStateException().isThrownBy(() -> Voice.enrol(known, List.of(clip(1))));
    }

    private static Map<Emotion, Double> offsets(double angry, double neutral, double sad) {
        Map<Emotion, Double> offsets = new LinkedHashMap<>();
        offsets.put(Emotion.ANGRY, angry);
        offsets.put(Emotion.NEUTRAL, neutral);
        offsets.put(Emotion.SAD, sad);
        return offsets;
    }

    @Test
    void piecesOfAVeryLongRecordingCoverAllOfIt() {
        // 1,100 s: samples times pieces are beyond the range of an integer.
        float[] second = Signals.voice(RATE_HZ, 4);
        float[] samples = new float[275 * second.length];
        for (int i = 0; i < 275; i++) {
            System.arraycopy(second, 0, samples, i * second.length, second.length);
        }
        AudioClip piece = AudioClip.of(second, RATE_HZ);
        assertThat(Voice.enrol(classifier, List.of(AudioClip.of(samples, RATE_HZ))))
                .isEqualTo(Voice.enrol(classifier, Collections.nCopies(275, piece)));
    }

    @Test
    void closingWhileAVoiceIsLearntIsRefused() {
        List<Throwable> refusals = Collections.synchronizedList(new ArrayList<>());
        AtomicReference<EmotionClassifier> self = new AtomicReference<>();
        FakeModel closing = new FakeModel(model.spec()) {
            @Override
            public float[] infer(Tensor features) {
                try {
                    self.get().close();
                } catch (IllegalStateException e) {
                    refusals.add(e);
                }
                return super.infer(features);
            }
        };
        self.set(EmotionClassifier.builder().model(closing).threads(2).build());
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Voice.enrol(self.get(), List.of(clip(1), clip(0.5))));
        assertThat(refusals).hasSize(2);
        self.get().close();
        assertThat(closing.closings).hasValue(1);
    }

    @Test
    void theArrayOfAModelIsNotChanged() {
        float[] always = {1, 2, 3};
        FakeModel constant = new FakeModel(model.spec()) {
            @Override
            public float[] infer(Tensor features) {
                return always;
            }
        };
        try (EmotionClassifier one = EmotionClassifier.builder().model(constant).build()) {
            EmotionClassifier known = one.forVoice(Voice.of(one.spec(), offsets(1, 0, -1)));
            assertThat(known.classify(clip(1))).isEqualTo(known.classify(clip(1)));
            assertThat(always).containsExactly(1, 2, 3);
        }
    }

    @Test
    void aModelOfOtherClassesIsAnotherWhateverItsName() {
        List<Emotion> turned = List.of(Emotion.SAD, Emotion.NEUTRAL, Emotion.ANGRY);
        Voice other = Voice.of(new ModelSpec("fake", "1", turned, RATE_HZ, TEMPERATURE, Map.of()), offsets(1, 0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> classifier.forVoice(other));
    }

    @Test
    void eightSecondsAreTwoPieces() {
        float[] samples = Signals.joined(Signals.voice(RATE_HZ, 4), Signals.scaled(Signals.voice(RATE_HZ, 4), 0.3));
        assertThat(Voice.enrol(classifier, List.of(AudioClip.of(samples, RATE_HZ))))
                .isEqualTo(Voice.enrol(
                        classifier,
                        List.of(
                                AudioClip.of(Arrays.copyOf(samples, 4 * RATE_HZ), RATE_HZ),
                                AudioClip.of(Arrays.copyOfRange(samples, 4 * RATE_HZ, 8 * RATE_HZ), RATE_HZ))));
    }
}
