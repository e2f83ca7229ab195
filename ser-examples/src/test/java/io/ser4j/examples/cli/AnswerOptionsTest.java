package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the model tess-lstm, which has the seven canonical classes. */
class AnswerOptionsTest {
    private static final List<String> SOME =
            List.of("--labels", "angry,neutral,sad,happy", "--merge", "low=sad,neutral");

    @TempDir
    Path folder;

    private static CommandLineRun run(String command, List<String> options, String... more) {
        List<String> all = new ArrayList<>(List.of(command, "--model", "tess-lstm"));
        all.addAll(options);
        all.addAll(List.of(more));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    @Test
    void jsonHasTheChosenClasses() {
        Map<String, Object> whole = JsonReader.object(
                run("classify", List.of("--format", "json"), Samples.CALM).out().strip());
        Map<String, Object> some = JsonReader.object(
                run("classify", SOME, "--format", "json", Samples.CALM).out().strip());
        Map<String, Object> all = JsonReader.nested(whole, "scores");
        Map<String, Object> scores = JsonReader.nested(some, "scores");
        assertThat(all).hasSize(7);
        assertThat(scores.keySet()).containsExactly("angry", "happy", "low");
        double kept = probability(all, "angry")
                + probability(all, "happy")
                + probability(all, "neutral")
                + probability(all, "sad");
        assertThat(probability(scores, "angry")).isCloseTo(probability(all, "angry") / kept, within(1e-4));
        assertThat(probability(scores, "low"))
                .isCloseTo((probability(all, "neutral") + probability(all, "sad")) / kept, within(1e-4));
        assertThat((Double) whole.get("derived_arousal")).isBetween(-1.0, 1.0);
        assertThat(some.get("derived_arousal")).as("low has no coordinates").isEqualTo(JsonReader.NULL);
    }

    private static double probability(Map<String, Object> scores, String label) {
        return (Double) scores.get(label);
    }

    @Test
    void csvColumnsAreThoseOfTheChosenClasses() {
        CommandLineRun classify = run("classify", SOME, "--format", "csv", Samples.CALM, "missing.wav");
        List<List<String>> rows = classify.out().lines().map(Csv::fields).toList();
        assertThat(rows).hasSize(3).allMatch(row -> row.size() == 15);
        assertThat(rows.get(0).subList(3, 6)).containsExactly("p_angry", "p_happy", "p_low");
        CommandLineRun timeline = run("timeline", SOME, "--format", "csv", Samples.CALM);
        List<List<String>> segments = timeline.out().lines().map(Csv::fields).toList();
        assertThat(segments).hasSizeGreaterThan(1).allMatch(row -> row.size() == 11);
        assertThat(segments.get(0).subList(5, 8)).containsExactly("p_angry", "p_happy", "p_low");
        assertThat(timeline.err()).doesNotContain("fear");
    }

    @Test
    void resumingWithOtherClassesIsRefused() {
        String out = folder.resolve("results.json").toString();
        List<String> json = List.of("--format", "json", "--out", out, Samples.CALM);
        assertThat(run("classify", SOME, json.toArray(String[]::new)).exitCode())
                .isZero();
        CommandLineRun other = run("classify", json, "--resume");
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.err()).contains(CommandLineRun.OTHER_ROWS);
    }

    /** Both have a column low and a column angry. */
    @ParameterizedTest
    @ValueSource(strings = {"json", "csv"})
    void resumingWithClassesOfTheSameNamesMergedFromOthersIsRefused(String format) throws IOException {
        Path out = folder.resolve("results");
        String[] rows = {"--format", format, "--out", out.toString(), "--resume", Samples.CALM};
        List<String> sad = List.of("--labels", "angry,sad,neutral", "--merge", "low=sad,neutral");
        assertThat(run("classify", sad, rows).exitCode()).isZero();
        byte[] before = Files.readAllBytes(out);
        for (List<String> other : List.of(
                List.of("--labels", "angry,fear,neutral", "--merge", "low=fear,neutral"),
                List.of("--labels", "angry,sad", "--merge", "low=sad"))) {
            CommandLineRun run = run("classify", other, rows);
            assertThat(run.exitCode()).as("%s", other).isEqualTo(1);
            assertThat(run.err()).contains(CommandLineRun.OTHER_ROWS);
        }
        assertThat(run("classify", sad, rows).exitCode()).isZero();
        assertThat(out).hasBinaryContent(before).content().contains("low=neutral,sad");
    }

    @Test
    void picturesAndTextHaveTheChosenClasses() throws IOException {
        assertThat(run("classify", SOME, Samples.CALM).out().lines()).hasSize(5);
        assertThat(run(
                        "classify",
                        List.of("--labels", "angry, neutral, sad,happy", "--merge", "low=sad, neutral"),
                        Samples.CALM))
                .isEqualTo(run("classify", SOME, Samples.CALM));
        assertThat(run("timeline", SOME, Samples.CALM).out())
                .contains("low", "angry", "happy")
                .doesNotContain("fear", "disgust", "surprise", "neutral");
        Path clip = folder.resolve("clip.png");
        Path timeline = folder.resolve("timeline.png");
        assertThat(run("plot", SOME, Samples.CALM, "--out", clip.toString()).err())
                .isEmpty();
        assertThat(run("timeline", SOME, Samples.CALM, "--plot", timeline.toString())
                        .err())
                .isEmpty();
        assertThat(ImageIO.read(clip.toFile())).isNotNull();
        assertThat(ImageIO.read(timeline.toFile())).isNotNull();
    }

    @Test
    void aResultBelowTheThresholdIsUndecided() {
        assertThat(run("classify", List.of("--threshold", "1"), Samples.CALM).out())
                .contains(": undecided");
        assertThat(run("timeline", List.of("--threshold", "1", "--format", "json"), Samples.CALM)
                        .out())
                .contains("\"emotion\":null, \"probability\":null");
        assertThat(run("classify", List.of("--threshold", "0.1"), Samples.CALM).out())
                .isEqualTo(run("classify", List.of(), Samples.CALM).out());
    }

    @Test
    void contradictionsAreWrongUsage() {
        String all = "[angry, disgust, fear, happy, neutral, sad, surprise]";
        assertWrong("each label must be one of " + all + ", but was bored", "--labels", "angry,bored");
        assertWrong("labels must be at least two different ones, but were [sad]", "--labels", "sad");
        assertWrong(
                "--merge must be NEW=LABEL,..., such as negative=angry,sad, but was \"angry,sad\"",
                "--merge",
                "angry,sad");
        assertWrong("label must have 1 to 64 characters", "--merge", "=angry,sad");
        assertWrong("label must have 1 to 64 characters", "--merge", "negative=");
        assertWrong("threshold must be in [0, 1], but was 1.5", "--threshold", "1.5");
        assertWrong("angry was merged into bad and into worse", "--merge", "bad=angry", "--merge", "worse=angry");
    }

    private static void assertWrong(String message, String... options) {
        CommandLineRun run = run("classify", List.of(options), Samples.CALM);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().replaceAll("\\s+", " "))
                .contains(message)
                .contains("For all options: java -jar ser.jar help ");
    }
}
