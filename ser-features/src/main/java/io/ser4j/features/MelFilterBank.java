package io.ser4j.features;

import io.ser4j.features.internal.Workspaces;
import io.ser4j.spi.Tensor;
import java.util.Arrays;

/**
 * Sums a power spectrum into overlapping triangular bands, evenly spaced on a mel scale. Equals {@code librosa.filters.mel}; only
 * non-zero weights are stored and multiplied.
 */
public final class MelFilterBank {
    private final int bins;
    private final int bands;
    private final int[] firstBin;
    private final int[] firstWeight;
    private final double[] weights;
    private final Workspaces workspaces = new Workspaces();

    private MelFilterBank(MelConfig config, int fftSize) {
        this.bins = fftSize / 2 + 1;
        this.bands = config.bands();
        this.firstBin = new int[bands];
        this.firstWeight = new int[bands + 1];
        double[] edges = edges(config);
        double binHz = (double) config.sampleRateHz() / fftSize;
        // A bin lies in two triangles at most, on an edge perhaps in a third by rounding.
        double[] found = new double[2 * bins + bands];
        int count = 0;
        for (int band = 0; band < bands; band++) {
            firstBin[band] = Math.min(bins, (int) Math.floor(edges[band] / binHz) + 1);
            double peak = config.norm().peak(edges[band], edges[band + 2]);
            for (int bin = firstBin[band]; bin < bins && bin * binHz < edges[band + 2]; bin++) {
                double rise = (bin * binHz - edges[band]) / (edges[band + 1] - edges[band]);
                double fall = (edges[band + 2] - bin * binHz) / (edges[band + 2] - edges[band + 1]);
                found[count++] = peak * Math.max(0, Math.min(rise, fall));
            }
            firstWeight[band + 1] = count;
        }
        this.weights = Arrays.copyOf(found, count);
    }

    /**
     * Prepares the filters.
     *
     * @param config the bands
     * @param fftSize the FFT size of the spectra, in samples, at least 2
     * @return the stage
     * @throws IllegalArgumentException if {@code fftSize} is less than 2
     */
    public static MelFilterBank of(MelConfig config, int fftSize) {
        if (fftSize < 2) {
            throw new IllegalArgumentException("fftSize must be at least 2, but was " + fftSize);
        }
        return new MelFilterBank(config, fftSize);
    }

    /**
     * The filters as a dense matrix.
     *
     * @return [bands × bins] row-major, none negative
     */
    public Tensor weights() {
        float[] dense = new float[bands * bins];
        for (int band = 0; band < bands; band++) {
            for (int i = firstWeight[band]; i < firstWeight[band + 1]; i++) {
                dense[band * bins + firstBin[band] + i - firstWeight[band]] = (float) weights[i];
            }
        }
        return Tensor.of(dense, bands, bins);
    }

    /**
     * Filters power spectra.
     *
     * @param power [frames × bins] row-major
     * @return [frames × bands] row-major, in the unit of the powers
     * @throws IllegalArgumentException if the tensor has another shape
     */
    public Tensor apply(Tensor power) {
        return Rows.filtered(
                power, bins, bands, workspaces, (spectrum, rows, offset, workspace) -> apply(spectrum, rows, offset));
    }

    /** Filters one spectrum [bins] into target[offset ... offset + bands). */
    void apply(double[] spectrum, double[] target, int offset) {
        for (int band = 0; band < bands; band++) {
            int from = firstWeight[band];
            target[offset + band] = product(spectrum, firstBin[band] - from, from, firstWeight[band + 1]);
        }
    }

    /* Four sums at once, since each addition would have to wait for the one before. */
    private double product(double[] spectrum, int shift, int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (; i <= to - 4; i += 4) {
            a += weights[i] * spectrum[shift + i];
            b += weights[i + 1] * spectrum[shift + i + 1];
            c += weights[i + 2] * spectrum[shift + i + 2];
            d += weights[i + 3] * spectrum[shift + i + 3];
        }
        for (; i < to; i++) {
            a += weights[i] * spectrum[shift + i];
        }
        return a + b + (c + d);
    }

    private static double[] edges(MelConfig config) {
        MelScale scale = config.scale();
        double low = scale.toMel(config.fMinHz());
        double step = (scale.toMel(config.fMaxHz()) - low) / (config.bands() + 1);
        double[] edges = new double[config.bands() + 2];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = scale.toHz(low + i * step);
        }
        return edges;
    }
}
