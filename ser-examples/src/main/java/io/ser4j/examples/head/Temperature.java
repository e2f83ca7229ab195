package io.ser4j.examples.head;

import java.util.List;

/**
 * The temperature, by which logits are divided to calibrate confidence (Guo et al., "On Calibration of Modern Neural Networks",
 * ICML 2017): it maximises the likelihood of the truths of held-out clips.
 */
final class Temperature {
    /** If every answer is right, the likelihood grows with confidence without end, which a few clips cannot justify. */
    private static final double MIN_TEMPERATURE = 0.25;

    private static final double MAX_TEMPERATURE = 20;
    private static final int HALVINGS = 60;

    private Temperature() {}

    /**
     * Fits the temperature.
     *
     * @param answers logits of held-out clips, with their truths
     * @return in [0.25, 20]; 1 without answers
     */
    static double of(List<Answer> answers) {
        if (answers.isEmpty()) {
            return 1;
        }
        // The likelihood is concave in the inverse temperature, so its slope has one root.
        double low = 1 / MAX_TEMPERATURE;
        double high = 1 / MIN_TEMPERATURE;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = Math.sqrt(low * high);
            if (slope(answers, middle) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 1 / Math.sqrt(low * high);
    }

    /** The derivative of the log-likelihood with respect to the inverse temperature: the truth's logit minus the expected one. */
    private static double slope(List<Answer> answers, double inverse) {
        double slope = 0;
        for (Answer answer : answers) {
            double[] probabilities = Softmax.probabilities(answer.logits(), 1 / inverse);
            slope += answer.logits()[answer.truth()];
            for (int c = 0; c < probabilities.length; c++) {
                slope -= probabilities[c] * answer.logits()[c];
            }
        }
        return slope;
    }
}
