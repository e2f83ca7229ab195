package io.ser4j.features;

import io.ser4j.AudioClip;
import io.ser4j.features.internal.KaiserSinc;
import io.ser4j.features.internal.PolyphaseFilter;

/**
 * Changes the sample rate: a polyphase windowed sinc with the response of soxr's HQ recipe, librosa's default. The passband
 * reaches to 0.91 of the lower Nyquist frequency, the stopband begins at 1.0; phase is linear and there is no delay: output k
 * lies at the time of input {@code k * inputHz / outputHz}. Before the beginning and after the end there is silence.
 *
 * <p>Source: J. O. Smith, "Digital Audio Resampling"; J. F. Kaiser's window; reference implementation: soxr 0.1.3.
 */
public final class Resampler {
    private static final long MAX_LENGTH = Integer.MAX_VALUE - 8;

    private final int inputHz;
    private final int outputHz;
    private final int up;
    private final int down;
    private final PolyphaseFilter filter;

    private Resampler(int inputHz, int outputHz) {
        this.inputHz = inputHz;
        this.outputHz = outputHz;
        int divisor = gcd(inputHz, outputHz);
        up = outputHz / divisor;
        down = inputHz / divisor;
        filter = up == down ? null : new PolyphaseFilter(new KaiserSinc(inputHz, outputHz), up, down);
    }

    /**
     * A resampler between two rates. Builds its tables here, so keep it.
     *
     * @param inputHz the rate of the samples to come, positive
     * @param outputHz the rate wanted, positive
     * @return the resampler
     * @throws IllegalArgumentException if a rate is not positive
     */
    public static Resampler between(int inputHz, int outputHz) {
        requirePositive("inputHz", inputHz);
        requirePositive("outputHz", outputHz);
        return new Resampler(inputHz, outputHz);
    }

    /**
     * Resamples a whole signal.
     *
     * @param mono [n] at the input rate
     * @return [round(n * outputHz / inputHz)] at the output rate, a new array; a copy where the rates are equal
     * @throws IllegalArgumentException if the result would not fit into an array
     */
    public float[] resample(float[] mono) {
        if (filter == null) {
            return mono.clone();
        }
        long length = outputLength(mono.length);
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException("the result must have at most " + MAX_LENGTH + " samples, but "
                    + mono.length + " at " + inputHz + " Hz make " + length + " at " + outputHz + " Hz");
        }
        float[] result = new float[(int) length];
        if (length > 0) {
            int lead = (int) -filter.firstInput(0);
            int end = (int) Math.max(filter.firstInput(length - 1) + filter.taps(), mono.length);
            float[] padded = new float[lead + end];
            System.arraycopy(mono, 0, padded, lead, mono.length);
            filter.run(padded, -lead, 0, result, 0, result.length);
        }
        return result;
    }

    /**
     * Resamples a clip, mixed down to mono by the mean of its channels.
     *
     * @param clip a clip at the input rate
     * @return a mono clip at the output rate; the clip itself where it is one already
     * @throws IllegalArgumentException if the clip has another rate than the input rate, or is so short that no sample is left
     */
    public AudioClip resample(AudioClip clip) {
        if (clip.sampleRateHz() != inputHz) {
            throw new IllegalArgumentException("the clip must be at the input rate of " + inputHz + " Hz, but was at "
                    + clip.sampleRateHz() + " Hz");
        }
        if (filter == null && clip.channels() == 1) {
            return clip;
        }
        return AudioClip.of(filter == null ? clip.toMono() : resample(clip.toMono()), outputHz);
    }

    private long outputLength(long n) {
        return Math.floorDiv(2 * n * up + down, 2L * down);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be positive, but was " + value);
        }
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
