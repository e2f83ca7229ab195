package io.ser4j.formats.internal;

/** Decoded frames that have not been read yet; the buffer is reused. */
final class PcmBlock {
    private final int channels;
    private float[] samples = new float[0];
    private int start;
    private int frames;

    PcmBlock(int channels) {
        this.channels = channels;
    }

    int frames() {
        return frames;
    }

    /** Replaces the contents by frames that the caller writes to the returned array, [frames × channels]. */
    float[] fill(int count) {
        if (samples.length < count * channels) {
            samples = new float[count * channels];
        }
        start = 0;
        frames = count;
        return samples;
    }

    /** Empties the block. */
    void clear() {
        frames = 0;
    }

    /** Cuts the block down to the frames [from, to). */
    void keep(long from, long to) {
        int end = (int) Math.max(0, Math.min(frames, to));
        int begin = (int) Math.max(0, Math.min(end, from));
        start += begin;
        frames = end - begin;
    }

    /** Moves at most {@code maxFrames} frames to the target; returns how many. */
    int drain(float[] target, int maxFrames) {
        int n = Math.min(maxFrames, frames);
        System.arraycopy(samples, start * channels, target, 0, n * channels);
        start += n;
        frames -= n;
        return n;
    }
}
