package io.ser4j.examples.plot;

import io.ser4j.AudioClip;
import io.ser4j.features.DecibelConfig;
import io.ser4j.features.Decibels;
import io.ser4j.features.MelConfig;
import io.ser4j.features.MelNorm;
import io.ser4j.features.MelScale;
import io.ser4j.features.MelSpectrogram;
import io.ser4j.features.PadMode;
import io.ser4j.features.StftConfig;
import io.ser4j.features.Window;
import io.ser4j.spi.Tensor;

/**
 * The mel spectrogram of a clip at its own rate, for display.
 *
 * @param decibels [frames × bands] dB re the clip's maximum, in [-{@value #RANGE_DB}, 0]; -{@value #RANGE_DB} if the whole clip is silent
 * @param hopSeconds the distance between the middles of two frames; that of the first frame is at 0
 * @param highestHz half the sample rate, where the top band ends
 */
record LogMel(Tensor decibels, double hopSeconds, double highestHz) {
    static final MelScale SCALE = MelScale.SLANEY;
    static final int RANGE_DB = 80;

    private static final int BANDS = 128;
    private static final int MIN_FFT = 256;
    private static final double WINDOW_SECONDS = 0.064;
    private static final double HOP_SECONDS = 0.004;
    private static final int MAX_FRAMES = 2000;
    private static final double MIN_POWER = 1e-10;

    static LogMel of(AudioClip clip) {
        int rate = clip.sampleRateHz();
        int fft = Math.max(MIN_FFT, Integer.highestOneBit((int) (WINDOW_SECONDS * rate)));
        int hop = (int) Math.max(1, Math.max(HOP_SECONDS * rate, Math.ceil((double) clip.frames() / MAX_FRAMES)));
        // A hop of a long clip is longer than a window: several windows are joined, so that no sound is left out.
        int joined = (hop + fft / 2 - 1) / (fft / 2);
        int step = (hop + joined - 1) / joined;
        StftConfig stft = new StftConfig(fft, fft, step, Window.HANN, PadMode.ZERO);
        MelConfig mel = new MelConfig(rate, BANDS, 0, rate / 2.0, SCALE, MelNorm.SLANEY);
        Tensor power = strongest(MelSpectrogram.of(stft, mel).compute(clip), joined);
        double max = 0;
        for (int i = 0; i < power.size(); i++) {
            max = Math.max(max, power.get(i));
        }
        // Relative to its own maximum, silence would be bright.
        double reference = max > MIN_POWER ? max : 1;
        double floor = reference * Math.pow(10, -RANGE_DB / 10.0);
        DecibelConfig reMaximum = new DecibelConfig(reference, floor, RANGE_DB);
        return new LogMel(Decibels.of(reMaximum).apply(power), (double) joined * step / rate, rate / 2.0);
    }

    /** The highest power per band in each so many frames, around every frame whose index is a multiple of that. */
    private static Tensor strongest(Tensor power, int joined) {
        int frames = power.dimension(0);
        int bands = power.dimension(1);
        int groups = (frames - 1) / joined + 1;
        float[] strongest = new float[groups * bands];
        for (int frame = 0; frame < frames; frame++) {
            // The frames after the middle of the last group belong to it, too.
            int group = Math.min((frame + joined / 2) / joined, groups - 1);
            for (int band = 0; band < bands; band++) {
                int i = group * bands + band;
                strongest[i] = Math.max(strongest[i], power.get(frame * bands + band));
            }
        }
        return Tensor.of(strongest, groups, bands);
    }
}
