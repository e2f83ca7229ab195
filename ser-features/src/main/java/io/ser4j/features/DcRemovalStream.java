package io.ser4j.features;

import java.util.Arrays;

/**
 * {@link DcRemoval} from a signal that arrives in pieces. The first samples are held back until there are enough for their mean;
 * every later sample is returned at once. Used by one thread at a time.
 */
final class DcRemovalStream {
    private final int samples;

    /** The first samples, until their mean is known; then none. */
    private float[] first;

    private int held;
    private double mean;

    /** Of as many samples as {@link DcRemoval} takes the mean of at first; 0 changes nothing. */
    DcRemovalStream(int samples) {
        this.samples = samples;
        this.first = new float[samples];
    }

    /** Whether every signal stays as it is. */
    boolean isIdentity() {
        return samples == 0;
    }

    /** The next piece in; out, in a new array, the samples that are ready now. */
    float[] push(float[] signal, int offset, int count) {
        int kept = Math.min(first.length - held, count);
        System.arraycopy(signal, offset, first, held, kept);
        held += kept;
        if (held < first.length) {
            return new float[0];
        }
        float[] ready = Arrays.copyOf(withoutMean(), held + count - kept);
        System.arraycopy(signal, offset + kept, ready, held, count - kept);
        if (samples > 0) {
            mean = DcRemoval.subtractRunningMean(ready, held, ready.length, mean, samples);
        }
        first = new float[0];
        held = 0;
        return ready;
    }

    /** The samples that are still held back; the signal ends here. */
    float[] end() {
        return withoutMean();
    }

    private float[] withoutMean() {
        float[] all = Arrays.copyOf(first, held);
        if (held > 0) {
            mean = DcRemoval.subtractMean(all, held);
        }
        return all;
    }
}
