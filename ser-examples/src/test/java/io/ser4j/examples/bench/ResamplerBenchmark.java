package io.ser4j.examples.bench;

import io.ser4j.features.Resampler;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The time to resample, and to build the tables for it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ResamplerBenchmark {
    /** Input and output rate in Hz. */
    @Param({"44100-16000", "24414-22050", "48000-16000", "16000-22050"})
    public String rates;

    /** Length of the signal in seconds. */
    @Param({"3", "60"})
    public int seconds;

    private int inputHz;
    private int outputHz;
    private Resampler resampler;
    private float[] noise;

    /** Makes the noise and the resampler. */
    @Setup
    public void prepare() {
        String[] pair = rates.split("-");
        inputHz = Integer.parseInt(pair[0]);
        outputHz = Integer.parseInt(pair[1]);
        resampler = Resampler.between(inputHz, outputHz);
        noise = new float[inputHz * seconds];
        Random random = new Random(1);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian() / 10;
        }
    }

    /** Resamples the noise. */
    @Benchmark
    public float[] resample() {
        return resampler.resample(noise);
    }

    /** Builds the tables. */
    @Benchmark
    public Resampler build() {
        return Resampler.between(inputHz, outputHz);
    }
}
