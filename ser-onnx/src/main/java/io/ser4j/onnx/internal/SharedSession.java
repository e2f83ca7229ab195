package io.ser4j.onnx.internal;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.ser4j.ModelException;
import io.ser4j.onnx.OnnxOptions;
import io.ser4j.onnx.internal.Graph.Port;
import io.ser4j.spi.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * A loaded graph that any number of threads run, as many at a time as there are processors: more would not be faster, but each
 * needs working memory of its own, which ONNX Runtime keeps until the graph is freed. Closing it lets the runs in flight end; the
 * last of them frees it, because ONNX Runtime crashes if a session is freed during a run.
 */
final class SharedSession implements AutoCloseable {
    private final String model;
    private final OrtEnvironment environment;
    private final Handle<OrtSession> session;
    private final BufferPool buffers = new BufferPool();
    /** Not a monitor, which would pin a virtual thread to its carrier. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Semaphore places;
    private int running;
    private boolean closed;

    private SharedSession(String model, OrtEnvironment environment, Handle<OrtSession> session, Semaphore places) {
        this.model = model;
        this.environment = environment;
        this.session = session;
        this.places = places;
    }

    /**
     * Loads a graph.
     *
     * @throws ModelException if the native library cannot be loaded or does not accept the file, or the JVM is ending
     */
    static SharedSession open(ModelFile file, OnnxOptions options) {
        return open(file, options, new Semaphore(Runtime.getRuntime().availableProcessors(), true));
    }

    /** Loads a graph for as many runs at a time as the semaphore has permits. */
    static SharedSession open(ModelFile file, OnnxOptions options, Semaphore places) {
        ExitGate.JVM.enroll();
        boolean opened = false;
        try {
            if (!ExitGate.JVM.tryEnter()) {
                throw new ModelException("a model cannot be opened while the JVM shuts down");
            }
            try {
                OrtEnvironment environment = OrtRuntime.JVM.environment();
                SharedSession session =
                        new SharedSession(file.name(), environment, load(environment, file, options), places);
                opened = true;
                return session;
            } finally {
                ExitGate.JVM.leave();
            }
        } finally {
            if (!opened) {
                ExitGate.JVM.withdraw();
            }
        }
    }

    private static Handle<OrtSession> load(OrtEnvironment environment, ModelFile file, OnnxOptions options) {
        try (Handle<OrtSession.SessionOptions> settings = Handle.of(OrtSession.SessionOptions::new)) {
            configure(settings.get(), options);
            return Handle.of(() -> environment.createSession(file.bytes(), settings.get()));
        } catch (OrtException e) {
            throw new ModelException("ONNX Runtime cannot load " + file.name() + ": " + e.getMessage(), e);
        }
    }

    private static void configure(OrtSession.SessionOptions session, OnnxOptions options) throws OrtException {
        session.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
        session.setIntraOpNumThreads(options.intraOpThreads());
        session.setInterOpNumThreads(1);
        session.addConfigEntry("session.intra_op.allow_spinning", options.spinning() ? "1" : "0");
        session.addConfigEntry("session.inter_op.allow_spinning", "0");
        // Never as ONNX Runtime's own format, which FileScan cannot read, whatever the bytes look like.
        session.addConfigEntry("session.load_model_format", "ONNX");
        // Exceptions report what goes wrong; nothing is printed in addition.
        session.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    }

    /** The inputs and outputs of the graph. */
    Graph graph() {
        return inside(() -> new Graph(
                ports(session.get().getInputInfo().values()),
                ports(session.get().getOutputInfo().values())));
    }

    /**
     * Runs the graph.
     *
     * @param features the values of the input
     * @param input the graph's input
     * @param output the output to compute
     * @return the numbers of the output
     * @throws IllegalStateException if this session is closed
     * @throws ModelException if the run fails, or the output is not of floats
     */
    float[] run(Tensor features, Port input, Port output) {
        return inside(() -> {
            FloatBuffer buffer = buffers.take(features.size());
            try {
                features.writeTo(buffer);
                return run(buffer.flip(), shape(features), input, output);
            } finally {
                buffers.give(buffer);
            }
        });
    }

    private float[] run(FloatBuffer buffer, long[] shape, Port input, Port output) throws OrtException {
        try (Handle<OnnxTensor> tensor = Handle.of(() -> OnnxTensor.createTensor(environment, buffer, shape));
                Handle<OrtSession.Result> result =
                        Handle.of(() -> session.get().run(Map.of(input.name(), tensor.get()), Set.of(output.name())))) {
            return copy(result.get().get(0), output);
        }
    }

    private float[] copy(OnnxValue value, Port output) {
        if (!(value instanceof OnnxTensor tensor) || tensor.getInfo().type != OnnxJavaType.FLOAT) {
            throw new ModelException(
                    "the output " + output + " of " + model + " must be floats, but was " + value.getInfo());
        }
        float[] copy = new float[Math.toIntExact(tensor.getInfo().getNumElements())];
        tensor.getFloatBuffer().get(copy);
        return copy;
    }

    /** Refuses further runs, and frees the graph once none is in flight. Closing again does nothing. */
    @Override
    public void close() {
        if (isLastOutAfter(() -> {
            boolean first = !closed;
            closed = true;
            return first;
        })) {
            free();
        }
    }

    private <T> T inside(Handle.Maker<T> work) {
        acquire();
        // Outside the gate, so that a JVM that ends does not wait for those without a place.
        places.acquireUninterruptibly();
        try {
            ExitGate.JVM.enter();
            try {
                return work.make();
            } finally {
                ExitGate.JVM.leave();
            }
        } catch (OrtException e) {
            throw new ModelException("ONNX Runtime cannot run " + model + ": " + e.getMessage(), e);
        } finally {
            places.release();
            release();
        }
    }

    private void acquire() {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("this model is closed: " + model);
            }
            running++;
        } finally {
            lock.unlock();
        }
    }

    private void release() {
        if (isLastOutAfter(() -> {
            running--;
            return closed;
        })) {
            free();
        }
    }

    /** Makes a change under the lock; returns whether the change returned true and no run is in flight. */
    private boolean isLastOutAfter(BooleanSupplier change) {
        lock.lock();
        try {
            return change.getAsBoolean() && running == 0;
        } finally {
            lock.unlock();
        }
    }

    private void free() {
        // While the JVM ends, all its memory is freed anyway, and the library may be partly unloaded.
        try {
            if (ExitGate.JVM.tryEnter()) {
                try {
                    session.close();
                } finally {
                    ExitGate.JVM.leave();
                }
            }
        } finally {
            ExitGate.JVM.withdraw();
        }
    }

    private static List<Port> ports(Collection<NodeInfo> nodes) {
        return nodes.stream().map(SharedSession::port).toList();
    }

    private static Port port(NodeInfo node) {
        if (!(node.getInfo() instanceof TensorInfo tensor)) {
            return new Port(node.getName(), node.getInfo().getClass().getSimpleName(), List.of());
        }
        String type = tensor.onnxType == TensorInfo.OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT
                ? Port.FLOAT
                : tensor.onnxType.toString();
        return new Port(
                node.getName(), type, Arrays.stream(tensor.getShape()).boxed().toList());
    }

    private static long[] shape(Tensor tensor) {
        return Arrays.stream(tensor.shape()).asLongStream().toArray();
    }
}
