package io.ser4j.examples.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.Emotion;
import io.ser4j.head.LinearLayer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compared with scikit-learn; src/test/golden/generate_logistic.py makes the cases. */
class LogisticRegressionTest {
    /** Both stop where the gradient is below 1e-9 or so; the weakest penalty, 0.001, may make up to 1e-6 of it. */
    private static final double TOLERANCE = 1e-6;

    static List<String> cases() throws IOException {
        try (InputStream in = LogisticRegressionTest.class.getResourceAsStream("logistic.csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
        }
    }

    private static double[] numbers(String text) {
        return Stream.of(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    private static LogisticRegression regression(String line) {
        String[] golden = line.split(",");
        int clips = Integer.parseInt(golden[2]);
        double[] values = numbers(golden[4]);
        int width = values.length / clips;
        List<float[]> embeddings = new ArrayList<>();
        for (int i = 0; i < clips; i++) {
            float[] embedding = new float[width];
            for (int k = 0; k < width; k++) {
                embedding[k] = (float) values[i * width + k];
            }
            embeddings.add(embedding);
        }
        int[] truths =
                Arrays.stream(numbers(golden[5])).mapToInt(truth -> (int) truth).toArray();
        return new LogisticRegression(embeddings, truths, Integer.parseInt(golden[1]));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithScikitLearn(String line) {
        String[] golden = line.split(",");
        LogisticRegression regression = regression(line);
        regression.fit(10, 1e-3); // So that the next fit starts from here, as in the search.
        LinearLayer layer = regression.fit(Double.parseDouble(golden[3]), 1e-10);
        double[] weights =
                Arrays.stream(layer.weights()).flatMapToDouble(Arrays::stream).toArray();
        double[] expected = numbers(golden[6]);
        for (int i = 0; i < expected.length; i++) {
            assertThat(weights[i]).as("weight " + i).isCloseTo(expected[i], within(TOLERANCE));
        }
        double mean = Arrays.stream(layer.bias()).average().orElseThrow();
        double[] bias = numbers(golden[7]);
        for (int c = 0; c < bias.length; c++) {
            assertThat(layer.bias()[c] - mean).as("bias " + c).isCloseTo(bias[c], within(TOLERANCE));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSameClipsGiveTheSameBits(String line) {
        LinearLayer once = regression(line).fit(0.1, 1e-7);
        LinearLayer again = regression(line).fit(0.1, 1e-7);
        assertThat(again.weights()).isDeepEqualTo(once.weights());
        assertThat(again.bias()).containsExactly(once.bias());
    }

    @Test
    void theGradientIsTheDerivativeOfTheLoss() {
        Random random = new Random(5);
        double[][] rows = new double[9][5];
        int[] truths = new int[9];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = random.doubles(5, -2, 2).toArray();
            truths[i] = i % 3;
        }
        SoftmaxLoss loss = new SoftmaxLoss(rows, truths, 3, 0.2);
        double[] point = random.doubles(18, -1, 1).toArray();
        double[] gradient = new double[18];
        loss.at(point, gradient);
        double step = 1e-6;
        for (int k = 0; k < point.length; k++) {
            double[] above = point.clone();
            double[] below = point.clone();
            above[k] += step;
            below[k] -= step;
            double slope = (loss.at(above, new double[18]) - loss.at(below, new double[18])) / (2 * step);
            assertThat(gradient[k]).isCloseTo(slope, within(1e-8));
        }
    }

    @Test
    void aConstantComponentHasNoEffect() {
        List<float[]> embeddings = List.of(new float[] {1, 7}, new float[] {2, 7}, new float[] {3, 7});
        LinearLayer layer = new LogisticRegression(embeddings, new int[] {0, 1, 1}, 2).fit(0.1, 1e-9);
        assertThat(layer.scale()[1]).isEqualTo(1);
        assertThat(layer.weights()[0][1]).isZero();
        assertThat(layer.logits(new float[] {1, 7})[0]).isGreaterThan(layer.logits(new float[] {1, 7})[1]);
    }

    @Test
    void theTemperatureMatchesConfidenceToAccuracy() {
        // Each answer has a confidence of 98.2 %, three of four are right: the best temperature makes that 75 %.
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            answers.add(new Answer(new double[] {4, 0}, i % 4 == 0 ? 1 : 0, Emotion.HAPPY));
        }
        assertThat(Temperature.of(answers)).isCloseTo(4 / Math.log(3), within(1e-9));
        assertThat(Temperature.of(List.of())).isEqualTo(1);
        assertThat(Temperature.of(answers.subList(1, 3))).isCloseTo(0.25, within(1e-9));
    }
}
