package io.ser4j.examples.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.Emotion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The temperature of answers that prefer the first of two classes by a margin of logits, compared with the exact solution. */
class TemperatureTest {
    private static List<Answer> answers(double margin, int right, int wrong) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < right + wrong; i++) {
            answers.add(
                    new Answer(new double[] {margin, 0}, i < right ? 0 : 1, i < right ? Emotion.SAD : Emotion.HAPPY));
        }
        return answers;
    }

    /** A share p of right answers corresponds to a margin of ln(p / (1 - p)). */
    @Test
    void confidenceBecomesTheShareOfRightAnswers() {
        for (double temperature : new double[] {0.3, 1, 5, 12, 19}) {
            double margin = temperature * Math.log(20);
            assertThat(Temperature.of(answers(margin, 20, 1))).isCloseTo(temperature, within(1e-9));
        }
    }

    @Test
    void marginsAreMultipliedByAtMostFourAndDividedByAtMostTwenty() {
        assertThat(Temperature.of(answers(1, 5, 0))).isCloseTo(0.25, within(1e-9));
        assertThat(Temperature.of(answers(1, 0, 5))).isCloseTo(20, within(1e-9));
        assertThat(Temperature.of(List.of())).isEqualTo(1);
    }
}
