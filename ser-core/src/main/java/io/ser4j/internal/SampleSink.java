package io.ser4j.internal;

import java.util.ArrayList;
import java.util.List;

/** Collects samples in blocks whose size depends on the number of samples received, never on a size that a header states. */
public final class SampleSink {
    /** The longest array that every virtual machine can create. */
    public static final int MAX_SAMPLES = Integer.MAX_VALUE - 8;

    private static final int FIRST_BLOCK = 1 << 10;
    private static final int LARGEST_BLOCK = 1 << 20;

    private final List<float[]> full = new ArrayList<>();
    private float[] block = new float[FIRST_BLOCK];
    private int used;
    private int size;

    /** Creates an empty sink. */
    public SampleSink() {}

    /**
     * Adds samples; no more than {@link #MAX_SAMPLES} in all.
     *
     * @param samples copied from its start
     * @param count how many of them
     */
    public void add(float[] samples, int count) {
        for (int done = 0; done < count; ) {
            if (used == block.length) {
                full.add(block);
                block = new float[Math.min(size, LARGEST_BLOCK)];
                used = 0;
            }
            int n = Math.min(count - done, block.length - used);
            System.arraycopy(samples, done, block, used, n);
            done += n;
            used += n;
            size += n;
        }
    }

    /**
     * All samples so far.
     *
     * @return a new array
     */
    public float[] toArray() {
        float[] samples = new float[size];
        int at = 0;
        for (float[] one : full) {
            System.arraycopy(one, 0, samples, at, one.length);
            at += one.length;
        }
        System.arraycopy(block, 0, samples, at, used);
        return samples;
    }
}
