package io.ser4j.head;

import java.util.Arrays;

/**
 * Computes logits from an embedding: each number is standardised by its mean and deviation in the training data, then each
 * class has a weighted sum of them, {@code logit[c] = bias[c] + sum over i of weights[c][i] * (x[i] - centre[i]) / scale[i]}.
 */
public final class LinearLayer {
    private final double[] centre;
    private final double[] scale;
    private final double[][] weights;
    private final double[] bias;

    private LinearLayer(double[] centre, double[] scale, double[][] weights, double[] bias) {
        this.centre = centre;
        this.scale = scale;
        this.weights = weights;
        this.bias = bias;
    }

    /**
     * A layer with the given parameters, all finite.
     *
     * @param centre [n] the means
     * @param scale [n] the deviations, all positive
     * @param weights [classes][n]
     * @param bias [classes]
     * @return the layer
     * @throws IllegalArgumentException if there is no class or no input, sizes disagree, or a value breaks its rule
     */
    public static LinearLayer of(double[] centre, double[] scale, double[][] weights, double[] bias) {
        if (centre.length == 0 || bias.length == 0) {
            throw new IllegalArgumentException("a layer must have at least one input and one class, but has "
                    + centre.length + " and " + bias.length);
        }
        requireSize("scale", centre.length, scale.length);
        requireSize("weights", bias.length, weights.length);
        double[][] rows = new double[weights.length][];
        for (int i = 0; i < weights.length; i++) {
            requireSize("weights of class " + i, centre.length, weights[i].length);
            rows[i] = finite("weights of class " + i, weights[i].clone());
        }
        double[] deviations = finite("scale", scale.clone());
        for (double deviation : deviations) {
            if (deviation <= 0) {
                throw new IllegalArgumentException("scale must be positive, but was " + deviation);
            }
        }
        return new LinearLayer(finite("centre", centre.clone()), deviations, rows, finite("bias", bias.clone()));
    }

    private static void requireSize(String name, int expected, int found) {
        if (found != expected) {
            throw new IllegalArgumentException(name + " must have " + expected + " values, but has " + found);
        }
    }

    private static double[] finite(String name, double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(name + " must be finite, but was " + value);
            }
        }
        return values;
    }

    /**
     * The length of the embeddings that this layer takes.
     *
     * @return n, at least 1
     */
    public int inputs() {
        return centre.length;
    }

    /**
     * The number of logits that this layer gives.
     *
     * @return at least 1
     */
    public int classes() {
        return bias.length;
    }

    /**
     * Applies the layer.
     *
     * @param embedding [n]
     * @return [classes] a new array
     * @throws IllegalArgumentException if the embedding has another length
     */
    public double[] logits(float[] embedding) {
        requireSize("embedding", centre.length, embedding.length);
        double[] logits = bias.clone();
        for (int i = 0; i < embedding.length; i++) {
            double x = (embedding[i] - centre[i]) / scale[i];
            for (int c = 0; c < logits.length; c++) {
                logits[c] += weights[c][i] * x;
            }
        }
        return logits;
    }

    /**
     * The means.
     *
     * @return [n] a new array
     */
    public double[] centre() {
        return centre.clone();
    }

    /**
     * The deviations.
     *
     * @return [n] a new array, all positive
     */
    public double[] scale() {
        return scale.clone();
    }

    /**
     * The weights of the standardised numbers.
     *
     * @return [classes][n] new arrays
     */
    public double[][] weights() {
        return Arrays.stream(weights).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * The biases of the classes.
     *
     * @return [classes] a new array
     */
    public double[] bias() {
        return bias.clone();
    }
}
