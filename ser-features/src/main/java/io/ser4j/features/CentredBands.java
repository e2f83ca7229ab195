package io.ser4j.features;

import io.ser4j.features.internal.Checks;
import io.ser4j.features.internal.Workspace;
import io.ser4j.spi.Tensor;
import java.util.Arrays;

/**
 * Ends with the sequence of mel bands itself, [1, frames, bands, 2], freed of channel and level.
 *
 * <p>The frames from the first to the last loud one are kept, a loud one being at most {@code trimDb} below the loudest band of
 * the clip, and {@code trimMarginFrames} more on both sides. Fewer than {@code minimumFrames} are repeated in a circle, of more
 * than {@code maximumFrames} the middle ones are kept. Channel 0 is each band without its mean over time, divided by the root
 * mean square of all that; channel 1 is the same without the mean of all bands together, so that the tilt of the spectrum stays.
 * What is divided by is at least {@code deviationFloor}.
 *
 * @param bands the number of mel bands
 * @param trimDb in dB, at least 0, perhaps infinite
 * @param trimMarginFrames at least 0
 * @param minimumFrames in [1, maximumFrames]
 * @param maximumFrames at most 1,000,000
 * @param deviationFloor in dB, above 0
 */
record CentredBands(
        int bands, double trimDb, int trimMarginFrames, int minimumFrames, int maximumFrames, double deviationFloor)
        implements Finish {
    private static final int MOST_FRAMES = 1_000_000;
    private static final int CHANNELS = 2;

    CentredBands {
        Checks.requireWithin("trim_margin_frames", trimMarginFrames, 0, MOST_FRAMES);
        Checks.requireWithin("maximum_frames", maximumFrames, 1, MOST_FRAMES);
        Checks.requireWithin("minimum_frames", minimumFrames, 1, maximumFrames);
        if (!(trimDb >= 0)) {
            throw new IllegalArgumentException("trim_db must be at least 0, but was " + trimDb);
        }
        if (!(deviationFloor > 0 && deviationFloor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "deviation_floor must be positive and finite, but was " + deviationFloor);
        }
    }

    @Override
    public Tensor of(int frames, Workspace workspace) {
        double[] rows = workspace.rows(frames, bands);
        int first = firstKept(rows, frames);
        int count = lastKept(rows, frames) + 1 - first;
        if (count > maximumFrames) {
            first += (count - maximumFrames) / 2;
            count = maximumFrames;
        }
        int length = Math.max(count, minimumFrames);
        double[] sequence = workspace.sequence(length * bands);
        for (int t = 0; t < length; t++) {
            System.arraycopy(rows, (first + t % count) * bands, sequence, t * bands, bands);
        }
        float[] result = workspace.result(length * bands * CHANNELS);
        double[] means = workspace.row(bands);
        double mean = means(sequence, length, means);
        write(sequence, length, means, result, 0);
        Arrays.fill(means, 0, bands, mean);
        write(sequence, length, means, result, 1);
        return Tensor.of(result, 1, length, bands, CHANNELS);
    }

    private int firstKept(double[] rows, int frames) {
        double least = max(rows, 0, frames * bands) - trimDb;
        int frame = 0;
        while (max(rows, frame * bands, bands) < least) {
            frame++;
        }
        return Math.max(0, frame - trimMarginFrames);
    }

    private int lastKept(double[] rows, int frames) {
        double least = max(rows, 0, frames * bands) - trimDb;
        int frame = frames - 1;
        while (max(rows, frame * bands, bands) < least) {
            frame--;
        }
        return Math.min(frames - 1, frame + trimMarginFrames);
    }

    private static double max(double[] values, int offset, int count) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = offset; i < offset + count; i++) {
            max = Math.max(max, values[i]);
        }
        return max;
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

    private void write(double[] sequence, int length, double[] means, float[] result, int channel) {
        double squares = 0;
        for (int i = 0; i < length * bands; i++) {
            double difference = sequence[i] - means[i % bands];
            squares += difference * difference;
        }
        double deviation = Math.max(Math.sqrt(squares / (length * bands)), deviationFloor);
        for (int i = 0; i < length * bands; i++) {
            result[i * CHANNELS + channel] = (float) ((sequence[i] - means[i % bands]) / deviation);
        }
    }
}
