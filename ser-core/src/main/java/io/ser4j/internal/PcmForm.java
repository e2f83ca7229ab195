package io.ser4j.internal;

import io.ser4j.AudioLimits;

/**
 * The form of decoded audio, and the size of the blocks in which it is handed over.
 *
 * @param sampleRateHz frames per second
 * @param channels the number of channels
 */
public record PcmForm(int sampleRateHz, int channels) {
    private static final int BLOCK_SAMPLES = 1 << 13;

    /**
     * The number of frames in a block.
     *
     * @return at least 1
     */
    public int blockFrames() {
        return Math.max(1, BLOCK_SAMPLES / channels);
    }

    /**
     * The number of samples in a block.
     *
     * @return those of {@link #blockFrames} frames
     */
    public int blockSamples() {
        return blockFrames() * channels;
    }

    /** Refuses a form beyond the limits. */
    void requireWithin(AudioLimits limits, long byteOffset) {
        ReadLimits.requireStated("the number of channels", channels, limits.maxChannels(), "", byteOffset);
        ReadLimits.requireStated("the sample rate", sampleRateHz, limits.maxSampleRateHz(), " Hz", byteOffset);
    }
}
