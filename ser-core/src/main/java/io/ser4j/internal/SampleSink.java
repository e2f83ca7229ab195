package io.ser4j.internal;

import java.util.ArrayList;
import java.util.List;

/** Collects samples in blocks that grow with what has arrived, never with what a header promised. */
final class SampleSink {
    /** The longest array that every virtual machine can make. */
    static final int MAX_SAMPLES = Integer.MAX_VALUE - 8;

    private static final int FIRST_BLOCK = 1 << 10;
    private static final int LARGEST_BLOCK = 1 << 20;

    private final List<float[]> full = new ArrayList<>();
    private float[] block = new float[FIRST_BLOCK];
    private int used;
    private int size;

    /** Adds one sample; the caller adds no more than {@link #MAX_SAMPLES}. */
    void add(float sample) {
        if (used == block.length) {
            full.add(block);
            block = new float[Math.min(size, LARGEST_BLOCK)];
            used = 0;
        }
        block[used++] = sample;
        size++;
    }

    int size() {
        return size;
    }

    float[] toArray() {
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
