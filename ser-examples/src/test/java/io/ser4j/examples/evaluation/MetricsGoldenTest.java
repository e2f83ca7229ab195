package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.Emotion;
import io.ser4j.EmotionScore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compared with scikit-learn; src/test/golden/generate_metrics.py makes the cases. */
class MetricsGoldenTest {
    private static final double TOLERANCE = 1e-12;

    static List<Map<String, String>> cases() throws IOException {
        try (InputStream in = MetricsGoldenTest.class.getResourceAsStream("metrics.csv")) {
            return CsvTable.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static double[] numbers(Map<String, String> golden, String column) {
        return Stream.of(golden.get(column).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithScikitLearn(Map<String, String> golden) {
        List<Emotion> classes = IntStream.range(0, Integer.parseInt(golden.get("classes")))
                .mapToObj(i -> new Emotion("class " + i))
                .toList();
        double[] truths = numbers(golden, "truths");
        double[] answers = numbers(golden, "answers");
        double[] confidences = numbers(golden, "confidences");
        List<Judgement> judgements = IntStream.range(0, truths.length)
                .mapToObj(i -> new Judgement(
                        Clips.clip("c", "speaker " + i % 5, "t", i),
                        classes.get((int) truths[i]),
                        List.of(new EmotionScore(classes.get((int) answers[i]), confidences[i])),
                        false,
                        Clips.sound("hash " + i)))
                .toList();

        Figures figures = Figures.of(judgements, classes);

        ConfusionMatrix confusion = figures.confusion();
        assertThat(confusion.total()).isEqualTo(truths.length);
        close(confusion.uar(), golden, "uar");
        close(confusion.accuracy(), golden, "accuracy");
        close(figures.calibration().error(), golden, "ece");
        for (int i = 0; i < classes.size(); i++) {
            assertThat(confusion.precision(i)).isCloseTo(numbers(golden, "precision")[i], within(TOLERANCE));
            assertThat(confusion.recall(i)).isCloseTo(numbers(golden, "recall")[i], within(TOLERANCE));
            assertThat(confusion.f1(i)).isCloseTo(numbers(golden, "f1")[i], within(TOLERANCE));
        }
    }

    private static void close(double figure, Map<String, String> golden, String column) {
        assertThat(figure).as(column).isCloseTo(Double.parseDouble(golden.get(column)), within(TOLERANCE));
    }
}
