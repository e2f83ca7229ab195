package io.ser4j.examples.bench;

import io.ser4j.AudioClip;
import io.ser4j.EmotionClassifier;
import io.ser4j.EmotionResult;
import io.ser4j.EmotionSegment;
import io.ser4j.EmotionStream;
import io.ser4j.WindowConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The time of live audio compared with the same audio as a whole: {@value #SECONDS} s of voice, in the model's own windows, as
 * one clip, as pieces of 20 ms, and cut into windows that are each classified separately; and {@value #STREAMS} streams at once,
 * {@value #SECONDS} s each, on as many threads as there are processors.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class StreamBenchmark {
    static final int SECONDS = 12;
    static final int STREAMS = 100;

    /** The bundled models. */
    @Param({"general", "tess-lstm"})
    private String model;

    /** The rates of both models; audio at the rate of the other model is resampled. */
    @Param({"22050", "16000"})
    private int rateHz;

    private EmotionClassifier classifier;
    private float[] samples;
    private AudioClip clip;
    private List<AudioClip> windows;

    /** Opens the model and cuts the windows. */
    @Setup(Level.Trial)
    public void open() throws IOException {
        classifier = EmotionClassifier.builder().model(model).build();
        samples = Speech.samples(SECONDS, rateHz);
        clip = AudioClip.of(samples, rateHz);
        windows = new ArrayList<>();
        WindowConfig config = classifier.windows();
        int length = (int) (config.windowSeconds() * rateHz);
        int hop = (int) (config.hopSeconds() * rateHz);
        for (int start = 0; start + length <= samples.length; start += hop) {
            float[] window = new float[length];
            System.arraycopy(samples, start, window, 0, length);
            windows.add(AudioClip.of(window, rateHz));
        }
    }

    /** Closes the model. */
    @TearDown(Level.Trial)
    public void close() {
        classifier.close();
    }

    /** The whole clip at once: the batch path. */
    @Benchmark
    public List<EmotionSegment> batch() {
        return classifier.classifyWindows(clip);
    }

    /** Pieces of 20 ms. */
    @Benchmark
    public void stream(Blackhole blackhole) {
        listen(blackhole);
    }

    /** Each window separately, so that overlapping parts are computed twice. */
    @Benchmark
    public List<EmotionResult> separateClips() {
        return classifier.classifyAll(windows);
    }

    /** Many streams, each of which gets a piece of 20 ms in turn. */
    @Benchmark
    @Warmup(iterations = 1, time = 1)
    @Measurement(iterations = 3, time = 1)
    public void manyStreams(Blackhole blackhole) throws InterruptedException, ExecutionException {
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int streams = STREAMS * (i + 1) / threads - STREAMS * i / threads;
                done.add(pool.submit(() -> listen(streams, blackhole)));
            }
            for (Future<?> one : done) {
                one.get();
            }
        } finally {
            pool.shutdown();
        }
    }

    private void listen(Blackhole blackhole) {
        listen(1, blackhole);
    }

    private void listen(int count, Blackhole blackhole) {
        List<EmotionStream> streams = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            streams.add(classifier.stream(rateHz).onSegment(blackhole::consume).open());
        }
        int piece = rateHz / 50;
        for (int done = 0; done + piece <= samples.length; done += piece) {
            for (EmotionStream stream : streams) {
                stream.push(samples, done, piece);
            }
        }
        streams.forEach(EmotionStream::close);
    }
}
