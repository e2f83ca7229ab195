package io.ser4j.features.internal;

/**
 * A filter that computes output k from input samples around the time {@code k * down / up}. Every output is summed in one fixed
 * order, whatever else is computed in the same call, so its bits depend on nothing but its own input samples.
 */
public sealed interface ResamplingFilter permits PolyphaseFilter, InterpolatedFilter {
    /** Tables of more coefficients than this (4 MB) are not kept; the coefficients are interpolated instead. */
    int MAX_COEFFICIENTS = 1 << 20;

    /** The filter for a reduced pair of rates: {@code up} samples out for {@code down} samples in. */
    static ResamplingFilter of(int up, int down) {
        KaiserSinc kernel = new KaiserSinc(up, down);
        long coefficients = (long) PolyphaseFilter.taps(kernel) * up;
        return coefficients <= MAX_COEFFICIENTS
                ? new PolyphaseFilter(kernel, up, down)
                : new InterpolatedFilter(kernel, up, down);
    }

    /** The index of the first input sample that output k needs; negative if it lies in the silence before the beginning. */
    long firstInput(long k);

    /** The number of consecutive input samples that each output needs. */
    int taps();

    /** Computes outputs from first on, filling the stretch [offset, offset + count) of the target. */
    void run(Input input, long first, float[] target, int offset, int count);

    /** Input samples, borrowed for one run; the one at index 0 has the absolute index {@code origin}. */
    final class Input {
        private final float[] samples;
        private final long origin;

        public Input(float[] samples, long origin) {
            this.samples = samples;
            this.origin = origin;
        }

        float[] samples() {
            return samples;
        }

        long origin() {
            return origin;
        }
    }
}
