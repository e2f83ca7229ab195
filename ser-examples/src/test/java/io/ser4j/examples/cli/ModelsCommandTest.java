package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ser4j.Emotion;
import io.ser4j.onnx.OnnxModels;
import io.ser4j.spi.EmotionModelProvider;
import io.ser4j.spi.ModelSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsCommandTest {
    @Test
    void everyModelOfEveryBackendHasARow() {
        CommandLineRun run = CommandLineRun.of("models");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(0)).matches("ID +VERSION +RATE +SIZE +LICENCE +ACCURACY +LABELS");
        List<String> ids = ModelChoice.providers().stream()
                .map(EmotionModelProvider::modelIds)
                .flatMap(List::stream)
                .toList();
        assertThat(ids).contains("loudness-demo");
        assertThat(lines.subList(1, lines.indexOf("")))
                .extracting(line -> line.split(" ")[0])
                .containsExactlyElementsOf(ids);
        assertThat(run.out()).endsWith(ModelsCommand.ABOUT_ACCURACY + '\n');
        assertThat(run.out()).containsPattern("loudness-demo +1 +16000 Hz +- +Apache-2.0 +- +calm,excited\n");
    }

    @Test
    void columnsAreAligned() {
        ModelTable table = new ModelTable();
        table.add(new ModelSpec(
                "a-rather-long-name",
                "2026.1",
                Emotion.canonical(),
                22_050,
                1,
                Map.of(
                        ModelSpec.LICENCE, "CC-BY-NC-SA-4.0",
                        ModelSpec.ACCURACY, "0.98765",
                        ModelSpec.SIZE_BYTES, "4912345")));
        table.add(new ModelSpec(
                "b",
                "1",
                List.of(Emotion.HAPPY, Emotion.SAD),
                16_000,
                1,
                Map.of(ModelSpec.ACCURACY, "high", ModelSpec.SIZE_BYTES, "large")));
        assertThat(table.lines())
                .containsExactly(
                        "ID                  VERSION  RATE      SIZE    LICENCE          ACCURACY  LABELS",
                        "a-rather-long-name  2026.1   22050 Hz  4.9 MB  CC-BY-NC-SA-4.0  98.77 %   "
                                + "angry,disgust,fear,happy,neutral,sad,surprise",
                        "b                   1        16000 Hz  -       -                -         happy,sad");
    }

    @Test
    void aModelFileIsOpenedByItsPath(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("mine.onnx");
        try (InputStream in = OnnxModels.class.getResourceAsStream("models/tess-lstm/tess-lstm.onnx")) {
            Files.copy(in, file);
        }
        CommandLineRun byPath = CommandLineRun.of("classify", "--model", file.toString(), Samples.CALM);
        assertThat(byPath.exitCode()).isZero();
        assertThat(byPath.out())
                .isEqualTo(CommandLineRun.of("classify", "--model", "tess-lstm", Samples.CALM)
                        .out());
        CommandLineRun none = CommandLineRun.of("classify", "--model", folder + "/none.onnx", Samples.CALM);
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err()).contains("none.onnx");
    }
}
