package io.ser4j;

/** Generated signals that the voice activity detector takes for a voice, or not. */
final class Voices {
    private Voices() {}

    /** A buzz with formant-like harmonics and a moving pitch: [samples] at about -20 dBFS. */
    static float[] voice(int samples, int rateHz) {
        float[] signal = new float[samples];
        double phase = 0;
        for (int i = 0; i < samples; i++) {
            double seconds = (double) i / rateHz;
            phase += 2 * Math.PI * (140 + 20 * Math.sin(2 * Math.PI * 3 * seconds)) / rateHz;
            double sum = 0;
            for (int k = 1; k <= 12 && k * 160 < rateHz / 2; k++) {
                sum += Math.sin(k * phase) / k;
            }
            signal[i] = (float) (0.12 * sum * (0.6 + 0.4 * Math.sin(2 * Math.PI * 4 * seconds)));
        }
        return signal;
    }

    /** Voice and digital silence by turns of 0.9 s. */
    static float[] turns(int samples, int rateHz) {
        float[] signal = voice(samples, rateHz);
        for (int i = 0; i < samples; i++) {
            if ((int) (i / (0.9 * rateHz)) % 2 == 1) {
                signal[i] = 0;
            }
        }
        return signal;
    }
}
