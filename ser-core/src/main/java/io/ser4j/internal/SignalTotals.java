package io.ser4j.internal;

import io.ser4j.AudioWarning;
import java.util.ArrayList;
import java.util.List;

/** The sums of the measurements of frames, and the warnings that follow from them. For one thread. */
final class SignalTotals {
    /** The mean square above 4 kHz of the noise of 16 bits with dither, rounded up: -95 dBFS. */
    private static final double DITHER = 3.2e-10;

    private static final double MIN_RATIO = 1e-12;

    long samples;
    double sum;
    long clipped;
    long voiceSamples;
    /** The samples of frames that have a voice and the level of one; a hang-over in silence has no such frame. */
    long audibleSamples;

    long voiceSpectra;
    double voiceEnergy;
    double voiceWhole;
    double voiceAbove;
    double voiceBand;
    double noise = QuietFrames.UNKNOWN;

    /**
     * Makes the report.
     *
     * @param sampleRateHz samples per second
     * @param seconds the length of the requested stretch, as far as there is audio
     */
    SignalReport report(int sampleRateHz, double seconds) {
        // A stretch may have nothing of a voice but the hang-over of an earlier one.
        long voice = audibleSamples == 0 ? 0 : voiceSamples;
        List<AudioWarning> warnings = new ArrayList<>();
        double voiceSeconds = Math.min(seconds, (double) audibleSamples / sampleRateHz);
        warn(warnings, AudioWarning.Type.SILENT, voiceSeconds);
        warn(warnings, AudioWarning.Type.TOO_SHORT, seconds);
        if (warnings.isEmpty()) {
            warn(warnings, AudioWarning.Type.LITTLE_VOICE, voiceSeconds);
        }
        if (samples > 0) {
            warn(warnings, AudioWarning.Type.CLIPPED, Math.min(1, (double) clipped / samples));
        }
        if (voice > 0) {
            warn(warnings, AudioWarning.Type.LOW_LEVEL, FrameSpectrum.decibels(voiceEnergy / voiceSamples));
        }
        if (samples > 0) {
            warn(warnings, AudioWarning.Type.DC_OFFSET, Math.abs(sum / samples));
        }
        if (voice > 0 && voiceWhole > 0) {
            warn(warnings, AudioWarning.Type.NARROW_BAND, FrameSpectrum.decibels(aboveOverWhole()));
        }
        if (voice > 0 && voiceBand > 0 && noise < QuietFrames.UNKNOWN) {
            warn(warnings, AudioWarning.Type.NOISY, FrameSpectrum.decibels(voiceBand / voiceSpectra / noise));
        }
        return new SignalReport(samples == 0 ? 0 : (double) voice / samples, warnings);
    }

    double aboveOverWhole() {
        double above = voiceAbove - voiceSpectra * DITHER;
        return above <= MIN_RATIO * voiceWhole ? MIN_RATIO : above / voiceWhole;
    }

    private static void warn(List<AudioWarning> warnings, AudioWarning.Type type, double measured) {
        if (type.appliesTo(measured)) {
            warnings.add(new AudioWarning(type, measured, type.limit()));
        }
    }
}
