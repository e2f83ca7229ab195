package io.ser4j.examples.bench;

import io.ser4j.AudioClip;
import io.ser4j.features.FrontEnds;
import io.ser4j.features.Mfcc;
import io.ser4j.features.MfccConfig;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jtransforms.fft.DoubleFFT_1D;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** MFCCs of a clip of three seconds, compared with the FFTs that they need. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MfccBenchmark {
    private static final int RATE_HZ = 22_050;
    private static final int SECONDS = 3;

    private AudioClip clip;
    private Mfcc mfcc;
    private FrontEnd pooled;
    private DoubleFFT_1D fft;
    private double[] silence;
    private int frames;

    /** Makes a clip of a gliding voiced sound with pauses, over a little noise. */
    @Setup
    public void setUp() {
        float[] samples = new float[RATE_HZ * SECONDS];
        Random random = new Random(1);
        for (int i = 0; i < samples.length; i++) {
            double t = (double) i / RATE_HZ;
            double voice = 0;
            for (int harmonic = 1; harmonic <= 20; harmonic++) {
                voice += Math.sin(2 * Math.PI * harmonic * (150 * t + 20 * t * t)) / harmonic;
            }
            double loudness = Math.max(0, Math.sin(2 * Math.PI * 2 * t));
            samples[i] = (float) (0.1 * loudness * voice + 0.001 * random.nextGaussian());
        }
        MfccConfig config = MfccConfig.librosa();
        clip = AudioClip.of(samples, RATE_HZ);
        mfcc = Mfcc.of(config);
        pooled = FrontEnds.fromProperties(RATE_HZ, pooledProperties());
        fft = new DoubleFFT_1D(config.stft().fftSize());
        silence = new double[config.stft().fftSize()];
        frames = mfcc.compute(clip).dimension(0);
    }

    /** The FFTs alone, in place; the spectrum of silence is silence, so that no copying is timed. */
    @Benchmark
    public double[] fftOnly() {
        for (int frame = 0; frame < frames; frame++) {
            fft.realForward(silence);
        }
        return silence;
    }

    /** All frames: [130 × 40]. */
    @Benchmark
    public Tensor mfcc() {
        return mfcc.compute(clip);
    }

    /** The mean over the frames: [1 × 40 × 1]. */
    @Benchmark
    public Tensor pooled() {
        return pooled.apply(clip);
    }

    private static Map<String, String> pooledProperties() {
        String[] pairs = {
            "frontend=mfcc", "frontend.offset_seconds=0", "frontend.duration_seconds=3", "frontend.minimum_seconds=0",
            "frontend.fft_size=2048", "frontend.window_samples=2048", "frontend.hop_samples=512",
                    "frontend.window=hann",
            "frontend.pad_mode=zero", "frontend.mel_bands=128", "frontend.f_min_hz=0", "frontend.f_max_hz=11025",
            "frontend.mel_scale=slaney", "frontend.mel_norm=slaney", "frontend.db_ref=1", "frontend.db_amin=1e-10",
            "frontend.db_top=80", "frontend.coefficients=40", "frontend.dct_norm=ortho", "frontend.lifter=0",
            "frontend.pooling=mean", "frontend.layout=pooled_as_sequence",
        };
        Map<String, String> properties = new HashMap<>();
        for (String pair : pairs) {
            String[] keyAndValue = pair.split("=");
            properties.put(keyAndValue[0], keyAndValue[1]);
        }
        return properties;
    }
}
