package io.ser4j.features;

import io.ser4j.features.internal.ResamplingFilter;
import java.util.Arrays;
import java.util.Objects;

/**
 * Resamples a signal that arrives in pieces; see {@link Resampler#stream()}. Mutable, and only for one thread at a time.
 *
 * <p>An output sample is returned as soon as all input samples that it depends on have arrived: about 110 samples at the lower
 * rate after its own time.
 */
public final class ResamplerStream {
    private final Resampler resampler;
    private final ResamplingFilter filter;

    private float[] window;
    private int filled;
    private long origin;
    private long received;
    private long produced;

    ResamplerStream(Resampler resampler, ResamplingFilter filter) {
        this.resampler = resampler;
        this.filter = filter;
        window = new float[2 * filter.taps()];
        rewind();
    }

    /**
     * Resamples the next piece of the signal.
     *
     * @param samples the array that holds the piece
     * @param offset the index of its first sample
     * @param count its number of samples; may be 0
     * @return the samples at the output rate that can be computed now, possibly none; a new array
     * @throws IndexOutOfBoundsException if the piece does not lie within the array
     * @throws IllegalArgumentException if the result does not fit into an array
     */
    public float[] push(float[] samples, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, samples.length);
        if (resampler.isIdentity()) {
            return Arrays.copyOfRange(samples, offset, offset + count);
        }
        makeRoom(count);
        System.arraycopy(samples, offset, window, filled, count);
        filled += count;
        received += count;
        long end = produced;
        if (origin + filled >= filter.firstInput(produced) + filter.taps()) {
            end = lastComputable() + 1;
        }
        return produceUntil(end);
    }

    /**
     * Ends the signal, as if silence followed.
     *
     * @return the remaining samples at the output rate, a new array; afterwards the stream is ready for a new signal
     */
    public float[] flush() {
        float[] rest = new float[0];
        if (!resampler.isIdentity()) {
            long length = resampler.outputLength(received);
            if (length > produced) {
                long end = filter.firstInput(length - 1) + filter.taps();
                int silence = (int) Math.max(0, end - origin - filled);
                makeRoom(silence);
                Arrays.fill(window, filled, filled + silence, 0);
                filled += silence;
                rest = produceUntil(length);
            }
            rewind();
        }
        return rest;
    }

    /** The largest k whose input is complete, by bisection: the first input of an output never goes back. */
    private long lastComputable() {
        long low = produced;
        long high = resampler.outputLength(received);
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            if (filter.firstInput(middle) + filter.taps() <= origin + filled) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private float[] produceUntil(long end) {
        float[] result = new float[Resampler.arrayLength(end - produced)];
        filter.run(new ResamplingFilter.Input(window, origin), produced, result, 0, result.length);
        produced = end;
        return result;
    }

    /** Drops what no output needs any more, but only when the space is needed: single samples stay cheap. */
    private void makeRoom(int count) {
        if (window.length - filled >= count) {
            return;
        }
        int used = (int) Math.min(filled, filter.firstInput(produced) - origin);
        int kept = filled - used;
        long needed = (long) kept + count;
        float[] target = needed > window.length ? new float[Resampler.arrayLength(needed + filter.taps())] : window;
        System.arraycopy(window, used, target, 0, kept);
        window = target;
        filled = kept;
        origin += used;
    }

    private void rewind() {
        origin = filter.firstInput(0);
        filled = (int) -origin;
        Arrays.fill(window, 0, filled, 0);
        received = 0;
        produced = 0;
    }
}
