package io.ser4j.features.internal;

import io.ser4j.AudioClip;
import io.ser4j.InvalidAudioException;
import io.ser4j.spi.Tensor;

/** The memory of one computation, kept for the next one. Belongs to one thread at a time. */
public final class Workspace {
    /** The largest array that outlives a computation, in doubles, or twice as many floats: 1 MiB, 12 s of audio at 22,050 Hz. */
    static final int MAX_RETAINED = 1 << 17;

    private static final int MAX_VALUES = Integer.MAX_VALUE - 8;

    private double[] frame = {};
    private double[] rows = {};
    private double[] row = {};
    private double[] sequence = {};
    private double[] pitch = {};
    private float[] samples = {};
    private float[] result = {};

    /** One frame: the samples before the FFT, the power spectrum after it. */
    public double[] frame(int size) {
        return frame = frame.length >= size ? frame : new double[size];
    }

    /** One row of features. */
    public double[] row(int size) {
        return row = row.length >= size ? row : new double[size];
    }

    /** All rows of a clip, row-major. Keeps its values until the next computation, as long as it need not grow. */
    public double[] rows(int count, int width) {
        int size = size(count, width);
        return rows = rows.length >= size ? rows : new double[size];
    }

    /** The salience of pitch for each of the rows, row-major. */
    public double[] pitch(int count, int width) {
        int size = size(count, width);
        return pitch = pitch.length >= size ? pitch : new double[size];
    }

    /** A second array for rows, beside {@link #rows}. */
    public double[] sequence(int size) {
        return sequence = sequence.length >= size ? sequence : new double[size];
    }

    /** An array for a result of exactly this size, which a tensor copies. */
    public float[] result(int size) {
        return result = result.length == size ? result : new float[size];
    }

    /** A stretch of a clip, mixed down to mono. */
    public float[] mono(AudioClip clip, int firstFrame, int count) {
        samples = samples.length >= count ? samples : new float[count];
        clip.copyMono(firstFrame, samples, 0, count);
        return samples;
    }

    /** The first rows as a tensor [... × width]. */
    public Tensor tensor(int... shape) {
        int size = 1;
        for (int dimension : shape) {
            size *= dimension;
        }
        result(size);
        for (int i = 0; i < size; i++) {
            result[i] = (float) rows[i];
        }
        return Tensor.of(result, shape);
    }

    private static int size(int count, int width) {
        long size = (long) count * width;
        if (size > MAX_VALUES) {
            throw new InvalidAudioException("features must fit into one array of " + MAX_VALUES + " values, but were "
                    + count + " frames of " + width);
        }
        return (int) size;
    }

    /** Releases the arrays that a very long clip has made large. */
    void trim() {
        frame = frame.length <= MAX_RETAINED ? frame : new double[0];
        rows = rows.length <= MAX_RETAINED ? rows : new double[0];
        row = row.length <= MAX_RETAINED ? row : new double[0];
        sequence = sequence.length <= MAX_RETAINED ? sequence : new double[0];
        pitch = pitch.length <= MAX_RETAINED ? pitch : new double[0];
        samples = samples.length <= 2 * MAX_RETAINED ? samples : new float[0];
        result = result.length <= 2 * MAX_RETAINED ? result : new float[0];
    }
}
