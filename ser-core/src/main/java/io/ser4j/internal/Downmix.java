package io.ser4j.internal;

/** Mixes channels down to mono. */
public final class Downmix {
    private Downmix() {}

    /**
     * Mixes one frame: the mean of its channels.
     *
     * @param interleaved [frames × channels] row-major
     * @param from the index of the frame's first sample
     * @param channels the number of channels
     * @return the mean, rounded once
     */
    public static float mean(float[] interleaved, int from, int channels) {
        double sum = 0;
        for (int i = from, end = from + channels; i < end; i++) {
            sum += interleaved[i];
        }
        return (float) (sum / channels);
    }
}
