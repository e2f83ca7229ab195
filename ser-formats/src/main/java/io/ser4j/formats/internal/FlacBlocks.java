package io.ser4j.formats.internal;

import io.ser4j.AudioFormatException;
import io.ser4j.AudioLimits;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jflac.metadata.StreamInfo;

/**
 * Decodes a FLAC file frame by frame, and checks that no frame is missing, and the number of samples and the MD5 if its header
 * states them.
 */
final class FlacBlocks implements Blocks {
    private final Input in;
    private final FlacInfo flac;
    private final StreamInfo info;
    private final FlacBits bits;
    private final FlacFrame frame;
    private final MessageDigest md5;
    private final float scale;
    private byte[] raw = new byte[0];
    private long decoded;
    private long framesRead;
    private long firstNumber;

    FlacBlocks(Input in, AudioLimits limits) throws IOException {
        this.in = in;
        flac = FlacInfo.read(in, limits);
        info = flac.streamInfo();
        bits = new FlacBits(in);
        frame = new FlacFrame(bits, info);
        md5 = newMd5();
        scale = 1f / (1 << info.getBitsPerSample() - 1);
    }

    @Override
    public int sampleRateHz() {
        return info.getSampleRate();
    }

    @Override
    public int channels() {
        return info.getChannels();
    }

    @Override
    public boolean next(PcmBlock target) throws IOException {
        long total = info.getTotalSamples();
        if (total > 0 && decoded >= total || total == 0 && bits.atEnd()) {
            requireMd5();
            return false;
        }
        if (bits.atEnd()) {
            throw new AudioFormatException(
                    "the FLAC stream must hold " + total + " samples per channel, but ends after " + decoded,
                    in.offset());
        }
        long offset = bits.offset();
        frame.read();
        requireNoGap(offset);
        if (total > 0 && frame.size() > total - decoded) {
            throw new AudioFormatException(
                    "the FLAC stream must hold " + total + " samples per channel, but holds more", offset);
        }
        framesRead++;
        decoded += frame.size();
        interleave(target);
        digest();
        return true;
    }

    private void interleave(PcmBlock target) {
        int channels = channels();
        float[] interleaved = target.fill(frame.size());
        for (int channel = 0; channel < channels; channel++) {
            int[] samples = frame.samples(channel);
            for (int i = 0; i < frame.size(); i++) {
                interleaved[i * channels + channel] = samples[i] * scale;
            }
        }
    }

    /**
     * A stream cut out of a longer one may begin with any number. Some encoders number frames where they should number samples.
     */
    private void requireNoGap(long offset) {
        if (framesRead == 0) {
            firstNumber = frame.number();
        }
        long number = frame.number() - firstNumber;
        if (number != decoded && number != framesRead) {
            throw new AudioFormatException(
                    "a FLAC frame must begin with sample " + decoded + ", but begins with sample " + number, offset);
        }
    }

    /** Updates the MD5, which is over the interleaved samples, little-endian, each in as many whole bytes as it needs. */
    private void digest() {
        int width = (info.getBitsPerSample() + 7) / 8;
        int channels = channels();
        int length = frame.size() * channels * width;
        raw = raw.length < length ? new byte[length] : raw;
        for (int channel = 0; channel < channels; channel++) {
            int[] samples = frame.samples(channel);
            for (int i = 0; i < frame.size(); i++) {
                for (int b = 0; b < width; b++) {
                    raw[(i * channels + channel) * width + b] = (byte) (samples[i] >> 8 * b);
                }
            }
        }
        md5.update(raw, 0, length);
    }

    private void requireMd5() {
        byte[] stated = flac.md5();
        byte[] computed = md5.digest();
        boolean unknown = Arrays.equals(stated, new byte[stated.length]);
        if (!unknown && !Arrays.equals(stated, computed)) {
            throw new AudioFormatException(
                    "the samples of a FLAC file must have the MD5 that its header states, but have a different one",
                    bits.offset());
        }
    }

    private static MessageDigest newMd5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have MD5, but this one does not", e);
        }
    }
}
