package io.ser4j.examples.head;

/** From logits to probabilities without overflow. */
final class Softmax {
    private Softmax() {}

    static double logSumExp(double[] logits) {
        double largest = logits[0];
        for (double logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit - largest);
        }
        return largest + Math.log(sum);
    }

    /** The probability of each class, [classes] a new array. */
    static double[] probabilities(double[] logits, double temperature) {
        double[] probabilities = logits.clone();
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] /= temperature;
        }
        double total = logSumExp(probabilities);
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = Math.exp(probabilities[i] - total);
        }
        return probabilities;
    }
}
