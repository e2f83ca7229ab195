package io.ser4j;

import io.ser4j.internal.Downmix;
import io.ser4j.internal.SampleSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A piece of audio: samples, sample rate and channels. Samples are floats with full scale at [-1, 1]; those beyond it are kept
 * unchanged, up to a magnitude of {@value #MAX_AMPLITUDE}.
 */
public final class AudioClip {
    /** The largest magnitude of a sample; larger values are not audio at full scale 1 (perhaps unscaled 16-bit integers). */
    public static final float MAX_AMPLITUDE = 64;

    /** The highest sample rate in Hz, far above that of any converter; tables and buffers grow with the rate. */
    public static final int MAX_SAMPLE_RATE_HZ = 50_000_000;

    /** Brings 16-bit integers to full scale at [-1, 1]. */
    static final float INTEGER_SCALE = 0x1p-15f;

    private final float[] interleaved;
    private final int sampleRateHz;
    private final int channels;

    private AudioClip(float[] interleaved, int sampleRateHz, int channels) {
        this.interleaved = interleaved;
        this.sampleRateHz = sampleRateHz;
        this.channels = channels;
        requireUsable();
    }

    /**
     * A mono clip.
     *
     * @param samples [frames] full scale at [-1, 1]; copied
     * @param sampleRateHz samples per second, from 1 to {@value #MAX_SAMPLE_RATE_HZ}
     * @return the clip
     * @throws InvalidAudioException if there is no sample, one is not finite or beyond {@link #MAX_AMPLITUDE}, or the rate is
     *     outside its range
     */
    public static AudioClip of(float[] samples, int sampleRateHz) {
        return of(Objects.requireNonNull(samples, "samples"), sampleRateHz, 1);
    }

    /**
     * A mono clip of 16-bit integers, as microphones and telephones deliver them.
     *
     * @param samples [frames] full scale at 32,768; copied
     * @param sampleRateHz samples per second, from 1 to {@value #MAX_SAMPLE_RATE_HZ}
     * @return the clip
     * @throws InvalidAudioException if there is no sample, or the rate is outside its range
     */
    public static AudioClip of(short[] samples, int sampleRateHz) {
        return of(Objects.requireNonNull(samples, "samples"), sampleRateHz, 1);
    }

    /**
     * A clip of several channels of 16-bit integers.
     *
     * @param interleaved [frames × channels] row-major, full scale at 32,768; copied
     * @param sampleRateHz frames per second, from 1 to {@value #MAX_SAMPLE_RATE_HZ}
     * @param channels the number of channels, positive
     * @return the clip
     * @throws InvalidAudioException if there is no sample, the last frame is incomplete, the rate is outside its range, or
     *     channels are not positive
     */
    public static AudioClip of(short[] interleaved, int sampleRateHz, int channels) {
        float[] scaled = new float[Objects.requireNonNull(interleaved, "interleaved").length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = interleaved[i] * INTEGER_SCALE;
        }
        return new AudioClip(scaled, sampleRateHz, channels);
    }

    /**
     * A clip of several channels.
     *
     * @param interleaved [frames × channels] row-major, full scale at [-1, 1]; copied
     * @param sampleRateHz frames per second, from 1 to {@value #MAX_SAMPLE_RATE_HZ}
     * @param channels the number of channels, positive
     * @return the clip
     * @throws InvalidAudioException if there is no sample, one is not finite or beyond {@link #MAX_AMPLITUDE}, the last frame
     *     is incomplete, the rate is outside its range, or channels are not positive
     */
    public static AudioClip of(float[] interleaved, int sampleRateHz, int channels) {
        return new AudioClip(Objects.requireNonNull(interleaved, "interleaved").clone(), sampleRateHz, channels);
    }

    /** A mono clip around the caller's own array, for the duration of one call. */
    static AudioClip borrow(float[] samples, int sampleRateHz) {
        return new AudioClip(Objects.requireNonNull(samples, "samples"), sampleRateHz, 1);
    }

    /**
     * Reads an audio file within {@link AudioLimits#defaults()}, as {@link #read(InputStream, AudioLimits)} does.
     *
     * @param file an audio file; its name does not matter
     * @return the clip
     * @throws AudioFormatException if the bytes cannot be read as audio or exceed the limits, or a sample is not finite or
     *     beyond {@link #MAX_AMPLITUDE}; the message names the file and the byte offset
     * @throws IOException if the file cannot be read
     */
    public static AudioClip read(Path file) throws IOException {
        return read(file, AudioLimits.defaults());
    }

    /**
     * Reads an audio file, as {@link #read(InputStream, AudioLimits)} does.
     *
     * @param file an audio file; its name does not matter
     * @param limits the limits on the file
     * @return the clip
     * @throws AudioFormatException if the bytes cannot be read as audio or exceed the limits, or a sample is not finite or
     *     beyond {@link #MAX_AMPLITUDE}; the message names the file and the byte offset
     * @throws IOException if the file cannot be read
     */
    public static AudioClip read(Path file, AudioLimits limits) throws IOException {
        try (InputStream in = AudioReader.bytesOf(Objects.requireNonNull(file, "file"))) {
            return read(in, limits);
        } catch (AudioFormatException e) {
            throw e.in(file);
        }
    }

    /**
     * Reads an audio stream within {@link AudioLimits#defaults()}, as {@link #read(InputStream, AudioLimits)} does.
     *
     * @param in the bytes of an audio file; not closed. WAV is read to the end of its data and no further
     * @return the clip
     * @throws AudioFormatException if the bytes cannot be read as audio or exceed the limits, or a sample is not finite or
     *     beyond {@link #MAX_AMPLITUDE}; the message names the byte offset
     * @throws IOException if the stream cannot be read; rethrown unchanged
     */
    public static AudioClip read(InputStream in) throws IOException {
        return read(in, AudioLimits.defaults());
    }

    /**
     * Reads an audio stream to its end. WAV is decoded by this library, other formats by registered decoders under a watchdog;
     * {@link AudioReader} describes what is accepted and what is refused.
     *
     * <p>Memory grows with the samples that arrive, never with what a header promises, and stays within twice the size of the
     * samples. A small compressed file may hold an hour of audio: for files from untrusted sources, bound the memory with
     * {@link AudioLimits#withMaxSamples}.
     *
     * @param in the bytes of an audio file; not closed. WAV is read to the end of its data and no further
     * @param limits the limits on the stream
     * @return the clip
     * @throws AudioFormatException if the bytes cannot be read as audio or exceed the limits, or a sample is not finite or
     *     beyond {@link #MAX_AMPLITUDE}; the message names the byte offset
     * @throws IOException if the stream cannot be read; rethrown unchanged
     */
    public static AudioClip read(InputStream in, AudioLimits limits) throws IOException {
        try (AudioReader reader = AudioReader.open(
                in, limits, Math.min(limits.maxSamples(), SampleSink.MAX_SAMPLES), AudioReader.INSTALLED)) {
            return readAll(reader);
        }
    }

    /** Copies a list of clips; the exception for a null names its position. */
    static List<AudioClip> copyOf(List<AudioClip> clips) {
        int place = 0;
        for (AudioClip clip : clips) {
            place++;
            if (clip == null) {
                throw new NullPointerException("clip " + place + " of " + clips.size() + " must not be null");
            }
        }
        return List.copyOf(clips);
    }

    /** Reads the rest of the audio into a clip. */
    static AudioClip readAll(AudioReader reader) throws IOException {
        return new AudioClip(reader.readToTheEnd(), reader.sampleRateHz(), reader.channels());
    }

    /**
     * The sample rate.
     *
     * @return frames per second in Hz, from 1 to {@value #MAX_SAMPLE_RATE_HZ}
     */
    public int sampleRateHz() {
        return sampleRateHz;
    }

    /**
     * The number of channels.
     *
     * @return 1 for mono
     */
    public int channels() {
        return channels;
    }

    /**
     * The length in frames: one frame holds one sample of each channel.
     *
     * @return the number of frames, positive
     */
    public int frames() {
        return interleaved.length / channels;
    }

    /**
     * The duration.
     *
     * @return seconds, positive
     */
    public double durationSeconds() {
        return (double) frames() / sampleRateHz;
    }

    /**
     * One channel as a mono clip, for example of a call that was recorded with one person on each channel.
     *
     * @param channel from 0 to one less than the number of channels
     * @return the mono clip, at the same rate
     * @throws IndexOutOfBoundsException if there is no such channel
     */
    public AudioClip channel(int channel) {
        requireChannel(channel, channels);
        if (channels == 1) {
            return this;
        }
        float[] alone = new float[frames()];
        for (int i = 0; i < alone.length; i++) {
            alone[i] = interleaved[i * channels + channel];
        }
        return new AudioClip(alone, sampleRateHz, 1);
    }

    /**
     * A stretch of the clip, with all channels, as a clip of its own: for example one of the
     * {@linkplain VoiceActivity#spans() spans} with a voice.
     *
     * @param startSeconds where it begins, from the start of the clip, at least 0
     * @param endSeconds where it ends, at most the end of the clip; both are rounded to whole frames, and at least one is kept
     * @return the clip, at the same rate
     * @throws IllegalArgumentException if the stretch is empty or reaches beyond the clip
     */
    public AudioClip stretch(double startSeconds, double endSeconds) {
        if (!(startSeconds >= 0 && endSeconds > startSeconds && endSeconds <= durationSeconds())) {
            throw new IllegalArgumentException("a stretch must begin at 0 or later, end after that and within "
                    + durationSeconds() + " s, but was from " + startSeconds + " to " + endSeconds + " s");
        }
        int from = (int) Math.min(frames() - 1L, Math.round(startSeconds * sampleRateHz));
        int to = (int) Math.max(from + 1L, Math.min(frames(), Math.round(endSeconds * sampleRateHz)));
        return new AudioClip(Arrays.copyOfRange(interleaved, from * channels, to * channels), sampleRateHz, channels);
    }

    /**
     * The clip mixed down to mono: the mean of the channels.
     *
     * @return [frames] a new array
     */
    public float[] toMono() {
        float[] mono = new float[frames()];
        copyMono(0, mono, 0, mono.length);
        return mono;
    }

    /**
     * Copies a stretch of the clip, mixed down to mono by the mean of the channels; allocates nothing.
     *
     * @param firstFrame the first frame to copy
     * @param target where to copy to
     * @param offset the index of the first copied frame in the target
     * @param count the number of frames
     * @throws IndexOutOfBoundsException if the stretch reaches beyond the clip or the target
     */
    public void copyMono(int firstFrame, float[] target, int offset, int count) {
        Objects.checkFromIndexSize(firstFrame, count, frames());
        Objects.checkFromIndexSize(offset, count, target.length);
        if (channels == 1) {
            System.arraycopy(interleaved, firstFrame, target, offset, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            target[offset + i] = Downmix.mean(interleaved, (firstFrame + i) * channels, channels);
        }
    }

    /** Returns duration, sample rate and channels, such as {@code 2.10 s, 24414 Hz, 1 channel}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.2f s, %d Hz, %d channel%s",
                durationSeconds(),
                sampleRateHz,
                channels,
                channels == 1 ? "" : "s");
    }

    /** Checks the sample rate of a clip or a stream. */
    static void requireRate(int sampleRateHz) {
        if (sampleRateHz < 1) {
            throw new InvalidAudioException("sampleRateHz must be positive, but was " + sampleRateHz);
        }
        if (sampleRateHz > MAX_SAMPLE_RATE_HZ) {
            throw new InvalidAudioException(
                    "sampleRateHz must be at most " + MAX_SAMPLE_RATE_HZ + ", but was " + sampleRateHz);
        }
    }

    /** Checks that audio has a channel of this number. */
    static void requireChannel(int channel, int channels) {
        if (channel < 0 || channel >= channels) {
            throw new IndexOutOfBoundsException("channel must lie in [0, " + (channels - 1) + "], but was " + channel);
        }
    }

    private void requireUsable() {
        requireRate(sampleRateHz);
        if (channels < 1) {
            throw new InvalidAudioException("channels must be positive, but was " + channels);
        }
        if (interleaved.length == 0) {
            throw new InvalidAudioException("audio must have at least one sample, but had none");
        }
        if (interleaved.length % channels != 0) {
            throw new InvalidAudioException("the number of samples must be a multiple of the " + channels
                    + " channels, but was " + interleaved.length);
        }
        requireUsable(interleaved, 0, interleaved.length);
    }

    /** Checks that every sample is a number of a credible size: first whether all are, which is fast, then which one is not. */
    static void requireUsable(float[] samples, int offset, int count) {
        int largest = Float.floatToRawIntBits(MAX_AMPLITUDE);
        int excess = 0;
        for (int i = offset; i < offset + count; i++) {
            // The bits of magnitudes are in the order of the magnitudes, those of infinities and NaN after all numbers.
            excess |= largest - (Float.floatToRawIntBits(samples[i]) & Integer.MAX_VALUE);
        }
        if (excess < 0) {
            throw unusable(samples, offset);
        }
    }

    private static InvalidAudioException unusable(float[] samples, int offset) {
        int i = offset;
        while (Math.abs(samples[i]) <= MAX_AMPLITUDE) {
            i++;
        }
        return new InvalidAudioException("samples must be finite with full scale at [-1, 1] and never beyond "
                + MAX_AMPLITUDE + " (divide 16-bit integers by 32768), but sample " + i + " was " + samples[i]);
    }
}
