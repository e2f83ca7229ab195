package io.ser4j.features;

import io.ser4j.features.internal.Checks;
import io.ser4j.features.internal.Workspace;
import io.ser4j.features.internal.Workspaces;
import io.ser4j.spi.Tensor;
import java.util.Arrays;

/**
 * How periodic a frame is at each of several fundamental frequencies, computed from its power spectrum: a map of the voice's
 * pitch that does not decide on one value. A periodic frame has a peak at its fundamental frequency, whether or not the spectrum
 * contains this frequency, and weaker ones at a half of it, a third and so on.
 */
public final class PitchSalience {
    private final int bins;
    private final int bands;
    private final int firstBin;
    private final int endBin;
    private final double floor;
    private final double[][] cosines;
    private final Workspaces workspaces = new Workspaces();

    /*
     * With the magnitudes m[k] of the bins at f[k] Hz, the salience of a fundamental frequency h is
     *
     *     sum m[k] cos(2 pi f[k] / h) / max(sum m[k], floor).
     *
     * With the power in place of m it would be the normalised autocorrelation of the frame at the lag 1 / h (Wiener-Khinchin);
     * the magnitude makes its peaks sharper and is less dominated by the loudest harmonic: T. Tolonen, M. Karjalainen, "A
     * computationally efficient multipitch analysis model", IEEE Trans. Speech and Audio Processing 8 (6), 2000. Each row of the
     * table holds the cosines of one bin, so that the sums of all bands grow side by side; the last rows, up to a multiple of
     * four, are 0.
     */
    private PitchSalience(PitchConfig config, int sampleRateHz, int fftSize) {
        this.bins = fftSize / 2 + 1;
        this.bands = config.bands();
        this.firstBin = firstBin(config, sampleRateHz, fftSize);
        this.endBin = endBin(config, sampleRateHz, fftSize);
        this.floor = config.floor();
        this.cosines = new double[(endBin - firstBin + 3) / 4 * 4][bands];
        for (int bin = firstBin; bin < endBin; bin++) {
            for (int band = 0; band < bands; band++) {
                double periods = hz(bin, sampleRateHz, fftSize) / config.hz(band);
                cosines[bin - firstBin][band] = Math.cos(2 * Math.PI * periods);
            }
        }
    }

    /**
     * Prepares the stage.
     *
     * @param config the fundamental frequencies
     * @param sampleRateHz the sample rate of the signal in Hz, positive
     * @param fftSize the FFT size of the spectra, in samples, at least 2
     * @return the stage
     * @throws IllegalArgumentException if the rate or the size is outside its range, or the part of the spectrum that is used
     *     reaches beyond half the sample rate or lies between two bins
     */
    public static PitchSalience of(PitchConfig config, int sampleRateHz, int fftSize) {
        Checks.requirePositive("sampleRateHz", sampleRateHz);
        if (fftSize < 2) {
            throw new IllegalArgumentException("fftSize must be at least 2, but was " + fftSize);
        }
        if (!(config.toHz() <= sampleRateHz / 2.0)) {
            throw new IllegalArgumentException(
                    "toHz must be at most half of the sample rate " + sampleRateHz + ", but was " + config.toHz());
        }
        if (firstBin(config, sampleRateHz, fftSize) == endBin(config, sampleRateHz, fftSize)) {
            throw new IllegalArgumentException("fromHz must leave a bin up to toHz " + config.toHz()
                    + " where bins are " + hz(1, sampleRateHz, fftSize) + " Hz apart, but was " + config.fromHz());
        }
        return new PitchSalience(config, sampleRateHz, fftSize);
    }

    /**
     * Computes the salience from power spectra.
     *
     * @param power [frames × bins] row-major, none negative
     * @return [frames × bands] row-major, in [-1, 1]; 0 in silence; independent of the level of the signal as long as its
     *     magnitudes stay far above the floor of the configuration
     * @throws IllegalArgumentException if the tensor has another shape
     */
    public Tensor apply(Tensor power) {
        return Rows.filtered(power, bins, bands, workspaces, this::apply);
    }

    int bands() {
        return bands;
    }

    /**
     * Writes the salience in one spectrum [bins] to target[offset ... offset + bands). It sums four bins at once into a separate
     * row, since the compiler turns loops with plain indices into vector instructions.
     */
    void apply(double[] spectrum, double[] target, int offset, Workspace workspace) {
        double[] sums = workspace.row(bands);
        Arrays.fill(sums, 0, bands, 0);
        double sum = 0;
        for (int row = 0; row < cosines.length; row += 4) {
            double a = magnitude(spectrum, row);
            double b = magnitude(spectrum, row + 1);
            double c = magnitude(spectrum, row + 2);
            double d = magnitude(spectrum, row + 3);
            sum += a + b + (c + d);
            accumulate(a, b, c, d, row, sums);
        }
        double divisor = Math.max(sum, floor);
        for (int band = 0; band < bands; band++) {
            target[offset + band] = sums[band] / divisor;
        }
    }

    private double magnitude(double[] spectrum, int row) {
        return firstBin + row < endBin ? Math.sqrt(spectrum[firstBin + row]) : 0;
    }

    private void accumulate(double a, double b, double c, double d, int row, double[] sums) {
        double[] first = cosines[row];
        double[] second = cosines[row + 1];
        double[] third = cosines[row + 2];
        double[] fourth = cosines[row + 3];
        int count = bands;
        for (int i = 0; i < count; i++) {
            sums[i] += a * first[i] + b * second[i] + (c * third[i] + d * fourth[i]);
        }
    }

    private static int firstBin(PitchConfig config, int sampleRateHz, int fftSize) {
        int bin = 0;
        while (hz(bin, sampleRateHz, fftSize) < config.fromHz()) {
            bin++;
        }
        return bin;
    }

    /** The bin after the last one. */
    private static int endBin(PitchConfig config, int sampleRateHz, int fftSize) {
        int bin = firstBin(config, sampleRateHz, fftSize);
        while (bin <= fftSize / 2 && hz(bin, sampleRateHz, fftSize) <= config.toHz()) {
            bin++;
        }
        return bin;
    }

    private static double hz(int bin, int sampleRateHz, int fftSize) {
        return (double) bin * sampleRateHz / fftSize;
    }
}
