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
 * @param decibels [frames × bands] dB re the clip's maximum, in [-{@value #RANGE_DB}, 0]; lower if the whole clip is silent
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
        StftConfig stft = new StftConfig(fft, fft, hop, Window.HANN, PadMode.ZERO);
        MelConfig mel = new MelConfig(rate, BANDS, 0, rate / 2.0, SCALE, MelNorm.SLANEY);
        Tensor power = MelSpectrogram.of(stft, mel).compute(clip);
        double max = 0;
        for (int i = 0; i < power.size(); i++) {
            max = Math.max(max, power.get(i));
        }
        // Relative to its own maximum, silence would be bright.
        double reference = max > MIN_POWER ? max : 1;
        DecibelConfig reMaximum = new DecibelConfig(reference, MIN_POWER, RANGE_DB);
        return new LogMel(Decibels.of(reMaximum).apply(power), (double) hop / rate, rate / 2.0);
    }
}
