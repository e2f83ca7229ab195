package io.ser4j.features;

import io.ser4j.AudioClip;
import io.ser4j.features.internal.Checks;
import io.ser4j.features.internal.RealFft;
import io.ser4j.features.internal.Workspace;
import io.ser4j.features.internal.Workspaces;
import io.ser4j.spi.Tensor;
import java.util.Arrays;

/** The short-time Fourier transform, as power: |X|² of overlapping windowed frames. Equals {@code abs(librosa.stft(y))**2}. */
public final class Stft {
    private final StftConfig config;
    private final double[] window;
    private final int windowOffset;
    private final RealFft fft;
    private final Workspaces workspaces = new Workspaces();

    private Stft(StftConfig config) {
        this.config = config;
        this.window = config.window().values(config.windowSamples());
        this.windowOffset = (config.fftSize() - config.windowSamples()) / 2;
        this.fft = new RealFft(config.fftSize());
    }

    /**
     * Prepares the transform.
     *
     * @param config how a signal is cut into frames
     * @return the stage
     */
    public static Stft of(StftConfig config) {
        return new Stft(config);
    }

    /**
     * The number of frames of a signal.
     *
     * @param samples its length, positive
     * @return at least 1; 1 + samples / hopSamples if frames are centred and the FFT size is even
     * @throws IllegalArgumentException if the length is not positive
     * @throws ArithmeticException if the number of frames does not fit into an int
     */
    public int frames(int samples) {
        Checks.requirePositive("samples", samples);
        return Math.toIntExact(frames((long) samples));
    }

    /** The number of frames of a signal too long for an array. */
    long frames(long samples) {
        int fftSize = config.fftSize();
        long padded = samples + (config.padMode().centred() ? 2L * (fftSize / 2) : 0);
        return Math.max(0, (padded - fftSize) / config.hopSamples()) + 1;
    }

    /**
     * Transforms a clip.
     *
     * @param clip a clip of any sample rate; channels are averaged
     * @return [frames × bins] row-major, |X|² of samples with full scale at [-1, 1]
     */
    public Tensor compute(AudioClip clip) {
        Workspace workspace = workspaces.take();
        try {
            int frames = frames(clip.frames());
            int bins = config.bins();
            float[] samples = workspace.mono(clip, 0, clip.frames());
            double[] rows = workspace.rows(frames, bins);
            for (int frame = 0; frame < frames; frame++) {
                System.arraycopy(power(samples, clip.frames(), frame, workspace), 0, rows, frame * bins, bins);
            }
            return workspace.tensor(frames, bins);
        } finally {
            workspaces.giveBack(workspace);
        }
    }

    /** The power spectrum of one frame: [bins] at the start of the workspace's frame. */
    double[] power(float[] samples, int length, int frame, Workspace workspace) {
        return power(samples, length, start(frame), workspace);
    }

    /** The sample at which a frame begins; with centred frames, possibly before the signal. */
    long start(long frame) {
        return frame * config.hopSamples() - (config.padMode().centred() ? config.fftSize() / 2 : 0);
    }

    /** The power spectrum of the frame that begins at the given sample. */
    double[] power(float[] samples, int length, long start, Workspace workspace) {
        double[] buffer = workspace.frame(config.fftSize());
        window(samples, length, start + windowOffset, buffer);
        fft.power(buffer);
        return buffer;
    }

    private void window(float[] samples, int length, long start, double[] buffer) {
        int inside = (int) Math.min(Math.max(0, -start), window.length);
        int outside = (int) Math.max(inside, Math.min(window.length, length - start));
        Arrays.fill(buffer, 0, windowOffset, 0);
        pad(samples, length, start, buffer, 0, inside);
        multiply(samples, (int) (start + inside), buffer, inside, outside);
        pad(samples, length, start, buffer, outside, window.length);
        Arrays.fill(buffer, windowOffset + window.length, config.fftSize(), 0);
    }

    private void multiply(float[] samples, int first, double[] buffer, int from, int to) {
        for (int i = 0; i < to - from; i++) {
            buffer[windowOffset + from + i] = samples[first + i] * window[from + i];
        }
    }

    private void pad(float[] samples, int length, long start, double[] buffer, int from, int to) {
        for (int i = from; i < to; i++) {
            int index = config.padMode().index(start + i, length);
            buffer[windowOffset + i] = index < 0 ? 0 : samples[index] * window[i];
        }
    }
}
