package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.AudioFormatException;
import io.ser4j.AudioLimits;
import io.ser4j.AudioReader;
import io.ser4j.Emotion;
import io.ser4j.EmotionClassifier;
import io.ser4j.EmotionSegment;
import io.ser4j.Smoothing;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the demonstration backend on a recording of a calm voice, a silence and a brisk voice. */
class TimelineCommandTest {
    @TempDir
    Path folder;

    private Path recording;

    @BeforeEach
    void record() throws IOException {
        recording = Files.write(
                folder.resolve("recording.wav"), Recording.wav(Recording.calmSilentBrisk(), Recording.RATE));
    }

    private static CommandLineRun timeline(String... args) {
        List<String> all = new ArrayList<>(List.of("timeline", "--model", "loudness-demo"));
        all.addAll(Arrays.asList(args));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    private List<EmotionSegment> heard(Smoothing smoothing) throws IOException {
        try (EmotionClassifier classifier =
                EmotionClassifier.builder().model("loudness-demo").build()) {
            return smoothing.apply(classifier.classifyWindows(recording));
        }
    }

    @Test
    void jsonHasTheSegmentsOfTheLibraryAndThenASummary() throws IOException {
        CommandLineRun run = timeline("--format", "json", recording.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        List<Map<String, Object>> objects =
                run.out().lines().map(JsonReader::object).toList();
        List<EmotionSegment> expected = heard(Smoothing.exponential(0));
        assertThat(objects).hasSize(expected.size() + 1);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(objects.get(i))
                    .containsEntry("start", expected.get(i).startSeconds())
                    .containsEntry("end", expected.get(i).endSeconds())
                    .containsKey("speech_share");
            Object emotion = objects.get(i).get("emotion");
            assertThat(emotion)
                    .isEqualTo(expected.get(i)
                            .result()
                            .map(result -> (Object) result.top().emotion().label())
                            .orElse(JsonReader.NULL));
            assertThat(objects.get(i).get("scores") == JsonReader.NULL).isEqualTo(emotion == JsonReader.NULL);
        }
        Map<String, Object> summary = JsonReader.nested(objects.get(expected.size()), "summary");
        assertThat(summary).containsEntry("seconds", 12.0).containsEntry("undecided_share", 0.0);
        double shares = JsonReader.nested(summary, "shares").values().stream()
                .mapToDouble(share -> (Double) share)
                .sum();
        double silent = (Double) summary.get("silent_share");
        assertThat(silent).isBetween(0.1, 0.4);
        assertThat(shares + silent).isCloseTo(1, within(1e-5));
        assertThat(JsonReader.nested(summary, "voiced_shares").values().stream()
                        .mapToDouble(share -> (Double) share)
                        .sum())
                .isCloseTo(1, within(1e-5));
        assertThat(JsonReader.nested(summary, "mean_probabilities")).containsOnlyKeys("calm", "excited");
        assertThat((List<?>) summary.get("change_points")).hasSize(3);
        assertThat((List<?>) summary.get("emotion_changes")).hasSize(1);
        assertThat(summary)
                .containsEntry("model", "loudness-demo 1")
                .containsEntry("channel", JsonReader.NULL)
                .containsEntry("threshold", 0.0)
                .containsEntry("window", 2.0)
                .containsEntry("hop", 1.0)
                .containsEntry("smooth", 0.0);
    }

    @Test
    void textIsForPeople() {
        List<String> lines =
                timeline("--window", "3", recording.toString()).out().lines().toList();
        assertThat(lines.get(0)).matches("   0:00\\.0     0:03\\.0  calm( !)?  +\\d+\\.\\d %  #{21,40}");
        assertThat(lines).anyMatch(line -> line.matches("   0:04\\.5     0:07\\.5  silence"));
        assertThat(lines)
                .contains(
                        "Share of the time, 0:12.0 in all:",
                        "Mean probability while there is a voice:",
                        "Changes of emotion (1):")
                .anyMatch(line -> line.matches(" +0:0\\d\\.\\d  calm > excited"));
        assertThat(lines).allMatch(line -> line.equals(line.stripTrailing()));
    }

    @Test
    void aNarrowBandMarksNoRowOfText() throws IOException {
        short[] samples = Recording.calmSilentBrisk();
        samples[Recording.RATE] = Short.MIN_VALUE;
        samples[Recording.RATE + 1] = Short.MIN_VALUE;
        Path call = Files.write(folder.resolve("call.wav"), Recording.wav(samples, 8_000));
        List<String> csv = timeline("--format", "csv", call.toString())
                .out()
                .lines()
                .skip(1)
                .toList();
        List<String> text = timeline(call.toString()).out().lines().toList();
        int marked = 0;
        int narrow = 0;
        for (int i = 0; i < csv.size(); i++) {
            String warnings = csv.get(i).replaceFirst(".*,", "");
            narrow += warnings.contains("NARROW_BAND") ? 1 : 0;
            boolean hasOthers = !warnings.replaceFirst("NARROW_BAND=\\S+", "").isBlank();
            assertThat(text.get(i).contains(" !")).as(csv.get(i)).isEqualTo(hasOthers);
            marked += hasOthers ? 1 : 0;
        }
        assertThat(marked).isBetween(1, narrow - 1);
        assertThat(text)
                .anyMatch(line -> line.startsWith("Warnings (!, but not for NARROW_BAND): ")
                        && line.endsWith(" of " + csv.size() + " windows."));
    }

    @Test
    void csvIsATableAndTheSummaryGoesElsewhere() {
        CommandLineRun run = timeline("--format", "csv", "--window", "3", recording.toString());
        List<List<String>> rows = run.out().lines().map(Csv::fields).toList();
        assertThat(rows.get(0))
                .containsExactly(
                        "start",
                        "end",
                        "speech_share",
                        "emotion",
                        "probability",
                        "p_calm",
                        "p_excited",
                        "derived_arousal",
                        "derived_valence",
                        "warnings");
        assertThat(rows).allMatch(row -> row.size() == 10);
        assertThat(rows.get(1)).startsWith("0.000", "3.000").contains("calm");
        assertThat(rows).anyMatch(row -> row.subList(3, 10).equals(Collections.nCopies(7, "")));
        assertThat(run.err()).contains("Share of the time, 0:12.0 in all:");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void everyRowOfJsonHasTheSameMembers() {
        CommandLineRun run = timeline("--format", "json", "--window", "3", recording.toString());
        List<Map<String, Object>> rows = run.out()
                .lines()
                .map(JsonReader::object)
                .filter(row -> row.containsKey("start"))
                .toList();
        assertThat(rows)
                .anyMatch(row -> row.get("scores") == JsonReader.NULL)
                .anyMatch(row -> row.get("scores") != JsonReader.NULL);
        assertThat(rows).allMatch(row -> row.keySet().equals(rows.get(0).keySet()));
    }

    @Test
    void smoothingIsThatOfTheLibrary() throws IOException {
        CommandLineRun run = timeline("--format", "json", "--smooth", "2.5", recording.toString());
        List<String> lines = run.out().lines().toList();
        List<EmotionSegment> expected = heard(Smoothing.exponential(2.5));
        SegmentRows rows = new JsonSegments(
                expected.get(0).result().orElseThrow().scores().stream()
                        .map(score -> score.emotion())
                        .sorted((one, other) -> one.label().compareTo(other.label()))
                        .toList(),
                "");
        assertThat(lines.subList(0, expected.size()))
                .isEqualTo(expected.stream().map(rows::segment).toList());
        assertThat(run.out())
                .isNotEqualTo(timeline("--format", "json", recording.toString()).out());
    }

    @Test
    void windowsAreAsChosen() {
        CommandLineRun run = timeline("--format", "csv", "--window", "2", "--hop", "0.75", recording.toString());
        assertThat(run.out().lines().skip(1).limit(3))
                .extracting(line -> line.replaceFirst("(,.*?),.*", "$1"))
                .containsExactly("0.000,2.000", "0.750,2.750", "1.500,3.500");
        CommandLineRun half = timeline("--format", "csv", "--window", "2", recording.toString());
        assertThat(half.out().lines().skip(2)).first().asString().startsWith("1.000,3.000,");
        for (String[] wrong : new String[][] {{"--hop", "7"}, {"--window", "0"}, {"--smooth", "-1"}, {"--hop", "x"}}) {
            CommandLineRun usage = timeline(wrong[0], wrong[1], recording.toString());
            assertThat(usage.exitCode()).isEqualTo(2);
            assertThat(usage.err()).contains(wrong[0]).contains("For all options: java -jar ser.jar help ");
        }
    }

    @Test
    void aPictureIsDrawn() throws IOException {
        Path png = folder.resolve("timeline.png");
        CommandLineRun run = timeline(recording.toString(), "--plot", png.toString());
        assertThat(run.err()).isEmpty();
        BufferedImage picture = ImageIO.read(png.toFile());
        assertThat(picture.getWidth()).isEqualTo(2400);
        byte[] before = Files.readAllBytes(recording);
        CommandLineRun over = timeline(recording.toString(), "--plot", recording.toString());
        assertThat(over.exitCode()).isEqualTo(2);
        assertThat(over.err()).contains("--plot must not replace a recording, but would replace " + recording);
        assertThat(recording).hasBinaryContent(before);
    }

    @Test
    void filesThatCannotBeReadAreReported() throws IOException {
        CommandLineRun missing = timeline("missing.wav");
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).isEqualToIgnoringNewLines("missing.wav: no such file");
        CommandLineRun noModel = CommandLineRun.of("timeline", "--model", "missing.onnx", recording.toString());
        assertThat(noModel.exitCode()).isEqualTo(1);
        assertThat(noModel.err()).contains("missing.onnx").doesNotContain(recording.toString());
        Path torn = Files.write(folder.resolve("torn.wav"), Arrays.copyOf(Files.readAllBytes(recording), 300_000));
        CommandLineRun run = timeline(torn.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith(torn + ": ").contains("byte");
        assertThat(run.out()).doesNotContain("Share of the time");
    }

    @Test
    void aRecordingThatBreaksOffHasNoLastWindow() throws IOException {
        Path torn = Files.write(folder.resolve("torn.wav"), Arrays.copyOf(Files.readAllBytes(recording), 300_000));
        List<EmotionSegment> expected = new ArrayList<>();
        List<Emotion> classes;
        try (EmotionClassifier classifier =
                        EmotionClassifier.builder().model("loudness-demo").build();
                AudioReader reader = AudioReader.open(torn, AudioLimits.streaming())) {
            classes = classifier.spec().labels();
            assertThatThrownBy(() -> classifier.classifyWindows(reader, classifier.windows(), expected::add))
                    .isInstanceOf(AudioFormatException.class);
        }
        SegmentRows rows = new JsonSegments(classes, "");
        assertThat(expected).hasSizeGreaterThan(2);
        assertThat(timeline("--format", "json", torn.toString()).out().lines())
                .isEqualTo(expected.stream().map(rows::segment).toList());
    }
}
