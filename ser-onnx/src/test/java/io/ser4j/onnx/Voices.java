package io.ser4j.onnx;

/** Generated audio in which voice and silence alternate. */
public final class Voices {
    private Voices() {}

    /** A sample of a buzz that sounds for the first seconds of each period, and is silent for the rest. */
    public static float turns(long index, int rateHz, int voicedSeconds, int periodSeconds) {
        double seconds = (double) index / rateHz;
        if (seconds % periodSeconds >= voicedSeconds) {
            return 0;
        }
        double phase = 2 * Math.PI * (140 * seconds - Math.cos(2 * Math.PI * 3 * seconds));
        double sum = 0;
        for (int k = 1; k <= 8; k++) {
            sum += Math.sin(k * phase) / k;
        }
        return (float) (0.12 * sum * (0.6 + 0.4 * Math.sin(2 * Math.PI * 4 * seconds)));
    }

    /** The first seconds of this signal with 4 s of every 8 s voiced: [seconds × rateHz]. */
    public static float[] turns(double seconds, int rateHz) {
        float[] signal = new float[(int) (seconds * rateHz)];
        for (int i = 0; i < signal.length; i++) {
            signal[i] = turns(i, rateHz, 4, 8);
        }
        return signal;
    }
}
