package io.ser4j.features.internal;

import org.jtransforms.fft.DoubleFFT_1D;
import org.jtransforms.utils.CommonUtils;

/**
 * Computes the power spectrum of real frames, with one plan for all of them. The only class that knows the FFT library.
 * Thread-safe.
 */
public final class RealFft {
    /** Up to this size the library stays in the calling thread, even if it pads a prime number of samples to a power of two. */
    private static final int LARGEST_OF_ONE_THREAD = 2048;

    private final int size;
    private final DoubleFFT_1D plan;

    /**
     * Plans a transform.
     *
     * @param size samples per frame, at least 2
     */
    public RealFft(int size) {
        this.size = size;
        if (size > LARGEST_OF_ONE_THREAD) {
            forbidHiddenThreads();
        }
        this.plan = new DoubleFFT_1D(size);
    }

    /** The library would split a large transform among threads of its own, and return half of it if the caller is interrupted. */
    private static void forbidHiddenThreads() {
        CommonUtils.setThreadsBeginN_1D_FFT_2Threads(Long.MAX_VALUE);
        CommonUtils.setThreadsBeginN_1D_FFT_4Threads(Long.MAX_VALUE);
    }

    /**
     * Replaces a frame by its power spectrum.
     *
     * @param frame [size] the samples; afterwards [bins] |X|², the rest is undefined
     */
    public void power(double[] frame) {
        plan.realForward(frame);
        if (size % 2 == 0) {
            unpackEven(frame);
        } else {
            unpackOdd(frame);
        }
    }

    /*
     * The packed layout for an even size is Re[0], Re[n/2], Re[1], Im[1], Re[2], Im[2] ... The bin k is read from 2k and 2k + 1
     * and written to k, so that nothing is overwritten before it was read.
     */
    private void unpackEven(double[] a) {
        double nyquist = a[1];
        a[0] = a[0] * a[0];
        int half = size / 2;
        for (int k = 1; k < half; k++) {
            double re = a[2 * k];
            double im = a[2 * k + 1];
            a[k] = re * re + im * im;
        }
        a[half] = nyquist * nyquist;
    }

    /* For an odd size it is Re[0], Im[n/2], Re[1], Im[1] ... Re[n/2], with n/2 rounded down. */
    private void unpackOdd(double[] a) {
        double lastIm = a[1];
        a[0] = a[0] * a[0];
        int last = size / 2;
        for (int k = 1; k <= last; k++) {
            double re = a[2 * k];
            double im = k == last ? lastIm : a[2 * k + 1];
            a[k] = re * re + im * im;
        }
    }
}
