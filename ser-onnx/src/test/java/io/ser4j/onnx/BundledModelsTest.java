package io.ser4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.AudioClip;
import io.ser4j.Emotion;
import io.ser4j.EmotionClassifier;
import io.ser4j.ModelException;
import io.ser4j.Voice;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.Tensor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** After a retraining, these fail until the hash in BundledModels and the golden logits are updated. */
class BundledModelsTest {
    private static final int THREADS = 8;

    static List<String> ids() {
        return OnnxModels.bundledIds();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void theFileIsThePinnedOne(String id) throws NoSuchAlgorithmException {
        byte[] onnx = TestModels.bytes("models/" + id + '/' + id + ".onnx");
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(onnx));
        try (EmotionModel model = OnnxModels.bundled(id)) {
            assertThat(model.spec().properties())
                    .containsEntry("sha256", hash)
                    .containsEntry(ModelSpec.SIZE_BYTES, Integer.toString(onnx.length));
        }
    }

    @ParameterizedTest
    @CsvSource({"general, 20", "tess-lstm, 3.5"})
    void usesThisMuchOfAClip(String id, double seconds) {
        try (EmotionModel model = OnnxModels.bundled(id)) {
            assertThat(model.frontEnd().longestSeconds()).isEqualTo(seconds);
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void theModelSaysWhatItIs(String id) {
        try (EmotionModel model = OnnxModels.bundled(id)) {
            ModelSpec spec = model.spec();
            assertThat(spec.id()).isEqualTo(id);
            assertThat(spec.labels()).containsExactlyElementsOf(Emotion.canonical());
            assertThat(spec.properties()).containsKeys(ModelSpec.LICENCE, "training_data", "split_sha256", "uar");
            assertThat(Double.parseDouble(spec.properties().get(ModelSpec.ACCURACY)))
                    .isBetween(0.0, 1.0);
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void theLogitsAreThoseOfOnnxRuntimeInPython(String id) {
        String[] lines = new String(TestModels.bytes(id + ".golden.txt"), StandardCharsets.UTF_8).split("\n");
        assertThat(lines).hasSizeGreaterThan(1);
        try (EmotionModel model = OnnxModels.bundled(id)) {
            for (int i = 1; i < lines.length; i++) {
                Golden golden = Golden.parse(lines[i]);
                float[] logits = model.infer(golden.input());
                assertThat(logits).hasSameSizeAs(golden.output());
                for (int j = 0; j < logits.length; j++) {
                    // Other versions of ONNX Runtime and other processors add in a different order.
                    double tolerance = 1e-4 * (1 + Math.abs(golden.output()[j]));
                    assertThat((double) logits[j]).isCloseTo(golden.output()[j], within(tolerance));
                }
            }
        }
    }

    @Test
    void theDefaultModelLearnsAVoiceFromItsAverageLogits() {
        AudioClip clip = AudioClip.of(Voices.turns(2.0, 16_000), 16_000);
        try (EmotionClassifier classifier = EmotionClassifier.create();
                EmotionModel model = OnnxModels.bundled()) {
            double[] average = numbers(model.spec().properties().get(ModelSpec.MEAN_LOGITS));
            List<double[]> ofEmotions = Arrays.stream(model.spec()
                            .properties()
                            .get(ModelSpec.EMOTION_MEAN_LOGITS)
                            .split(";"))
                    .map(BundledModelsTest::numbers)
                    .toList();
            double[] neutral = ofEmotions.get(model.spec().labels().indexOf(Emotion.NEUTRAL));
            assertThat(Arrays.stream(average).sum()).as("without their mean").isCloseTo(0, within(1e-3));
            float[] logits = model.infer(model.frontEnd().apply(clip));
            double mean = IntStream.range(0, logits.length)
                    .mapToDouble(i -> logits[i])
                    .average()
                    .orElseThrow();
            Map<Emotion, Double> offsets =
                    Voice.enrol(classifier, List.of(clip)).offsets();
            Map<Emotion, Double> ifNeutral = Voice.enrol(classifier, Map.of(Emotion.NEUTRAL, List.of(clip)))
                    .offsets();
            for (int i = 0; i < average.length; i++) {
                int label = i;
                assertThat(ofEmotions.stream()
                                .mapToDouble(row -> row[label])
                                .average()
                                .orElseThrow())
                        .isCloseTo(average[i], within(1e-3));
                assertThat(ofEmotions.get(i)[i])
                        .as("the highest for its own class")
                        .isEqualTo(max(ofEmotions.get(i)));
                assertThat(offsets.get(model.spec().labels().get(i)))
                        .isCloseTo((logits[i] - mean - average[i]) / 3, within(1e-4));
                assertThat(ifNeutral.get(model.spec().labels().get(i)))
                        .isCloseTo((logits[i] - mean - (neutral[i] + average[i]) / 2) / 3, within(1e-4));
            }
        }
    }

    private static double[] numbers(String list) {
        return Arrays.stream(list.split(",")).mapToDouble(Double::parseDouble).toArray();
    }

    private static double max(double[] numbers) {
        return Arrays.stream(numbers).max().orElseThrow();
    }

    @Test
    void eightThreadsGetTheBitsThatOneGets() throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try (EmotionModel model = OnnxModels.bundled()) {
            int[] shape = model.frontEnd()
                    .apply(AudioClip.of(new float[1], model.spec().sampleRateHz()))
                    .shape();
            List<float[]> expected = new ArrayList<>();
            List<Future<float[]>> actual = new ArrayList<>();
            for (int i = 0; i < 16 * THREADS; i++) {
                Tensor features = features(i, shape);
                expected.add(model.infer(features));
                actual.add(pool.submit(() -> model.infer(features)));
            }
            for (int i = 0; i < expected.size(); i++) {
                assertThat(actual.get(i).get()).containsExactly(expected.get(i));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void anUnknownIdIsRefusedListingTheKnownOnes() {
        assertThatThrownBy(() -> OnnxModels.bundled("no-such"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("no-such")
                .hasMessageContaining(ids().toString())
                .hasMessageContaining("fromPath");
    }

    private static Tensor features(int seed, int[] shape) {
        float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.cos(seed * 7 + i);
        }
        return Tensor.of(values, shape);
    }
}
