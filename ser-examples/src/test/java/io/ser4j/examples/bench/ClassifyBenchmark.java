package io.ser4j.examples.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.ser4j.AudioClip;
import io.ser4j.EmotionClassifier;
import io.ser4j.EmotionResult;
import io.ser4j.onnx.OnnxModels;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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

/**
 * The time of a whole {@code classify}, including its report on the quality of the input, and of its two parts: the features of a
 * bundled model, and its graph run by ONNX Runtime alone with everything set up beforehand. With {@code -prof gc} it also shows
 * the bytes allocated per call. The clip is 3 s of mono noise at the model's rate, so that nothing is resampled.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ClassifyBenchmark {
    private static final int SECONDS = 3;

    /** The bundled models. */
    @Param({"general", "tess-lstm"})
    private String model;

    private EmotionClassifier classifier;
    private EmotionModel opened;
    private float[] samples;
    private AudioClip clip;
    private OrtEnvironment environment;
    private OrtSession session;
    private OnnxTensor input;
    private Map<String, OnnxTensor> inputs;

    /** Opens the model twice: as the library does, and by hand. */
    @Setup(Level.Trial)
    public void open() throws OrtException, IOException {
        opened = OnnxModels.bundled(model);
        classifier = EmotionClassifier.builder().model(opened).build();
        samples = noise(SECONDS * opened.spec().sampleRateHz());
        clip = AudioClip.of(samples, opened.spec().sampleRateHz());
        environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            session = environment.createSession(onnx(), options);
        }
        Tensor features = opened.frontEnd().apply(clip);
        FloatBuffer buffer = ByteBuffer.allocateDirect(features.size() * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        features.writeTo(buffer);
        long[] shape = Arrays.stream(features.shape()).asLongStream().toArray();
        input = OnnxTensor.createTensor(environment, buffer.flip(), shape);
        inputs = Map.of(opened.spec().properties().get("input"), input);
    }

    /** Closes what was opened. */
    @TearDown(Level.Trial)
    public void close() throws OrtException {
        input.close();
        session.close();
        classifier.close();
    }

    /** From samples to the graph's input. */
    @Benchmark
    public Tensor features() {
        return opened.frontEnd().apply(clip);
    }

    /** From the graph's input to its output, with all objects created beforehand that can be. */
    @Benchmark
    public float rawRun() throws OrtException {
        try (OrtSession.Result result = session.run(inputs)) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer().get(0);
        }
    }

    /**
     * {@code classify}, then both parts, each of which evicts the other's data from the caches, as it does within {@code
     * classify}. The times of the whole and of the parts are added up separately: measured in turn, both are affected by whatever
     * else the machine does.
     */
    @Benchmark
    public float classifyThenParts(Turns turns) throws OrtException {
        long begun = System.nanoTime();
        EmotionResult result = classify();
        long between = System.nanoTime();
        float parts = features().get(0) + rawRun();
        turns.parts += System.nanoTime() - between;
        turns.whole += between - begun;
        return (float) result.top().probability() + parts;
    }

    /** From samples to probabilities and warnings. */
    @Benchmark
    public EmotionResult classify() {
        return classifier.classify(samples);
    }

    /** Nanoseconds of all calls of a measurement. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Turns {
        /** Of {@code classify}. */
        public double whole;
        /** Of the features and the raw run. */
        public double parts;
    }

    private static float[] noise(int frames) {
        Random random = new Random(1);
        float[] noise = new float[frames];
        for (int i = 0; i < frames; i++) {
            noise[i] = (float) (0.1 * random.nextGaussian());
        }
        return noise;
    }

    private byte[] onnx() throws IOException {
        String resource = "/io/ser4j/onnx/models/" + model + '/' + model + ".onnx";
        try (InputStream in = OnnxModels.class.getResourceAsStream(resource)) {
            return in.readAllBytes();
        }
    }
}
