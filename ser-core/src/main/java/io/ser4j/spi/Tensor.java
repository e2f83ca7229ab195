package io.ser4j.spi;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** An immutable dense array of floats with a shape, row-major: the last dimension runs fastest. */
public final class Tensor {
    private final float[] values;
    private final int[] shape;

    private Tensor(float[] values, int[] shape) {
        this.values = values;
        this.shape = shape;
    }

    /**
     * A tensor of the given values.
     *
     * @param values as many as the product of the dimensions, row-major; copied
     * @param shape the dimensions, each positive, at least one of them
     * @return the tensor
     * @throws IllegalArgumentException if shape and values disagree or a dimension is not positive
     */
    public static Tensor of(float[] values, int... shape) {
        if (shape.length == 0) {
            throw new IllegalArgumentException("a shape must have at least one dimension, but had none");
        }
        long size = 1;
        for (int dimension : shape) {
            if (dimension < 1) {
                throw new IllegalArgumentException("dimensions must be positive, but were " + Arrays.toString(shape));
            }
            // Past the largest array the product only has to stay too large, and not to overflow.
            size = size > Integer.MAX_VALUE ? size : size * dimension;
        }
        if (size != values.length) {
            throw new IllegalArgumentException("the product of the shape " + Arrays.toString(shape)
                    + " must equal the number of values, but that was " + values.length);
        }
        return new Tensor(values.clone(), shape.clone());
    }

    /**
     * The number of dimensions.
     *
     * @return at least 1
     */
    public int rank() {
        return shape.length;
    }

    /**
     * The size of one dimension.
     *
     * @param axis from 0 to {@link #rank()} - 1
     * @return positive
     */
    public int dimension(int axis) {
        return shape[axis];
    }

    /**
     * The shape.
     *
     * @return [rank] a new array
     */
    public int[] shape() {
        return shape.clone();
    }

    /**
     * The number of values: the product of the dimensions.
     *
     * @return positive
     */
    public int size() {
        return values.length;
    }

    /**
     * One value.
     *
     * @param index its row-major index, from 0 to {@link #size()} - 1
     * @return the value
     */
    public float get(int index) {
        return values[index];
    }

    /**
     * The values.
     *
     * @return [size] row-major, a new array
     */
    public float[] toArray() {
        return values.clone();
    }

    /**
     * Writes all values at the buffer's position and advances it; allocates nothing.
     *
     * @param target the buffer to write to
     * @throws java.nio.BufferOverflowException if it has no room for all values
     */
    public void writeTo(FloatBuffer target) {
        target.put(values);
    }

    /** Returns the shape, such as {@code Tensor[1, 40, 1]}. */
    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape);
    }
}
