package io.ser4j.examples.head;

import java.util.Arrays;

/**
 * The loss of multinomial logistic regression with an L2 penalty,
 * {@code mean over clips of weight * -log p(truth) + strength / 2 * sum of squared weights}, without a penalty on biases. A point
 * is [classes][inputs + 1], row-major, each row ending with the bias.
 */
final class SoftmaxLoss implements Lbfgs.Function {
    private final double[][] rows;
    private final int[] truths;
    private final double[] clipWeights;
    private final int classes;
    private final double strength;

    /**
     * A loss over clips.
     *
     * @param rows [clips][inputs] standardised
     * @param truths [clips] below the number of classes, each of which occurs
     * @param classes the number of classes
     * @param strength the strength of the penalty, positive
     */
    SoftmaxLoss(double[][] rows, int[] truths, int classes, double strength) {
        this.rows = rows;
        this.truths = truths;
        this.classes = classes;
        this.strength = strength;
        this.clipWeights = balanced(truths, classes);
    }

    /** Weights with which each class counts the same, however many clips it has; their mean is 1. */
    private static double[] balanced(int[] truths, int classes) {
        double[] counts = new double[classes];
        for (int truth : truths) {
            counts[truth]++;
        }
        double[] weights = new double[truths.length];
        for (int i = 0; i < truths.length; i++) {
            weights[i] = truths.length / (classes * counts[truths[i]]);
        }
        return weights;
    }

    @Override
    public double at(double[] point, double[] gradient) {
        int width = rows[0].length + 1;
        double[] logits = new double[classes];
        Arrays.fill(gradient, 0);
        double loss = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int c = 0; c < classes; c++) {
                logits[c] = logit(point, c * width, rows[i]);
            }
            double total = Softmax.logSumExp(logits);
            loss += clipWeights[i] * (total - logits[truths[i]]);
            for (int c = 0; c < classes; c++) {
                double pull = clipWeights[i] * (Math.exp(logits[c] - total) - (c == truths[i] ? 1 : 0)) / rows.length;
                add(gradient, c * width, pull, rows[i]);
            }
        }
        return loss / rows.length + penalty(point, gradient, width);
    }

    private double penalty(double[] point, double[] gradient, int width) {
        double squares = 0;
        for (int k = 0; k < point.length; k++) {
            if (k % width != width - 1) {
                squares += point[k] * point[k];
                gradient[k] += strength * point[k];
            }
        }
        return strength / 2 * squares;
    }

    /** Four sums at a time, since in a single one each addition would wait for the one before. */
    private static double logit(double[] point, int start, double[] row) {
        double a = point[start + row.length];
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < row.length; i += 4) {
            a += point[start + i] * row[i];
            b += point[start + i + 1] * row[i + 1];
            c += point[start + i + 2] * row[i + 2];
            d += point[start + i + 3] * row[i + 3];
        }
        for (; i < row.length; i++) {
            a += point[start + i] * row[i];
        }
        return a + b + (c + d);
    }

    private static void add(double[] gradient, int start, double factor, double[] row) {
        for (int i = 0; i < row.length; i++) {
            gradient[start + i] += factor * row[i];
        }
        gradient[start + row.length] += factor;
    }
}
