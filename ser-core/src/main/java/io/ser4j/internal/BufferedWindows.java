package io.ser4j.internal;

import io.ser4j.AudioClip;
import io.ser4j.spi.FeatureWindows;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.Tensor;
import io.ser4j.spi.WindowPlan;
import java.util.Arrays;

/** Windows for a front end that processes whole clips only: each is cut from the most recent samples of the signal. */
public final class BufferedWindows implements FeatureWindows {
    private final FrontEnd frontEnd;
    private final WindowPlan plan;

    /** The samples from the origin on. */
    private float[] samples = new float[1 << 10];

    private long origin;
    private long received;
    private long length = WindowPlan.UNKNOWN;
    private long window;

    /**
     * Creates the windows of one signal.
     *
     * @param frontEnd computes the features of a window
     * @param plan where the windows lie
     */
    public BufferedWindows(FrontEnd frontEnd, WindowPlan plan) {
        this.frontEnd = frontEnd;
        this.plan = plan;
    }

    @Override
    public void push(float[] mono, int offset, int count) {
        int kept = (int) (received - origin);
        if (kept + count > samples.length) {
            samples = Arrays.copyOf(samples, Math.max(kept + count, Math.min(2 * samples.length, capacity())));
        }
        System.arraycopy(mono, offset, samples, kept, count);
        received += count;
    }

    @Override
    public void end() {
        length = received;
    }

    @Override
    public boolean ready() {
        return plan.exists(window, length) && plan.end(window, length) <= received;
    }

    @Override
    public Tensor next() {
        requireReady();
        int first = (int) (plan.start(window, length) - origin);
        int end = (int) (plan.end(window, length) - origin);
        AudioClip clip = AudioClip.of(Arrays.copyOfRange(samples, first, end), plan.sampleRateHz());
        Tensor features = frontEnd.apply(clip);
        moveOn();
        return features;
    }

    @Override
    public void skip() {
        requireReady();
        moveOn();
    }

    @Override
    public double longestSeconds() {
        return frontEnd.longestSeconds();
    }

    private void moveOn() {
        window++;
        int unneeded = (int) (plan.neededFrom(window) - origin);
        int kept = (int) (received - origin) - unneeded;
        System.arraycopy(samples, unneeded, samples, 0, kept);
        origin += unneeded;
    }

    private void requireReady() {
        if (!ready()) {
            throw new IllegalStateException("window " + window + " is not ready after " + received + " samples");
        }
    }

    /** The length up to which the buffer doubles: what is kept between windows, and as much again for new pieces. */
    private int capacity() {
        return (int) Math.min(2L * (plan.windowSamples() + (long) plan.hopSamples()), 1 << 30);
    }
}
