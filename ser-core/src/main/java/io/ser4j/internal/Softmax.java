package io.ser4j.internal;

/** The softmax with temperature, safe for any finite input. */
public final class Softmax {
    private Softmax() {}

    /**
     * Computes {@code exp(logit / temperature) / sum} over the logits that have a place, shifted by their maximum so that nothing
     * overflows, and adds up those with the same place. The sum over all is never less than that of a place, so none exceeds 1.
     *
     * @param logits [n] finite
     * @param temperature positive
     * @param places [n] the place of each logit in the result, or negative if it is left out; each place has at least one
     * @param count the number of places
     * @return [count] in [0, 1], adding up to 1
     */
    public static double[] of(float[] logits, double temperature, int[] places, int count) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < logits.length; i++) {
            max = places[i] < 0 ? max : Math.max(max, logits[i]);
        }
        double[] probabilities = new double[count];
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            if (places[i] >= 0) {
                double weight = Math.exp((logits[i] - max) / temperature);
                probabilities[places[i]] += weight;
                sum += weight;
            }
        }
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }
}
