package io.ser4j;

import java.util.Random;

/** Generated signals: something similar to a voice, and others, such as noise and hum. */
public final class Signals {
    private Signals() {}

    /**
     * Syllables, four a second: harmonics of a varying pitch, below half the rate, with less power the higher they are. The root
     * mean square over all samples is 0.1.
     */
    public static float[] voice(int rate, double seconds) {
        return voice(rate, seconds, 0.48 * rate);
    }

    /** The same as a clip, all samples multiplied by a gain. */
    public static AudioClip voiceClip(int rate, double seconds, double gain) {
        return AudioClip.of(scaled(voice(rate, seconds), gain), rate);
    }

    /** The same with no harmonic above a frequency. */
    public static float[] voice(int rate, double seconds, double highestHz) {
        float[] samples = new float[(int) Math.round(rate * seconds)];
        double phase = 0;
        for (int i = 0; i < samples.length; i++) {
            double time = (double) i / rate;
            double pitch = 140 + 25 * Math.sin(2 * Math.PI * 0.7 * time);
            phase += 2 * Math.PI * pitch / rate;
            double sum = 0;
            for (int k = 1; k <= 60 && k * 165 < highestHz; k++) {
                sum += Math.sin(k * phase) / k;
            }
            samples[i] = (float) (sum * (0.55 + 0.45 * Math.cos(2 * Math.PI * 4 * time)));
        }
        return scaled(samples, 0.1 / rms(samples));
    }

    /** White noise. */
    public static float[] white(int rate, double seconds, double rms) {
        Random random = new Random(1);
        float[] samples = new float[(int) Math.round(rate * seconds)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (rms * random.nextGaussian());
        }
        return samples;
    }

    /** Pink noise. */
    public static float[] pink(int rate, double seconds, double rms) {
        float[] samples = VoiceActivityReport.pink(new Random(1), (int) Math.round(rate * seconds));
        return scaled(samples, rms / rms(samples));
    }

    /** Mains hum: 50 Hz and its harmonics. */
    public static float[] hum(int rate, double seconds, double rms) {
        float[] samples = new float[(int) Math.round(rate * seconds)];
        for (int i = 0; i < samples.length; i++) {
            for (int k = 1; k <= 9 && k * 50 < rate / 2; k++) {
                samples[i] += (float) (Math.sin(2 * Math.PI * 50 * k * i / rate) / k);
            }
        }
        return scaled(samples, rms / rms(samples));
    }

    /** The root mean square. */
    public static double rms(float[] samples) {
        double sum = 0;
        for (float sample : samples) {
            sum += sample * sample;
        }
        return Math.sqrt(sum / samples.length);
    }

    /** Every sample times a factor. */
    public static float[] scaled(float[] samples, double factor) {
        float[] scaled = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            scaled[i] = (float) (samples[i] * factor);
        }
        return scaled;
    }

    /** Every sample plus a constant. */
    public static float[] shifted(float[] samples, double constant) {
        float[] shifted = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            shifted[i] = (float) (samples[i] + constant);
        }
        return shifted;
    }

    /** Signals one after the other. */
    public static float[] joined(float[]... parts) {
        int length = 0;
        for (float[] part : parts) {
            length += part.length;
        }
        float[] all = new float[length];
        int next = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, next, part.length);
            next += part.length;
        }
        return all;
    }

    /** Voice and digital silence, 0.9 s of each in turn: [samples]. */
    static float[] turns(int rateHz, int samples) {
        float[] signal = voice(rateHz, (double) samples / rateHz);
        for (int i = 0; i < signal.length; i++) {
            signal[i] *= i / (9 * rateHz / 10) % 2 == 0 ? 1 : 0;
        }
        return signal;
    }
}
