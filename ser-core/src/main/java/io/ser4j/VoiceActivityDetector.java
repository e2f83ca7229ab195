package io.ser4j;

import io.ser4j.internal.SignalMeter;
import java.util.BitSet;
import java.util.Objects;

/**
 * Detects where in a clip there is a voice, by the level above a tracked noise floor and the spectral flatness, with
 * hysteresis. It distinguishes voices from silence, steady noise and hum, but not from music or the voices of bystanders.
 *
 * <p>Works on the mean of the channels at the clip's own rate, in frames of 16 to 32 ms (a power of two in samples, at least
 * 16). At rates below 1,000 Hz the spectrum has too few bins: such a clip has no voice, unless the configuration accepts any
 * spectrum as that of a voice (a flatness of 0 dB).
 */
public final class VoiceActivityDetector {
    private static final int BLOCK = 4096;

    private final VoiceActivityConfig config;

    private VoiceActivityDetector(VoiceActivityConfig config) {
        this.config = Objects.requireNonNull(config, "config");
    }

    /**
     * A detector.
     *
     * @param config its parameters
     * @return the detector
     */
    public static VoiceActivityDetector of(VoiceActivityConfig config) {
        return new VoiceActivityDetector(config);
    }

    /**
     * A detector with {@link VoiceActivityConfig#defaults()}.
     *
     * @return the detector
     */
    public static VoiceActivityDetector defaults() {
        return of(VoiceActivityConfig.defaults());
    }

    /**
     * Detects the voice in a clip.
     *
     * @param clip the audio
     * @return where there is one
     */
    public VoiceActivity detect(AudioClip clip) {
        SignalMeter meter = new SignalMeter(clip.sampleRateHz(), config);
        BitSet voiced = new BitSet();
        float[] block = new float[BLOCK];
        for (int done = 0, step; done < clip.frames(); done += step) {
            step = Math.min(BLOCK, clip.frames() - done);
            clip.copyMono(done, block, 0, step);
            meter.push(block, 0, step);
        }
        meter.end();
        int frames = Math.toIntExact(meter.decidedFrames());
        for (int i = 0; i < frames; i++) {
            voiced.set(i, meter.isVoice(i));
        }
        double frameSeconds = (double) meter.frameSamples() / clip.sampleRateHz();
        return new VoiceActivity(voiced, frames, frameSeconds, clip.durationSeconds());
    }
}
