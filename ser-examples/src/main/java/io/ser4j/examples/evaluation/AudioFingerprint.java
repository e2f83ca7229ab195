package io.ser4j.examples.evaluation;

import io.ser4j.AudioClip;
import io.ser4j.features.MelConfig;
import io.ser4j.features.MelNorm;
import io.ser4j.features.MelScale;
import io.ser4j.features.MelSpectrogram;
import io.ser4j.features.PadMode;
import io.ser4j.features.Resamplers;
import io.ser4j.features.StftConfig;
import io.ser4j.features.Window;
import io.ser4j.spi.Tensor;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An acoustic fingerprint of {@value #BITS} bits, few of which change with the usual codecs, sample rates from 8 kHz, volume, or
 * digital silence around the sound, so that a copy is recognised even if its {@link AudioHash} differs. Each bit says how the
 * balance of two neighbouring bands in the range of the telephone changes from one moment to the next, after Haitsma and Kalker,
 * "A highly robust audio fingerprinting system", 2002; the moments are centred on the middle of the sound, at distances
 * proportional to its spread over time, so that nothing depends on where it begins.
 *
 * <p>Among the 38 million pairs of clips that {@code general} was trained on, many of them the same sentence in the same voice,
 * 57 differ in at most 22 bits, each of which is one recording twice, and the next in 32; the limit of {@value #MAX_DIFFERENT}
 * lies between. A copy at few kilobits, in audible noise or reverberation, overdriven, filtered, faster or slower, with a
 * loud click, or cut can go unnoticed; clips that share a loud signal, such as dialling tones before the speech, can be
 * mistaken for copies.
 */
public final class AudioFingerprint {
    /** The number of bits. */
    public static final int BITS = 256;

    /** The largest number of bits that may differ between copies of one recording. */
    public static final int MAX_DIFFERENT = 27;

    /** The number of hexadecimal digits of a fingerprint. */
    static final int DIGITS = BITS / 4;

    private static final int WORDS = BITS / Long.SIZE;
    private static final int WORD_DIGITS = Long.SIZE / 4;
    private static final int RATE_HZ = 8_000;
    private static final int FRAME = 512;
    private static final int HOP = 128;
    private static final int BANDS = 17;
    private static final int MOMENTS = 17;
    private static final double LOWEST_HZ = 250;
    private static final double HIGHEST_HZ = 3_400;
    /** The distance between two moments, in standard deviations of the distribution of the sound's power over time. */
    private static final double SPACING = 0.3;
    /** The smallest spread, in frames: that of a click. */
    private static final double MIN_SPREAD = 2;
    /** A band 40 dB below the loudest one counts as silence. */
    private static final double FLOOR = 1e-4;
    /** The change of balance above which a bit is set, in natural logarithms of power; changes in silence are smaller. */
    private static final double CHANCE = 0.02;
    /** A clear change, in the same unit, and how many of them a fingerprint needs: a tone has few. */
    private static final double CLEAR = 0.05;

    private static final int MIN_CLEAR = 96;

    private static final MelSpectrogram SPECTROGRAM = MelSpectrogram.of(
            new StftConfig(FRAME, FRAME, HOP, Window.HANN, PadMode.ZERO),
            new MelConfig(RATE_HZ, BANDS, LOWEST_HZ, HIGHEST_HZ, MelScale.HTK, MelNorm.NONE));

    private static final Resamplers RESAMPLERS = Resamplers.to(RATE_HZ);

    private final long[] words;

    private AudioFingerprint(long[] words) {
        this.words = words;
    }

    /**
     * The fingerprint of a clip.
     *
     * @param clip the audio, at any rate
     * @return the fingerprint, or empty if the sound changes too little to tell clips apart: silence, a tone, long steady noise,
     *     a few samples
     */
    public static Optional<AudioFingerprint> of(AudioClip clip) {
        float[] samples = RESAMPLERS.from(clip.sampleRateHz()).resample(clip.toMono());
        return samples.length == 0
                ? Optional.empty()
                : ofBalance(balance(SPECTROGRAM.compute(AudioClip.of(centred(samples), RATE_HZ))));
    }

    /**
     * The samples without their mean, which would click where it begins and ends, and with a frame of silence before and after,
     * so that it does not matter whether there was any.
     */
    private static float[] centred(float[] samples) {
        double sum = 0;
        for (float sample : samples) {
            sum += sample;
        }
        float mean = (float) (sum / samples.length);
        float[] centred = new float[samples.length + 2 * FRAME];
        for (int i = 0; i < samples.length; i++) {
            centred[FRAME + i] = samples[i] - mean;
        }
        return centred;
    }

    private static Optional<AudioFingerprint> ofBalance(double[] balance) {
        long clear = Arrays.stream(balance)
                .filter(change -> Math.abs(change) > CLEAR)
                .count();
        if (clear < MIN_CLEAR) {
            return Optional.empty();
        }
        long[] words = new long[WORDS];
        for (int i = 0; i < BITS; i++) {
            words[i / Long.SIZE] |= balance[i] > CHANCE ? 1L << (i % Long.SIZE) : 0;
        }
        return Optional.of(new AudioFingerprint(words));
    }

    /** [moments - 1 × bands - 1]: how the difference of two neighbouring bands changes from one moment to the next. */
    private static double[] balance(Tensor powers) {
        double[][] levels = levels(powers);
        double[] balance = new double[(MOMENTS - 1) * (BANDS - 1)];
        for (int moment = 0; moment < MOMENTS - 1; moment++) {
            for (int band = 0; band < BANDS - 1; band++) {
                balance[moment * (BANDS - 1) + band] = levels[moment + 1][band + 1]
                        - levels[moment + 1][band]
                        - levels[moment][band + 1]
                        + levels[moment][band];
            }
        }
        return balance;
    }

    /** [moments × bands]: natural logarithms of power around each moment, above the floor. */
    private static double[][] levels(Tensor powers) {
        int frames = powers.dimension(0);
        double[] weights = new double[frames];
        for (int i = 0; i < frames * BANDS; i++) {
            weights[i / BANDS] += powers.get(i);
        }
        double total = Arrays.stream(weights).sum();
        double middle = 0;
        for (int frame = 0; frame < frames; frame++) {
            middle += total > 0 ? frame * weights[frame] / total : 0;
        }
        double variance = 0;
        for (int frame = 0; frame < frames; frame++) {
            variance += total > 0 ? (frame - middle) * (frame - middle) * weights[frame] / total : 0;
        }
        double step = SPACING * Math.max(MIN_SPREAD, Math.sqrt(variance));
        double[][] levels = new double[MOMENTS][];
        for (int moment = 0; moment < MOMENTS; moment++) {
            levels[moment] = around(middle + (moment - MOMENTS / 2) * step, Math.max(1, step), powers);
        }
        double loudest =
                Arrays.stream(levels).flatMapToDouble(Arrays::stream).max().orElse(0);
        for (double[] moment : levels) {
            for (int band = 0; band < BANDS; band++) {
                moment[band] = loudest > 0 ? Math.log(moment[band] + FLOOR * loudest) : 0;
            }
        }
        return levels;
    }

    /** [bands]: the mean power around a frame, with weights that fall linearly to 0 at the given distance; 0 beyond the ends. */
    private static double[] around(double frame, double distance, Tensor powers) {
        double[] means = new double[BANDS];
        double total = 0;
        for (int i = (int) Math.ceil(frame - distance); i <= frame + distance; i++) {
            double weight = 1 - Math.abs(i - frame) / distance;
            if (i >= 0 && i < powers.dimension(0)) {
                total += weight;
                for (int band = 0; band < BANDS; band++) {
                    means[band] += weight * powers.get(i * BANDS + band);
                }
            }
        }
        for (int band = 0; band < BANDS; band++) {
            means[band] = total > 0 ? means[band] / total : 0;
        }
        return means;
    }

    /**
     * Reads what {@link #toString()} wrote.
     *
     * @param digits 64 hexadecimal digits in lower case
     * @return the fingerprint
     * @throws IllegalArgumentException if they are anything else
     */
    static AudioFingerprint parse(String digits) {
        if (digits.length() != DIGITS) {
            throw new IllegalArgumentException(
                    "a fingerprint must have " + DIGITS + " hexadecimal digits, but was \"" + digits + '"');
        }
        long[] words = new long[WORDS];
        for (int i = 0; i < WORDS; i++) {
            words[i] = HexFormat.fromHexDigitsToLong(digits, i * WORD_DIGITS, (i + 1) * WORD_DIGITS);
        }
        return new AudioFingerprint(words);
    }

    /**
     * The distance between two fingerprints.
     *
     * @param other the other one
     * @return the number of bits that differ, in [0, {@value #BITS}]; about half of them for different sounds
     */
    public int distance(AudioFingerprint other) {
        int different = 0;
        for (int i = 0; i < WORDS; i++) {
            different += Long.bitCount(words[i] ^ other.words[i]);
        }
        return different;
    }

    /**
     * Whether two recordings count as copies of one.
     *
     * @param other the other one's fingerprint
     * @return whether they are at most {@value #MAX_DIFFERENT} bits apart
     */
    public boolean isCopyOf(AudioFingerprint other) {
        return distance(other) <= MAX_DIFFERENT;
    }

    /** Returns 64 hexadecimal digits in lower case. */
    @Override
    public String toString() {
        return Arrays.stream(words).mapToObj(HexFormat.of()::toHexDigits).collect(Collectors.joining());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AudioFingerprint print && Arrays.equals(print.words, words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }
}
