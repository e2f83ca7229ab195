package io.ser4j.internal;

/**
 * The power spectrum of real frames of one size, a power of two. Holds tables only, so that any number of threads may share one;
 * the workspace comes from the caller.
 */
final class SmallFft {
    /*
     * The frame is treated as half as many complex numbers, even samples real, odd ones imaginary [1]. They go through a Stockham
     * FFT of radix 4, with a stage of radix 2 at the end if the size needs it; it reorders the numbers as they pass between two
     * buffers, and needs no bit reversal [2]. The spectrum of the frame then follows from pairs of bins [1].
     *
     * [1] H. V. Sorensen, D. L. Jones, M. T. Heideman, C. S. Burrus: Real-Valued Fast Fourier Transform Algorithms. IEEE Trans.
     *     ASSP 35(6), 1987.
     * [2] C. Van Loan: Computational Frameworks for the Fast Fourier Transform. SIAM, 1992, section 1.7.
     */
    private final int half;
    private final double[] cos;
    private final double[] sin;
    private final double[] pairCos;
    private final double[] pairSin;

    /**
     * Computes the tables.
     *
     * @param size the frame length in samples, a power of two, at least 8
     */
    SmallFft(int size) {
        this.half = size / 2;
        this.cos = new double[half];
        this.sin = new double[half];
        for (int i = 0; i < half; i++) {
            cos[i] = StrictMath.cos(2 * Math.PI * i / half);
            sin[i] = -StrictMath.sin(2 * Math.PI * i / half);
        }
        this.pairCos = new double[half / 2 + 1];
        this.pairSin = new double[half / 2 + 1];
        for (int i = 0; i <= half / 2; i++) {
            pairCos[i] = StrictMath.cos(2 * Math.PI * i / size);
            pairSin[i] = -StrictMath.sin(2 * Math.PI * i / size);
        }
    }

    /** Two buffers of complex numbers for frames of one size, for one thread at a time. */
    static final class Work {
        /** [size / 2] the even samples of the frame, to be set before each call, which overwrites them. */
        double[] even;
        /** [size / 2] the odd samples of the frame, to be set before each call, which overwrites them. */
        double[] odd;

        private double[] nextReal;
        private double[] nextImaginary;

        /**
         * Allocates the buffers.
         *
         * @param size the frame length in samples
         */
        Work(int size) {
            even = new double[size / 2];
            odd = new double[size / 2];
            nextReal = new double[size / 2];
            nextImaginary = new double[size / 2];
        }

        private void swap() {
            double[] real = even;
            double[] imaginary = odd;
            even = nextReal;
            odd = nextImaginary;
            nextReal = real;
            nextImaginary = imaginary;
        }
    }

    /**
     * Computes {@code |X[k]|²}, without any scaling.
     *
     * @param work the frame, in its even and odd samples
     * @param powers [size / 2 + 1] from 0 Hz to half the sample rate; overwritten
     */
    void powers(Work work, double[] powers) {
        int length = half;
        int stride = 1;
        for (; length >= 4; length /= 4, stride *= 4) {
            if (stride == 1) {
                firstStageOfFour(work, length / 4);
            } else {
                stageOfFour(work, length / 4, stride);
            }
            work.swap();
        }
        if (length == 2) {
            stageOfTwo(work, stride);
            work.swap();
        }
        pairs(work.even, work.odd, powers);
    }

    /** The first stage, without an inner loop, since each butterfly has its own twiddle factors. */
    private void firstStageOfFour(Work work, int quarter) {
        double[] xr = work.even;
        double[] xi = work.odd;
        double[] yr = work.nextReal;
        double[] yi = work.nextImaginary;
        for (int p = 0; p < quarter; p++) {
            double c1 = cos[p];
            double s1 = sin[p];
            double c2 = cos[2 * p];
            double s2 = sin[2 * p];
            double c3 = cos[3 * p];
            double s3 = sin[3 * p];
            double sumReal = xr[p] + xr[p + 2 * quarter];
            double sumImaginary = xi[p] + xi[p + 2 * quarter];
            double gapReal = xr[p] - xr[p + 2 * quarter];
            double gapImaginary = xi[p] - xi[p + 2 * quarter];
            double oddSumReal = xr[p + quarter] + xr[p + 3 * quarter];
            double oddSumImaginary = xi[p + quarter] + xi[p + 3 * quarter];
            double oddGapReal = xr[p + quarter] - xr[p + 3 * quarter];
            double oddGapImaginary = xi[p + quarter] - xi[p + 3 * quarter];
            yr[4 * p] = sumReal + oddSumReal;
            yi[4 * p] = sumImaginary + oddSumImaginary;
            double real = gapReal + oddGapImaginary;
            double imaginary = gapImaginary - oddGapReal;
            yr[4 * p + 1] = c1 * real - s1 * imaginary;
            yi[4 * p + 1] = c1 * imaginary + s1 * real;
            real = sumReal - oddSumReal;
            imaginary = sumImaginary - oddSumImaginary;
            yr[4 * p + 2] = c2 * real - s2 * imaginary;
            yi[4 * p + 2] = c2 * imaginary + s2 * real;
            real = gapReal - oddGapImaginary;
            imaginary = gapImaginary + oddGapReal;
            yr[4 * p + 3] = c3 * real - s3 * imaginary;
            yi[4 * p + 3] = c3 * imaginary + s3 * real;
        }
    }

    private void stageOfFour(Work work, int quarter, int stride) {
        for (int p = 0; p < quarter; p++) {
            butterflies(work, p * stride, stride, quarter * stride);
        }
    }

    /** The butterflies of one angle, which begin at as many adjacent indices as the stride is long. */
    private void butterflies(Work work, int angle, int stride, int step) {
        double[] xr = work.even;
        double[] xi = work.odd;
        double[] yr = work.nextReal;
        double[] yi = work.nextImaginary;
        double c1 = cos[angle];
        double s1 = sin[angle];
        double c2 = cos[2 * angle];
        double s2 = sin[2 * angle];
        double c3 = cos[3 * angle];
        double s3 = sin[3 * angle];
        for (int from = angle, to = 4 * angle, end = angle + stride; from < end; from++, to++) {
            double sumReal = xr[from] + xr[from + 2 * step];
            double sumImaginary = xi[from] + xi[from + 2 * step];
            double gapReal = xr[from] - xr[from + 2 * step];
            double gapImaginary = xi[from] - xi[from + 2 * step];
            double oddSumReal = xr[from + step] + xr[from + 3 * step];
            double oddSumImaginary = xi[from + step] + xi[from + 3 * step];
            double oddGapReal = xr[from + step] - xr[from + 3 * step];
            double oddGapImaginary = xi[from + step] - xi[from + 3 * step];
            yr[to] = sumReal + oddSumReal;
            yi[to] = sumImaginary + oddSumImaginary;
            double real = gapReal + oddGapImaginary;
            double imaginary = gapImaginary - oddGapReal;
            yr[to + stride] = c1 * real - s1 * imaginary;
            yi[to + stride] = c1 * imaginary + s1 * real;
            real = sumReal - oddSumReal;
            imaginary = sumImaginary - oddSumImaginary;
            yr[to + 2 * stride] = c2 * real - s2 * imaginary;
            yi[to + 2 * stride] = c2 * imaginary + s2 * real;
            real = gapReal - oddGapImaginary;
            imaginary = gapImaginary + oddGapReal;
            yr[to + 3 * stride] = c3 * real - s3 * imaginary;
            yi[to + 3 * stride] = c3 * imaginary + s3 * real;
        }
    }

    private static void stageOfTwo(Work work, int stride) {
        for (int i = 0; i < stride; i++) {
            work.nextReal[i] = work.even[i] + work.even[i + stride];
            work.nextImaginary[i] = work.odd[i] + work.odd[i + stride];
            work.nextReal[i + stride] = work.even[i] - work.even[i + stride];
            work.nextImaginary[i + stride] = work.odd[i] - work.odd[i + stride];
        }
    }

    /** With E and O the spectra of the even and the odd samples, bin k is E + wO, and bin half - k the conjugate of E - wO. */
    private void pairs(double[] re, double[] im, double[] powers) {
        powers[0] = (re[0] + im[0]) * (re[0] + im[0]);
        powers[half] = (re[0] - im[0]) * (re[0] - im[0]);
        for (int k = 1; k <= half / 2; k++) {
            double evenReal = 0.5 * (re[k] + re[half - k]);
            double evenImaginary = 0.5 * (im[k] - im[half - k]);
            double oddReal = 0.5 * (im[k] + im[half - k]);
            double oddImaginary = 0.5 * (re[half - k] - re[k]);
            double turnedReal = pairCos[k] * oddReal - pairSin[k] * oddImaginary;
            double turnedImaginary = pairCos[k] * oddImaginary + pairSin[k] * oddReal;
            double real = evenReal + turnedReal;
            double imaginary = evenImaginary + turnedImaginary;
            powers[k] = real * real + imaginary * imaginary;
            real = evenReal - turnedReal;
            imaginary = evenImaginary - turnedImaginary;
            powers[half - k] = real * real + imaginary * imaginary;
        }
    }
}
