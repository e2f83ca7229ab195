package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ser4j.Emotion;
import io.ser4j.EmotionClassifier;
import io.ser4j.EmotionResult;
import io.ser4j.EmotionSegment;
import io.ser4j.examples.SyntheticModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A model always has a most probable class; rows name it only if the classifier decides. */
class NoDecisionTest {
    private static final List<Emotion> CLASSES = List.of(Emotion.ANGRY, Emotion.SAD);

    /** The result if sad has a probability of 0.75. */
    private static EmotionResult resultOf(float level, double threshold) {
        Random random = new Random(5);
        float[] samples = new float[8000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = level * (float) (Math.sin(0.1 * i) + 0.1 * random.nextGaussian());
        }
        try (EmotionClassifier classifier = EmotionClassifier.builder()
                .model(new SyntheticModel(CLASSES, 0, (float) Math.log(3)))
                .threshold(threshold)
                .build()) {
            return classifier.classify(samples, 16_000);
        }
    }

    private static final Conditions CONDITIONS =
            new Conditions(Optional.empty(), Optional.empty(), 0.5, Optional.empty(), "some 1");

    private static final EmotionResult SURE = resultOf(0.5f, 0.5);
    private static final EmotionResult UNSURE = resultOf(0.5f, 0.9);
    private static final EmotionResult SILENT = resultOf(0, 0.5);

    private static EmotionSegment segment(EmotionResult result) {
        return new EmotionSegment(0, 0.5, 1, Optional.of(result));
    }

    @Test
    void jsonHasNullAndKeepsTheScores() {
        JsonRows rows = new JsonRows(CLASSES, CONDITIONS);
        JsonSegments segments = new JsonSegments(CLASSES, "\"threshold\":0.5");
        for (EmotionResult result : List.of(UNSURE, SILENT)) {
            for (String row : List.of(rows.result("a.wav", result), segments.segment(segment(result)))) {
                Map<String, Object> object = JsonReader.object(row);
                assertThat(object)
                        .containsEntry("emotion", JsonReader.NULL)
                        .containsEntry("probability", JsonReader.NULL);
                assertThat(JsonReader.nested(object, "scores")).isEqualTo(Map.of("angry", 0.25, "sad", 0.75));
                assertThat(object.get("derived_valence")).isEqualTo(result == SILENT ? JsonReader.NULL : -0.6);
            }
        }
        assertThat(rows.read(rows.result("a.wav", SILENT))).contains(new ResultRows.Earlier("a.wav", false));
    }

    @Test
    void jsonOfADecisionHasAll() {
        String decision =
                "\"emotion\":\"sad\", \"probability\":0.750000, \"scores\":{\"angry\":0.250000, \"sad\":0.750000},"
                        + " \"derived_arousal\":-0.0550000, \"derived_valence\":-0.600000, \"warnings\":[]";
        assertThat(new JsonRows(CLASSES, CONDITIONS).result("a.wav", SURE))
                .isEqualTo(
                        "{\"file\":\"a.wav\", " + decision
                                + ", \"channel\":null, \"voice\":null, \"threshold\":0.5, \"merge\":null, \"model\":\"some 1\"}");
        assertThat(new JsonSegments(CLASSES, "\"threshold\":0.5").segment(segment(SURE)))
                .isEqualTo("{\"start\":0.000, \"end\":0.500, \"speech_share\":1.0, " + decision + '}');
    }

    @Test
    void csvIsEmptyAndKeepsTheScores() {
        CsvRows rows = new CsvRows(CLASSES, CONDITIONS);
        assertThat(Csv.fields(rows.result("a.wav", SURE))).startsWith("a.wav", "sad", "0.750000", "0.250000");
        assertThat(Csv.fields(rows.result("a.wav", UNSURE)).subList(5, 7)).containsExactly("-0.0550000", "-0.600000");
        assertThat(Csv.fields(rows.result("a.wav", SILENT)).subList(5, 7)).containsExactly("", "");
        for (EmotionResult result : List.of(UNSURE, SILENT)) {
            String row = rows.result("a.wav", result);
            assertThat(Csv.fields(row))
                    .hasSize(14)
                    .startsWith("a.wav", "", "", "0.250000", "0.750000")
                    .endsWith("", "", "0.5", "", "some 1", "");
            assertThat(rows.read(row)).contains(new ResultRows.Earlier("a.wav", false));
            assertThat(Csv.fields(new CsvSegments(CLASSES, Bars.ASCII).segment(segment(result))))
                    .hasSize(10)
                    .startsWith("0.000", "0.500", "1.0", "", "", "0.250000", "0.750000");
        }
    }

    @Test
    void aRowWithoutProbabilitiesIsNotOfAnEarlierRun() {
        for (ResultRows rows : List.of(new CsvRows(CLASSES, CONDITIONS), new JsonRows(CLASSES, CONDITIONS))) {
            String row = rows.result("a.wav", SURE);
            assertThat(rows.read(row)).isPresent();
            assertThat(rows.read(row.replace("0.750000", "1"))).isPresent();
            assertThat(rows.read(row.replace("0.250000", "1.5E-7"))).isPresent();
            for (String wrong : List.of("NaN", "1.01", "-0.1", "Infinity", "x", "0.5d", "1.2.3", " ")) {
                assertThat(rows.read(row.replaceFirst("0.750000", wrong)))
                        .as("decided with %s", wrong)
                        .isEmpty();
                assertThat(rows.read(row.replace("0.250000", wrong)))
                        .as("a class with %s", wrong)
                        .isEmpty();
            }
            assertThat(rows.read(row.replace("0.250000", ""))).isEmpty();
        }
    }

    @Test
    void aResultKnowsWhetherItIsSilent() {
        assertThat(SILENT.isSilent()).isTrue();
        assertThat(UNSURE.isSilent()).isFalse();
        assertThat(SURE.isSilent()).isFalse();
    }

    @Test
    void textSaysWhy() {
        TextRows rows = new TextRows(CLASSES, Bars.ASCII);
        assertThat(rows.result("a.wav", SURE)).startsWith("a.wav: sad, 75.0 %\n  sad ");
        assertThat(rows.result("a.wav", UNSURE)).startsWith("a.wav: undecided\n  sad ");
        assertThat(rows.result("a.wav", SILENT)).startsWith("a.wav: silence\n  sad ");
    }

    @Test
    void theTitleOfAPictureSaysWhy() {
        assertThat(PlotCommand.title(new ChannelChoice().titleOf("x/a.wav"), SURE, "general"))
                .isEqualTo("a.wav: sad (75.0 %, general)");
        String longName = "interview-" + "x".repeat(90) + "-part-2.wav";
        assertThat(PlotCommand.title(new ChannelChoice().titleOf(longName), SURE, "general"))
                .isEqualTo("interview-xxxxxx\u2026part-2.wav" + ": sad (75.0 %, general)");
        assertThat(PlotCommand.title(new ChannelChoice().titleOf("x/a.wav"), UNSURE, "general"))
                .isEqualTo("a.wav: undecided (general)");
        assertThat(PlotCommand.title(new ChannelChoice().titleOf("x/a.wav"), SILENT, "general"))
                .isEqualTo("a.wav: silence (general)");
    }
}
