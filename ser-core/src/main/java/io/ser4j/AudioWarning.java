package io.ser4j;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A reason to distrust a result, with the value measured. Everything is measured on the mean of the channels.
 *
 * @param type what is wrong with the input
 * @param measured the value, in the unit that the type states
 * @param limit the value beyond which the type applies, in the same unit; at the limit itself it does not
 */
public record AudioWarning(Type type, double measured, double limit) {
    private static final int MAX_DECIMALS = 9;

    /** What can be wrong with an input: what is measured, in which unit, and the limit with its reason. */
    public enum Type {
        /**
         * Hardly any voice. Measured: the seconds of voice that a {@link VoiceActivityDetector} finds, without frames below the
         * detector's least level, since in silence a voice only appears to go on: that is its hang-over. Limit: 0.1 s, about
         * half a syllable; no emotion can be recognised in less, and {@link EmotionResult#decision()} is empty.
         */
        SILENT(0.1, true, 2, "hardly any voice: %s s, less than %s s"),
        /**
         * Too short to judge. Measured: the length in seconds. Limit: 0.3 s, a short word; the shortest of the 10,549 clips
         * that the models here are trained and tested on lasts about twice that.
         */
        TOO_SHORT(0.3, true, 2, "too short: %s s, less than %s s"),
        /**
         * Little of a voice, such as the end of a word at the edge of a window. Measured: the seconds of voice, as for {@link
         * #SILENT}. Limit: 0.3 s, as for {@link #TOO_SHORT}; answers to less are far less often right than those to a whole
         * sentence. It does not apply where {@link #SILENT} or {@link #TOO_SHORT} does.
         */
        LITTLE_VOICE(0.3, true, 2, "little of a voice: %s s, less than %s s"),
        /**
         * Clipped. Measured: the share of the samples, in [0, 1], that lie in runs of at least three neighbours at 0.999 of
         * full scale or beyond with the same sign. Limit: 0.0002. The peak of a normalised clip is not such a run; speech
         * driven 6 dB too high has many.
         */
        CLIPPED(0.0002, false, 4, "clipped: a share of %s of the samples, more than %s"),
        /**
         * A faint voice. Measured: the level of the frames with a voice (root mean square after removing the mean) in dBFS,
         * where a constant 1 would have 0 dBFS. Limit: -45 dBFS, about 20 dB below the usual level of speech on a line (-26
         * dB, ITU-T P.56); noise and quantisation come close. It does not apply if there is no voice.
         */
        LOW_LEVEL(-45, true, 1, "low level: %s dBFS in the voice, less than %s dBFS"),
        /**
         * A constant offset in the signal. Measured: the magnitude of the mean of all samples, where full scale is 1. Limit:
         * 0.01, or -40 dBFS, as much power as a faint voice; corpus clips stay below 0.0005.
         */
        DC_OFFSET(0.01, false, 3, "DC offset: %s of full scale, more than %s"),
        /**
         * Nothing above about 3.6 kHz, as on a telephone, and always so at sample rates up to 8 kHz. Measured: the ratio of
         * the power above 4 kHz to the power from 150 Hz up, in the frames with a voice, in dB, at least -120; the telephone
         * band and the slope of its filter lie below 4 kHz, and the power of 16-bit dither (-95 dBFS) is subtracted. Limit:
         * -50 dB; speech has more in its vowels alone. It does not apply if there is no voice.
         */
        NARROW_BAND(-50, true, 1, "narrow band: the power above 4 kHz is %s dB relative to the voice, less than %s dB"),
        /**
         * Noise under the voice. Measured: the ratio of the mean power of the speech band (150 to 3,600 Hz) in the frames
         * with a voice to that in the quietest three frames in a row that have no voice or the flat spectrum of noise, in dB;
         * digital silence says nothing about noise and does not count. Limit: 20 dB. Corpus clips as recorded hardly ever
         * have less; with white noise 10 dB below the voice (over all frequencies) all have, and with 20 dB a few. Babble of
         * other voices mostly goes undetected. It does not apply if there is no voice, or if there are no such frames.
         */
        NOISY(20, true, 1, "noisy: the voice is %s dB above the noise, less than %s dB"),
        /**
         * Too long for the model: it used only a part, chosen by its front end (perhaps all of the speech, if there is much
         * silence at the ends), while all other measures, that of silence included, cover the whole. Measured: the length in
         * seconds. Limit: the longest clip that the model uses to the end, {@link io.ser4j.spi.FrontEnd#longestSeconds()}, or
         * for a window {@link io.ser4j.spi.FeatureWindows#longestSeconds()}; it depends on the model, so {@link #limit()} is
         * infinite. {@link EmotionClassifier#classifyWindows(AudioClip)} uses all of a recording.
         */
        TOO_LONG(Double.POSITIVE_INFINITY, false, 2, "too long to be used whole: %s s, more than %s s");

        private final double limit;
        private final boolean below;
        private final int decimals;
        private final String sentence;

        Type(double limit, boolean below, int decimals, String sentence) {
            this.limit = limit;
            this.below = below;
            this.decimals = decimals;
            this.sentence = sentence;
        }

        /**
         * The value beyond which the type applies, above or below as its description says.
         *
         * @return the limit, in the unit that the type states; infinite for {@link #TOO_LONG}, whose limit depends on the model
         */
        public double limit() {
            return limit;
        }

        /**
         * Whether a measured value is on the wrong side of the limit.
         *
         * @param measured in the unit that the type states
         * @return whether this type applies; false at the limit itself, and always false for {@link #TOO_LONG}
         */
        public boolean appliesTo(double measured) {
            return below ? measured < limit : measured > limit;
        }
    }

    /**
     * Checks the components.
     *
     * @param type as above
     * @param measured as above
     * @param limit as above
     * @throws IllegalArgumentException if a value is not a number
     */
    public AudioWarning {
        Objects.requireNonNull(type, "type");
        if (Double.isNaN(measured) || Double.isNaN(limit)) {
            throw new IllegalArgumentException(
                    "measured and limit must be numbers, but were " + measured + " and " + limit);
        }
    }

    /** Whether one of the warnings is {@link Type#SILENT}. */
    static boolean containSilence(List<AudioWarning> warnings) {
        return warnings.stream().anyMatch(warning -> warning.type() == Type.SILENT);
    }

    /** The warnings, and {@link Type#TOO_LONG} if the audio is longer than the model can use. */
    static List<AudioWarning> withLength(List<AudioWarning> warnings, double seconds, double longest) {
        if (seconds <= longest) {
            return warnings;
        }
        AudioWarning tooLong = new AudioWarning(Type.TOO_LONG, seconds, longest);
        return Stream.concat(warnings.stream(), Stream.of(tooLong)).toList();
    }

    /** Returns a sentence, such as {@code too short: 0.21 s, less than 0.30 s}. */
    @Override
    public String toString() {
        int decimals = type.decimals;
        // A value printed the same as the limit would not explain the warning.
        while (decimals < MAX_DECIMALS && rounded(measured, decimals).equals(rounded(limit, decimals))) {
            decimals++;
        }
        return String.format(type.sentence, rounded(measured, decimals), rounded(limit, decimals));
    }

    private static String rounded(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
