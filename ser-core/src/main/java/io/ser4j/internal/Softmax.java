package io.ser4j.internal;

/** The softmax with temperature, safe for any finite input. */
public final class Softmax {
    private Softmax() {}

    /**
     * Computes {@code exp(logits[i] / temperature) / sum}, shifted by the maximum so that nothing overflows.
     *
     * @param logits [classes] finite
     * @param temperature positive
     * @return [classes] in [0, 1], adding up to 1
     */
    public static double[] of(float[] logits, double temperature) {
        double max = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            max = Math.max(max, logit);
        }
        double[] probabilities = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = Math.exp((logits[i] - max) / temperature);
            sum += probabilities[i];
        }
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }
}
