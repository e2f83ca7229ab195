package io.ser4j.features;

import io.ser4j.spi.Tensor;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The derivative of features over time, after A. Savitzky and M. Golay (1964): that of the polynomial that best fits the
 * surrounding frames. Equals {@code librosa.feature.delta} with {@code mode="interp"}.
 */
public final class Delta {
    private static final int DEFAULT_WIDTH = 9;

    private final double[] weights;

    /*
     * The polynomial of degree d that fits x[-h ... h] has as its d-th derivative the constant d! c[d], where c = V⁺ x and V holds
     * the powers of the positions. Being constant, it is also the value for the frames at the ends, which have no window of their
     * own: they take that of the nearest whole window.
     */
    private Delta(int width, int order) {
        int half = width / 2;
        RealMatrix powers = MatrixUtils.createRealMatrix(width, order + 1);
        double factorial = 1;
        for (int power = 0; power <= order; power++) {
            factorial *= Math.max(1, power);
            for (int i = 0; i < width; i++) {
                powers.setEntry(i, power, Math.pow(i - half, power));
            }
        }
        RealMatrix inverse = new QRDecomposition(powers).getSolver().getInverse();
        this.weights = inverse.getRowMatrix(order).scalarMultiply(factorial).getRow(0);
    }

    /**
     * The first derivative over 9 frames, librosa's default.
     *
     * @return the stage
     */
    public static Delta standard() {
        return of(DEFAULT_WIDTH, 1);
    }

    /**
     * A derivative of the given order over the given number of frames.
     *
     * @param width the number of frames that the polynomial is fitted to, odd, in [3, 999]
     * @param order the order of the derivative and the degree of the polynomial, in [1, 4] and below width
     * @return the stage
     * @throws IllegalArgumentException if a value is outside its range
     */
    public static Delta of(int width, int order) {
        if (width < 3 || width > 999 || width % 2 == 0) {
            throw new IllegalArgumentException("width must be odd and lie in [3, 999], but was " + width);
        }
        if (order < 1 || order > 4 || order >= width) {
            throw new IllegalArgumentException(
                    "order must lie in [1, 4] and below the width " + width + ", but was " + order);
        }
        return new Delta(width, order);
    }

    /**
     * Computes the derivative of each column.
     *
     * @param rows [frames × n] row-major, at least width frames
     * @return [frames × n] row-major, in the unit of the rows per frame (to the power of the order)
     * @throws IllegalArgumentException if the tensor's rank is not 2, or it has fewer frames than the width
     */
    public Tensor apply(Tensor rows) {
        Rows.require(rows);
        int frames = rows.dimension(0);
        int n = rows.dimension(1);
        if (frames < weights.length) {
            throw new IllegalArgumentException(
                    "frames must be at least the width " + weights.length + ", but were " + frames);
        }
        float[] slopes = new float[frames * n];
        for (int frame = 0; frame < frames; frame++) {
            int first = Math.max(0, Math.min(frames - weights.length, frame - weights.length / 2));
            for (int j = 0; j < n; j++) {
                slopes[frame * n + j] = (float) slope(rows, first * n + j, n);
            }
        }
        return Tensor.of(slopes, frames, n);
    }

    private double slope(Tensor rows, int index, int stride) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * rows.get(index + i * stride);
        }
        return sum;
    }
}
