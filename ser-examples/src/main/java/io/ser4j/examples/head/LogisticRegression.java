package io.ser4j.examples.head;

import io.ser4j.head.LinearLayer;
import java.util.Arrays;
import java.util.List;

/**
 * Multinomial logistic regression with an L2 penalty on standardised embeddings, all classes with the same weight. An object can
 * be fitted with several strengths of the penalty in turn; each fit starts where the one before ended. Only for one thread.
 */
final class LogisticRegression {
    private final double[] centre;
    private final double[] scale;
    private final double[][] rows;
    private final int[] truths;
    private final int classes;
    private double[] point;

    /**
     * Standardises the embeddings.
     *
     * @param embeddings all of the same length, at least one
     * @param truths [clips] below the number of classes, each of which occurs
     * @param classes how many, at least 2
     */
    LogisticRegression(List<float[]> embeddings, int[] truths, int classes) {
        this.truths = truths;
        this.classes = classes;
        int width = embeddings.get(0).length;
        this.centre = new double[width];
        this.scale = new double[width];
        computeScaling(embeddings);
        this.rows = embeddings.stream().map(this::standardised).toArray(double[][]::new);
        this.point = new double[classes * (width + 1)];
    }

    /** Computes the mean and standard deviation of each component; a constant one is only shifted to 0. */
    private void computeScaling(List<float[]> embeddings) {
        for (int i = 0; i < centre.length; i++) {
            double sum = 0;
            for (float[] embedding : embeddings) {
                sum += embedding[i];
            }
            centre[i] = sum / embeddings.size();
            double squares = 0;
            for (float[] embedding : embeddings) {
                squares += (embedding[i] - centre[i]) * (embedding[i] - centre[i]);
            }
            double deviation = Math.sqrt(squares / embeddings.size());
            scale[i] = deviation > 1e-12 * Math.abs(centre[i]) ? deviation : 1;
        }
    }

    private double[] standardised(float[] embedding) {
        double[] row = new double[embedding.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = (embedding[i] - centre[i]) / scale[i];
        }
        return row;
    }

    /**
     * Fits the layer.
     *
     * @param strength the strength of the penalty; scikit-learn's C is 1 / (strength * clips)
     * @param tolerance the largest component of the gradient that may remain
     * @return the layer with the smallest loss
     */
    LinearLayer fit(double strength, double tolerance) {
        point = Lbfgs.minimum(new SoftmaxLoss(rows, truths, classes, strength), point, tolerance);
        int width = centre.length + 1;
        double[][] weights = new double[classes][];
        double[] bias = new double[classes];
        for (int c = 0; c < classes; c++) {
            weights[c] = Arrays.copyOfRange(point, c * width, (c + 1) * width - 1);
            bias[c] = point[(c + 1) * width - 1];
        }
        return LinearLayer.of(centre, scale, weights, bias);
    }
}
