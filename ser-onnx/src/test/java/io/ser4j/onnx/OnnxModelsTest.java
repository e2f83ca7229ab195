package io.ser4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.Emotion;
import io.ser4j.InvalidAudioException;
import io.ser4j.ModelException;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxModelsTest {
    private static EmotionModel open(String name) {
        return OnnxModels.fromBytes(TestModels.onnx(name), OnnxOptions.defaults());
    }

    @Test
    void aSelfDescribingFileSaysWhatItIs(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("any name"), TestModels.onnx("linear"));
        try (EmotionModel model = OnnxModels.fromPath(file)) {
            ModelSpec spec = model.spec();
            assertThat(spec.id()).isEqualTo("linear");
            assertThat(spec.version()).isEqualTo("7");
            assertThat(spec.labels()).containsExactly(Emotion.ANGRY, Emotion.HAPPY, Emotion.SAD);
            assertThat(spec.sampleRateHz()).isEqualTo(22_050);
            assertThat(spec.temperature()).isEqualTo(1.5);
            assertThat(spec.properties())
                    .containsEntry(ModelSpec.LICENCE, "Apache-2.0")
                    .containsEntry(ModelSpec.ACCURACY, "0.5")
                    .containsEntry(ModelSpec.SIZE_BYTES, Long.toString(Files.size(file)))
                    .containsEntry("uar", "0.25")
                    .containsEntry("input", "features")
                    .containsKey("training_data")
                    .doesNotContainKey("normaliser.mean");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "probabilities", "frames"})
    void theLogitsAreThoseOfOnnxRuntimeInPython(String name) {
        String[] lines = new String(TestModels.bytes(name + ".golden.txt"), StandardCharsets.UTF_8).split("\n");
        try (EmotionModel model = open(name)) {
            for (int i = 1; i < lines.length; i++) {
                Golden golden = Golden.parse(lines[i]);
                float[] logits = model.infer(golden.input());
                for (int j = 0; j < logits.length; j++) {
                    double expected = name.equals("probabilities") ? Math.log(golden.output()[j]) : golden.output()[j];
                    assertThat((double) logits[j]).isCloseTo(expected, within(1e-5 * (1 + Math.abs(expected))));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no-metadata         | ser4j.format_version | given in code
            unknown-format      | ser4j.format_version | "2"
            unknown-output-kind | ser4j.output_kind    | "scores"
            bad-rate            | ser4j.sample_rate_hz | "22.05 kHz"
            bad-temperature     | temperature          | 0.0
            bad-labels          | ser4j.labels         | angry,,sad
            bad-front-end       | frontend             | "plp"
            no-labels           | ser4j.labels         | must have the key
            no-temperature      | ser4j.temperature    | must have the key
            no-front-end        | frontend             | must have the key
            wrong-class-count   | 3 labels             | 4 classes
            wrong-rank          | [?, 40]              | [1, 40, 1]
            wrong-steps         | [?, 39, 1]           | [1, 40, 1]
            wrong-input         | "mfcc"               | "features"
            wrong-output        | "scores"             | "logits"
            double              | 32-bit floats        | DOUBLE
            external            | external data        | weights inside
            """)
    void aFileThatDisagreesWithItselfIsRefusedNamingBothSides(String name, String one, String other) {
        assertThatThrownBy(() -> open(name))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(one)
                .hasMessageContaining(other);
    }

    @Test
    void anUndefinedOutputIsRefused() {
        try (EmotionModel model = open("undefined")) {
            assertThatThrownBy(() -> model.infer(TestModels.features(1)))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("finite")
                    .hasMessageContaining("angry")
                    .hasMessageContaining("NaN");
        }
    }

    @Test
    void impossibleProbabilitiesAreRefused() {
        try (EmotionModel model = open("not-probabilities")) {
            assertThatThrownBy(() -> model.infer(TestModels.features(1)))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("[0, 1]");
        }
    }

    @Test
    void anInputOfAnotherShapeIsRefusedNamingBoth() {
        try (EmotionModel model = open("linear")) {
            assertThatThrownBy(() -> model.infer(Tensor.of(new float[39], 1, 39, 1)))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("[?, 40, 1]")
                    .hasMessageContaining("[1, 39, 1]");
        }
    }

    @Test
    void aBatchIsRefusedSinceOneClipIsAskedFor() {
        try (EmotionModel model = open("linear")) {
            assertThatThrownBy(() -> model.infer(Tensor.of(new float[80], 2, 40, 1)))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("3 floats");
        }
    }

    @Test
    void aFileWithoutMetadataIsOpenedByCode() {
        float[] logits;
        try (EmotionModel model = open("linear")) {
            logits = model.infer(TestModels.features(1));
        }
        for (String name : new String[] {"no-metadata", "linear"}) {
            try (EmotionModel model = OnnxModels.fromBytes(
                    TestModels.onnx(name), TestModels.SPEC, TestModels.FRONT_END, OnnxOptions.defaults())) {
                assertThat(model.spec().id()).isEqualTo("by-code");
                assertThat(model.spec().properties()).containsKeys(ModelSpec.SIZE_BYTES, ModelSpec.SHA256);
                assertThat(model.frontEnd()).isSameAs(TestModels.FRONT_END);
                assertThat(model.infer(TestModels.features(1))).containsExactly(logits);
            }
        }
    }

    @Test
    void aSoftmaxInsideTheGraphIsUndone() {
        OnnxOptions options = OnnxOptions.defaults().withOutputKind(OutputKind.PROBABILITIES);
        try (EmotionModel model = OnnxModels.fromBytes(
                TestModels.onnx("no-metadata-softmax"), TestModels.SPEC, TestModels.FRONT_END, options)) {
            double sum = 0;
            for (float logit : model.infer(TestModels.features(1))) {
                sum += Math.exp(logit);
            }
            assertThat(sum).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void oneOfSeveralOutputsMustBeNamed() {
        byte[] onnx = TestModels.onnx("two-outputs");
        assertThatThrownBy(
                        () -> OnnxModels.fromBytes(onnx, TestModels.SPEC, TestModels.FRONT_END, OnnxOptions.defaults()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("\"logits\"")
                .hasMessageContaining("\"flat\"")
                .hasMessageContaining("withOutputName");
        OnnxOptions named = OnnxOptions.defaults().withOutputName("logits");
        try (EmotionModel model = OnnxModels.fromBytes(onnx, TestModels.SPEC, TestModels.FRONT_END, named)) {
            assertThat(model.infer(TestModels.features(1))).hasSize(3);
        }
    }

    @Test
    void aFrontEndThatWantsMoreThanASecondIsCheckedByItsFirstFeatures() {
        try (EmotionModel model = OnnxModels.fromBytes(
                TestModels.onnx("no-metadata"),
                TestModels.SPEC,
                clip -> {
                    throw new InvalidAudioException("audio must last 2 s");
                },
                OnnxOptions.defaults())) {
            assertThat(model.infer(TestModels.features(1))).hasSize(3);
        }
    }

    @Test
    void aFileAboveTheLimitIsRefusedBeforeItIsRead(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("linear.onnx"), TestModels.onnx("linear"));
        OnnxOptions small = OnnxOptions.defaults().withMaxModelBytes(Files.size(file) - 1);
        assertThatThrownBy(() -> OnnxModels.fromPath(file, small))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("at most " + (Files.size(file) - 1) + " bytes")
                .hasMessageContaining(Long.toString(Files.size(file)));
        assertThatThrownBy(() -> OnnxModels.fromBytes(TestModels.onnx("linear"), small))
                .isInstanceOf(ModelException.class);
        OnnxModels.fromPath(file, small.withMaxModelBytes(Files.size(file))).close();
    }

    @Test
    void aPinnedFileMustHaveItsHash() {
        String hash;
        try (EmotionModel model = open("linear")) {
            hash = model.spec().properties().get("sha256");
        }
        OnnxOptions pinned = OnnxOptions.defaults().withSha256(hash);
        OnnxModels.fromBytes(TestModels.onnx("linear"), pinned).close();
        assertThatThrownBy(() -> OnnxModels.fromBytes(TestModels.onnx("frames"), pinned))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(hash);
    }

    @Test
    void aMissingFileIsNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> OnnxModels.fromPath(folder.resolve("missing.onnx")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("missing.onnx cannot be read: there is no such file")
                .hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> OnnxModels.fromPath(folder)).isInstanceOf(ModelException.class);
    }

    @Test
    void threadsAndSpinningChangeNothingButTime() {
        OnnxOptions busy = OnnxOptions.defaults().withIntraOpThreads(2).withSpinning(true);
        try (EmotionModel one = open("linear");
                EmotionModel two = OnnxModels.fromBytes(TestModels.onnx("linear"), busy)) {
            assertThat(two.infer(TestModels.features(3))).containsExactly(one.infer(TestModels.features(3)));
        }
    }

    @Test
    void propertiesGivenInCodeStay() {
        ModelSpec spec =
                new ModelSpec("mine", "2", TestModels.SPEC.labels(), 16_000, 1, Map.of(ModelSpec.LICENCE, "MIT"));
        try (EmotionModel model = OnnxModels.fromBytes(
                TestModels.onnx("no-metadata"), spec, TestModels.FRONT_END, OnnxOptions.defaults())) {
            assertThat(model.spec().properties()).containsEntry(ModelSpec.LICENCE, "MIT");
        }
    }

    @Test
    void theHashIsThatOfTheFileWhateverTheCallerSays() {
        ModelSpec lying = new ModelSpec(
                TestModels.SPEC.id(),
                TestModels.SPEC.version(),
                TestModels.SPEC.labels(),
                TestModels.SPEC.sampleRateHz(),
                TestModels.SPEC.temperature(),
                Map.of(ModelSpec.SHA256, "0".repeat(64)));
        byte[] onnx = TestModels.onnx("no-metadata");
        try (EmotionModel said = OnnxModels.fromBytes(onnx, lying, TestModels.FRONT_END, OnnxOptions.defaults());
                EmotionModel silent =
                        OnnxModels.fromBytes(onnx, TestModels.SPEC, TestModels.FRONT_END, OnnxOptions.defaults())) {
            assertThat(said.spec().properties().get(ModelSpec.SHA256))
                    .matches("[0-9a-f]{64}")
                    .isNotEqualTo("0".repeat(64))
                    .isEqualTo(silent.spec().properties().get(ModelSpec.SHA256));
        }
    }
}
