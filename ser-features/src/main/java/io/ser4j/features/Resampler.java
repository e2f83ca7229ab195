package io.ser4j.features;

import io.ser4j.AudioClip;
import io.ser4j.features.internal.Checks;
import io.ser4j.features.internal.ResamplingFilter;

/**
 * Changes the sample rate by a windowed sinc filter with the response of soxr's HQ recipe, librosa's default. The passband
 * reaches to 0.91 times the lower of the two Nyquist frequencies, and the stopband begins at that frequency. Phase is linear and
 * there is no delay: output k lies at the time of input {@code k * inputHz / outputHz}. Silence is assumed before the beginning
 * and after the end.
 *
 * <p>Sums are formed in float, or in double for pairs of rates so odd that coefficients are interpolated, at a signal-to-noise
 * ratio above 120 dB. {@link #between} computes the filter tables, so keep a resampler as long as its rates are needed: it is
 * immutable and may be shared.
 *
 * <p>Sources: J. O. Smith, "Digital Audio Resampling"; J. F. Kaiser's window; reference implementation: soxr 0.1.3, quality HQ.
 */
public final class Resampler {
    /** The largest allowed ratio of the input rate to the output rate. */
    public static final int MAX_DECIMATION = 1000;

    private static final long MAX_LENGTH = Integer.MAX_VALUE - 8;

    private final int inputHz;
    private final int outputHz;
    private final int up;
    private final int down;
    private final ResamplingFilter filter;

    private Resampler(int inputHz, int outputHz) {
        this.inputHz = inputHz;
        this.outputHz = outputHz;
        int divisor = greatestCommonDivisor(inputHz, outputHz);
        up = outputHz / divisor;
        down = inputHz / divisor;
        filter = ResamplingFilter.of(up, down);
    }

    /**
     * Creates a resampler between two rates.
     *
     * @param inputHz the sample rate of the input in Hz, positive
     * @param outputHz the sample rate of the output in Hz, positive
     * @return the resampler
     * @throws IllegalArgumentException if a rate is not positive, or the input rate is more than {@value #MAX_DECIMATION} times
     *     the output rate
     */
    public static Resampler between(int inputHz, int outputHz) {
        Checks.requirePositive("inputHz", inputHz);
        Checks.requirePositive("outputHz", outputHz);
        if (inputHz > (long) MAX_DECIMATION * outputHz) {
            throw new IllegalArgumentException("inputHz must be at most " + MAX_DECIMATION + " times outputHz, but was "
                    + inputHz + " for an outputHz of " + outputHz);
        }
        return new Resampler(inputHz, outputHz);
    }

    /**
     * Resamples a whole signal.
     *
     * @param mono [n] samples at the input rate
     * @return [round(n * outputHz / inputHz)] samples at the output rate, a new array; a copy if the rates are equal
     * @throws IllegalArgumentException if the result would not fit into an array
     */
    public float[] resample(float[] mono) {
        if (isIdentity()) {
            return mono.clone();
        }
        float[] result = new float[arrayLength(outputLength(mono.length))];
        if (result.length > 0) {
            long origin = filter.firstInput(0);
            long end = Math.max(filter.firstInput(result.length - 1) + filter.taps(), mono.length);
            float[] padded = new float[arrayLength(end - origin)];
            System.arraycopy(mono, 0, padded, (int) -origin, mono.length);
            filter.run(new ResamplingFilter.Input(padded, origin), 0, result, 0, result.length);
        }
        return result;
    }

    /**
     * Resamples a clip, with its channels averaged to mono.
     *
     * @param clip a clip at the input rate
     * @return a mono clip at the output rate; the given clip if it already is one
     * @throws IllegalArgumentException if the clip's rate is not the input rate, or the result does not fit into an array
     * @throws io.ser4j.InvalidAudioException if the clip is so short that no sample is left
     */
    public AudioClip resample(AudioClip clip) {
        if (clip.sampleRateHz() != inputHz) {
            throw new IllegalArgumentException("the clip must be at the input rate of " + inputHz + " Hz, but was at "
                    + clip.sampleRateHz() + " Hz");
        }
        if (isIdentity()) {
            return clip.channels() == 1 ? clip : AudioClip.of(clip.toMono(), outputHz);
        }
        return AudioClip.of(resample(clip.toMono()), outputHz);
    }

    /**
     * Creates a stream that resamples a signal in pieces. The concatenated output equals, bit for bit, the result of
     * {@link #resample(float[])} for the concatenated input.
     *
     * @return a new stream; unlike this object, only for one thread at a time
     */
    public ResamplerStream stream() {
        return new ResamplerStream(this, filter);
    }

    /** The length of the result for n samples: n * outputHz / inputHz, rounded half up. */
    long outputLength(long n) {
        return (n * up + down / 2) / down;
    }

    boolean isIdentity() {
        return up == down;
    }

    static int arrayLength(long length) {
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a signal must fit into an array of " + MAX_LENGTH + " samples, but would need " + length);
        }
        return (int) length;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
