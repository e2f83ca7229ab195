package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ser4j.examples.MadeUpEvaluation;
import io.ser4j.examples.evaluation.Calibration;
import io.ser4j.examples.evaluation.ConfusionMatrix;
import io.ser4j.examples.evaluation.Coverage;
import io.ser4j.examples.evaluation.Evaluation;
import io.ser4j.examples.evaluation.Figures;
import io.ser4j.examples.evaluation.Interval;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Compares every member of the JSON report with the figure of its name. */
class EvaluationJsonTest {
    private final Evaluation evaluation = MadeUpEvaluation.evaluation();
    private final Map<String, Object> json = JsonReader.object(EvaluationJson.of(evaluation));

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> objects(Map<String, Object> parent, String name) {
        return (List<Map<String, Object>>) parent.get(name);
    }

    private Map<String, Object> section(int index) {
        return objects(json, "sections").get(index);
    }

    private Figures figures(int index) {
        return evaluation.sections().get(index).figures();
    }

    private static List<Double> ends(Interval interval) {
        return List.of(interval.low(), interval.high());
    }

    /** The number, or null if there is none. */
    private static Object unless(boolean nothing, double value) {
        return nothing ? JsonReader.NULL : value;
    }

    @Test
    void theReportBeginsWithModelAndProtocol() {
        assertThat(json.keySet())
                .containsExactly(
                        "model", "protocol", "notes", "sections", "groups", "references", "failures", "answers");
        assertThat(json)
                .containsEntry("model", "made-up 3")
                .containsEntry("protocol", "2 folds & \"more\"")
                .containsEntry("notes", evaluation.notes());
    }

    @Test
    void noTwoFiguresOfTheFirstSectionAreTheSame() {
        Figures figures = figures(0);
        ConfusionMatrix confusion = figures.confusion();
        Interval uar = figures.uarInterval().orElseThrow();
        Interval accuracy = figures.accuracyInterval().orElseThrow();
        double error = figures.calibration().error();
        assertThat(DoubleStream.of(confusion.uar(), confusion.accuracy(), figures.restrictedUar(), error, 1 - error)
                        .boxed())
                .doesNotHaveDuplicates()
                .doesNotContain(uar.low(), uar.high(), accuracy.low(), accuracy.high());
        assertThat(List.of(uar.low(), uar.high(), accuracy.low(), accuracy.high()))
                .doesNotHaveDuplicates();
    }

    @Test
    void theFiguresOfASectionHaveTheirNames() {
        assertThat(objects(json, "sections")).hasSize(2);
        assertThat(section(0)).containsEntry("heard_before", "unseen_speaker").containsEntry("speakers", 4.0);
        assertThat(section(1)).containsEntry("heard_before", "seen_clip").containsEntry("speakers", 2.0);
        for (int i = 0; i < 2; i++) {
            Figures figures = figures(i);
            assertThat(section(i))
                    .containsEntry("uar", figures.confusion().uar())
                    .containsEntry("accuracy", figures.confusion().accuracy())
                    .containsEntry("uar_among_the_clips_classes", figures.restrictedUar())
                    .containsEntry(
                            "expected_calibration_error", figures.calibration().error())
                    .containsEntry("clips", (double) figures.confusion().total());
        }
    }

    @Test
    void anIntervalBelongsToItsFigureWithTheLowEndFirst() {
        Figures figures = figures(0);
        assertThat(section(0))
                .containsEntry("uar_interval", ends(figures.uarInterval().orElseThrow()))
                .containsEntry(
                        "accuracy_interval", ends(figures.accuracyInterval().orElseThrow()));
        assertThat(section(1))
                .containsEntry("uar_interval", JsonReader.NULL)
                .containsEntry("accuracy_interval", JsonReader.NULL);
    }

    @Test
    void theRatesOfAClassAreItsOwn() {
        for (int s = 0; s < 2; s++) {
            ConfusionMatrix confusion = figures(s).confusion();
            List<Map<String, Object>> classes = objects(section(s), "classes");
            assertThat(classes).hasSize(4);
            for (int i = 0; i < classes.size(); i++) {
                boolean absent = confusion.support(i) == 0;
                assertThat(classes.get(i))
                        .isEqualTo(Map.of(
                                "emotion", MadeUpEvaluation.CLASSES.get(i).label(),
                                "recall", unless(absent, confusion.recall(i)),
                                "precision", unless(confusion.answered(i) == 0, confusion.precision(i)),
                                "f1", unless(absent, confusion.f1(i)),
                                "clips", (double) confusion.support(i)));
            }
        }
        assertThat(objects(section(0), "classes").get(0))
                .containsEntry("recall", 5 / 7.0)
                .containsEntry("precision", 5 / 6.0)
                .containsEntry("f1", 10 / 13.0);
    }

    @Test
    void theTruthsAreTheRowsOfTheConfusionMatrix() {
        assertThat(section(0).get("confusion"))
                .isEqualTo(List.of(
                        List.of(5.0, 1.0, 0.0, 1.0),
                        List.of(1.0, 2.0, 1.0, 0.0),
                        List.of(0.0, 3.0, 1.0, 0.0),
                        List.of(0.0, 0.0, 0.0, 0.0)));
    }

    @Test
    void everyBinHasItsEdgesConfidenceAndAccuracy() {
        List<Map<String, Object>> bins = objects(section(0), "calibration");
        assertThat(bins).hasSize(Calibration.BINS);
        assertThat(bins).anySatisfy(bin -> assertThat(bin.get("accuracy")).isEqualTo(JsonReader.NULL));
        for (int i = 0; i < bins.size(); i++) {
            Calibration.Bin bin = figures(0).calibration().bins().get(i);
            assertThat(bins.get(i))
                    .isEqualTo(Map.of(
                            "low",
                            i / 15.0,
                            "high",
                            (i + 1) / 15.0,
                            "answers",
                            (double) bin.count(),
                            "confidence",
                            unless(bin.count() == 0, bin.confidence()),
                            "accuracy",
                            unless(bin.count() == 0, bin.accuracy())));
        }
    }

    @Test
    void everyThresholdHasItsCoverageAndAccuracy() {
        List<Map<String, Object>> points = objects(section(0), "coverage");
        assertThat(points).hasSize(10);
        for (int i = 0; i < points.size(); i++) {
            Coverage.Point point = figures(0).coverage().table().get(i);
            assertThat(points.get(i))
                    .isEqualTo(
                            Map.of("threshold", i / 10.0, "coverage", point.coverage(), "accuracy", point.accuracy()));
        }
        assertThat(points.get(7)).containsEntry("coverage", 8 / 15.0).containsEntry("accuracy", 0.75);
    }

    @Test
    void groupsAreComplete() {
        assertThat(objects(json, "groups"))
                .hasSize(4)
                .contains(
                        Map.of(
                                "property",
                                "fold",
                                "name",
                                "fold 02",
                                "heard_before",
                                "seen_clip",
                                "uar",
                                0.835,
                                "accuracy",
                                0.755,
                                "clips",
                                4.0),
                        Map.of(
                                "property",
                                "accent",
                                "name",
                                "<b>",
                                "heard_before",
                                "unseen_speaker",
                                "uar",
                                0.275,
                                "accuracy",
                                0.365,
                                "clips",
                                1234.0));
    }

    @Test
    void referencesAndFailuresAreComplete() {
        assertThat(objects(json, "references"))
                .hasSize(2)
                .last()
                .isEqualTo(Map.of(
                        "corpus", "tess",
                        "protocol", "7 classes",
                        "who", "Doe & al.",
                        "result", "<99.1>",
                        "source", "Journal 7, 2020"));
        assertThat(objects(json, "failures")).containsExactly(Map.of("file", "torn.wav", "error", "cut off <here>"));
    }

    @Test
    void anAnswerHasItsClipAndItsProbabilities() {
        List<Map<String, Object>> answers = objects(json, "answers");
        assertThat(answers).hasSize(19);
        assertThat(answers.get(7).entrySet())
                .containsExactlyElementsOf(JsonReader.object("""
                {"file":"b4.wav","corpus":"home","speaker":"ben","text":"says \\"b4\\", too","label":"sadness",\
                "truth":"sad","answer":"happy","probabilities":{"happy":0.88,"sad":0.07,"angry":0.03,"neutral":0.02},\
                "silent":false,"sha256":"%064d","heard_before":"unseen_speaker","fold":"fold 01","copy_of":null}""".replace("%064d", "0".repeat(62) + "b4"))
                        .entrySet());
        assertThat(answers)
                .extracting(answer -> answer.get("copy_of"))
                .filteredOn("d1.wav"::equals)
                .hasSize(1);
        assertThat(answers.get(13)).containsEntry("file", "d2.wav").containsEntry("copy_of", "d1.wav");
        assertThat(answers.get(10)).containsEntry("file", "c3.wav").containsEntry("silent", true);
        assertThat(answers.get(18)).containsEntry("heard_before", "seen_clip").containsEntry("fold", "fold 02");
        assertThat(IntStream.range(0, 19)
                        .filter(i -> Boolean.TRUE.equals(answers.get(i).get("silent"))))
                .hasSize(1);
    }
}
