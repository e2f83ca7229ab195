package io.ser4j.onnx.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.ModelException;
import io.ser4j.onnx.OutputKind;
import io.ser4j.onnx.TestModels;
import io.ser4j.spi.ModelSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The metadata of a model, except for its front end, for which there is {@link DescribedFrontEndTest}. */
class MetadataTest {
    private static final int MAX_CHARACTERS = 1 << 20;

    private final ModelFile file = ModelFile.of(TestModels.onnx("frames"), Integer.MAX_VALUE);
    private final Map<String, String> metadata = new HashMap<>(FileScan.metadata(file));

    private ModelDescription describe(Map<String, String> changes) {
        Map<String, String> changed = new HashMap<>(metadata);
        changed.putAll(changes);
        changed.values().removeIf("(none)"::equals);
        return ModelDescription.ofMetadata(changed, file);
    }

    private static String labels(int count) {
        return IntStream.range(0, count).mapToObj(i -> "e" + i).collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            format_version | (none)  | does not describe itself: it has no metadata ser4j.format_version
            format_version | 2       | ser4j.format_version of the model in memory must be 1, the only version
            sample_rate_hz | 0       | ser4j.sample_rate_hz of the model in memory must be a whole number from 1 to 768000, but is "0"
            sample_rate_hz | 768001  | must be a whole number from 1 to 768000, but is "768001"
            temperature    | hot     | ser4j.temperature of the model in memory must be a number, but is "hot"
            temperature    | 0       | the metadata of the model in memory break a rule: temperature
            labels         | angry   | the metadata of the model in memory break a rule: labels
            output_kind    | shares  | ser4j.output_kind of the model in memory must be logits or probabilities, but is "shares"
            model_id       | (none)  | must have the key ser4j.model_id, but have only [accuracy,
            model_version  | (none)  | must have the key ser4j.model_version
            input          | (none)  | must have the key ser4j.input
            output         | (none)  | must have the key ser4j.output
            """)
    void whatBreaksARuleIsNamed(String key, String value, String message) {
        assertThatThrownBy(() -> describe(Map.of("ser4j." + key, value)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }

    @Test
    void upToAThousandAndTwentyFourLabelsAreRead() {
        assertThat(describe(Map.of("ser4j.labels", labels(1024))).spec().labels())
                .hasSize(1024);
        assertThatThrownBy(() -> describe(Map.of("ser4j.labels", labels(1025))))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("must be 2 to 1024 labels with commas between them")
                .hasMessageEndingWith("1025 labels");
    }

    @Test
    void otherKeysBecomePropertiesAndForeignKeysDoNot() {
        ModelDescription found =
                describe(Map.of("ser4j.licence", "none", "author", "somebody", "ser4j.embedding", "v"));
        assertThat(found.spec().properties())
                .containsEntry("licence", "none")
                .containsEntry(ModelSpec.SHA256, file.sha256())
                .containsEntry(ModelSpec.SIZE_BYTES, Integer.toString(file.bytes().length))
                .doesNotContainKeys(
                        "author", "labels", "model_id", "format_version", "frontend", "frontend.hop_samples");
        assertThat(found.embedding()).hasValue("v");
        assertThat(found.outputKind()).isEqualTo(OutputKind.named(metadata.get("ser4j.output_kind")));
        assertThat(found.input()).hasValue(metadata.get("ser4j.input"));
        assertThat(found.output()).hasValue(metadata.get("ser4j.output"));
    }

    @Test
    void keysAndValuesTogetherMayHaveAMillionCharacters() {
        int used = metadata.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("ser4j."))
                .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
        String room = "x".repeat(MAX_CHARACTERS - used - "ser4j.note".length());
        assertThat(describe(Map.of("ser4j.note", room)).spec().properties()).containsEntry("note", room);
        assertThatThrownBy(() -> describe(Map.of("ser4j.note", room + "x")))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        "the model in memory must have at most 1048576 characters of ser4j metadata, but has 1048577");
    }
}
