package io.ser4j.features;

import io.ser4j.features.internal.Checks;
import io.ser4j.features.internal.Workspace;
import io.ser4j.spi.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Outputs the sequence of mel bands itself, [1, frames, bands, channels].
 *
 * <p>Of the frames from the first to the last that is loud by level, with {@code trimMarginFrames} more on both sides, those are
 * kept that are at most {@code trimNoiseMarginFrames} before the first or after the last loud one. Fewer than
 * {@code minimumFrames} are repeated cyclically; of more than {@code maximumFrames}, the stretch with the most loud frames is
 * taken and treated as if it were the clip. The channels are computed from these frames: the decibels of the mel bands minus a
 * mean, that of each band over time or that of all bands together, divided by the root mean square of the result or by
 * {@code deviationFloor}, whichever is larger; or the pitch salience, unchanged.
 *
 * @param bands the number of mel bands
 * @param loudFrames which frames are loud
 * @param trimMarginFrames at least 0
 * @param trimNoiseMarginFrames at least 0
 * @param minimumFrames in [1, maximumFrames]
 * @param maximumFrames at most 1,000,000
 * @param deviationFloor in dB, above 0
 * @param channels the channels of the result, in this order
 */
record CentredBands(
        int bands,
        LoudFrames loudFrames,
        int trimMarginFrames,
        int trimNoiseMarginFrames,
        int minimumFrames,
        int maximumFrames,
        double deviationFloor,
        List<Channel> channels)
        implements Finish {
    private static final int MAX_FRAMES = 1_000_000;

    /** Half an hour of 80 bands: a few bytes of metadata must not be able to claim more memory than a clip of an hour. */
    private static final int MAX_VALUES = 1 << 24;

    CentredBands {
        Checks.requireWithin("trim_margin_frames", trimMarginFrames, 0, MAX_FRAMES);
        Checks.requireWithin("maximum_frames", maximumFrames, 1, MAX_FRAMES);
        Checks.requireWithin("trim_noise_margin_frames", trimNoiseMarginFrames, 0, MAX_FRAMES);
        Checks.requireWithin("minimum_frames", minimumFrames, 1, maximumFrames);
        channels = List.copyOf(channels);
        if ((long) maximumFrames * bands * channels.size() > MAX_VALUES) {
            throw new IllegalArgumentException("maximum_frames must be at most "
                    + MAX_VALUES / bands / channels.size() + " of " + bands + " bands and " + channels.size()
                    + " channels, but was " + maximumFrames);
        }
        if (!(deviationFloor > 0 && deviationFloor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "deviation_floor must be positive and finite, but was " + deviationFloor);
        }
    }

    @Override
    public double mostFrames() {
        return maximumFrames;
    }

    @Override
    public Tensor of(int frames, Workspace workspace) {
        double[] rows = workspace.rows(frames, bands);
        Kept kept = trimmed(rows, new Kept(0, frames), workspace);
        if (kept.count() > maximumFrames) {
            kept = trimmed(rows, busiest(rows, kept, workspace), workspace);
        }
        int first = kept.first();
        int count = kept.count();
        int length = Math.max(count, minimumFrames);
        double[] decibels = workspace.sequence(length * bands);
        for (int t = 0; t < length; t++) {
            System.arraycopy(rows, (first + t % count) * bands, decibels, t * bands, bands);
        }
        double[] pitch = workspace.pitch(frames, bands);
        double[] means = workspace.row(bands);
        float[] result = workspace.result(length * bands * channels.size());
        for (int channel = 0; channel < channels.size(); channel++) {
            switch (channels.get(channel)) {
                case BAND_CENTRED -> {
                    means(decibels, length, means);
                    writeCentred(decibels, length, means, result, channel);
                }
                case CLIP_CENTRED -> {
                    Arrays.fill(means, 0, bands, means(decibels, length, means));
                    writeCentred(decibels, length, means, result, channel);
                }
                case PITCH -> writePitch(pitch, first, count, result, channel);
            }
        }
        return Tensor.of(result, 1, length, bands, channels.size());
    }

    /** A stretch of frames, not empty. */
    private record Kept(int first, int count) {}

    private Kept trimmed(double[] rows, Kept stretch, Workspace workspace) {
        boolean[] loudEnough = loudFrames.byLevel(rows, stretch.first(), stretch.count());
        boolean[] loud = loudFrames.of(loudEnough, rows, stretch.first(), workspace);
        int start = Math.max(first(loudEnough) - trimMarginFrames, first(loud) - trimNoiseMarginFrames);
        int end = Math.min(end(loudEnough) + trimMarginFrames, end(loud) + trimNoiseMarginFrames);
        start = Math.max(0, start);
        return new Kept(stretch.first() + start, Math.min(stretch.count(), end) - start);
    }

    private static int first(boolean[] loud) {
        int first = 0;
        while (!loud[first]) {
            first++;
        }
        return first;
    }

    /** The index behind the last one. */
    private static int end(boolean[] loud) {
        int end = loud.length;
        while (!loud[end - 1]) {
            end--;
        }
        return end;
    }

    /**
     * The stretch of {@code maximumFrames} with the most loud ones; of several, the one nearest to the middle, then the earlier.
     */
    private Kept busiest(double[] rows, Kept all, Workspace workspace) {
        boolean[] loudEnough = loudFrames.byLevel(rows, all.first(), all.count());
        boolean[] loud = loudFrames.of(loudEnough, rows, all.first(), workspace);
        int spare = all.count() - maximumFrames;
        // Counted from those of the first stretch, since only differences matter.
        int inStretch = 0;
        int most = 0;
        int best = 0;
        for (int start = 1; start <= spare; start++) {
            inStretch += loud[start + maximumFrames - 1] ? 1 : 0;
            inStretch -= loud[start - 1] ? 1 : 0;
            boolean nearer = Math.abs(start - spare / 2) < Math.abs(best - spare / 2);
            if (inStretch > most || inStretch == most && nearer) {
                most = inStretch;
                best = start;
            }
        }
        return new Kept(all.first() + best, maximumFrames);
    }

    /** Writes the mean of each band; returns the mean of all. */
    private double means(double[] sequence, int length, double[] means) {
        double all = 0;
        for (int band = 0; band < bands; band++) {
            double sum = 0;
            for (int t = 0; t < length; t++) {
                sum += sequence[t * bands + band];
            }
            means[band] = sum / length;
            all += sum;
        }
        return all / length / bands;
    }

    private void writeCentred(double[] sequence, int length, double[] means, float[] result, int channel) {
        double squares = 0;
        for (int i = 0; i < length * bands; i++) {
            double difference = sequence[i] - means[i % bands];
            squares += difference * difference;
        }
        double deviation = Math.max(Math.sqrt(squares / (length * bands)), deviationFloor);
        for (int i = 0; i < length * bands; i++) {
            result[i * channels.size() + channel] = (float) ((sequence[i] - means[i % bands]) / deviation);
        }
    }

    /** Writes the pitch salience of the kept frames, unchanged. */
    private void writePitch(double[] pitch, int first, int count, float[] result, int channel) {
        int length = result.length / (bands * channels.size());
        for (int t = 0; t < length; t++) {
            int row = (first + t % count) * bands;
            for (int band = 0; band < bands; band++) {
                result[(t * bands + band) * channels.size() + channel] = (float) pitch[row + band];
            }
        }
    }
}
