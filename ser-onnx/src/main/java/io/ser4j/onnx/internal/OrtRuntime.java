package io.ser4j.onnx.internal;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.ser4j.ModelException;
import java.util.concurrent.locks.ReentrantLock;

/** Loads ONNX Runtime's native library when the first model is opened, and explains a failure. */
final class OrtRuntime {
    /** The runtime of this JVM, not loaded yet. */
    static final OrtRuntime JVM = new OrtRuntime();

    /** Not a monitor, which would pin a virtual thread to its carrier. */
    private final ReentrantLock lock = new ReentrantLock();

    private OrtEnvironment environment;
    private LinkageError failure;

    private OrtRuntime() {}

    /**
     * The environment, of which a JVM has one. To be called inside the {@link ExitGate}.
     *
     * @throws ModelException if the native library cannot be loaded; further attempts fail in the same way, since a JVM tries it
     *     only once
     */
    OrtEnvironment environment() {
        lock.lock();
        try {
            return loaded();
        } finally {
            lock.unlock();
        }
    }

    private OrtEnvironment loaded() {
        if (failure != null) {
            throw new ModelException(NativePlatform.current().explain(failure), failure);
        }
        if (environment == null) {
            try {
                environment = create();
            } catch (LinkageError e) {
                failure = e;
                throw new ModelException(NativePlatform.current().explain(e), e);
            } catch (OrtException | IllegalStateException e) {
                throw new ModelException("ONNX Runtime cannot be started: " + e.getMessage(), e);
            }
        }
        return environment;
    }

    private static OrtEnvironment create() throws OrtException {
        // Loads the native library first, so that the next step only concerns the environment.
        OrtEnvironment.getAvailableProviders();
        keepNativeEnvironment();
        OrtEnvironment created = OrtEnvironment.getEnvironment();
        created.setTelemetry(false);
        return created;
    }

    /**
     * Takes a reference to the native environment that is never released. ONNX Runtime registers a shutdown hook that releases
     * the environment, and hooks run in no particular order: it could do so while {@link ExitGate} still waits for calls, which
     * would then crash. The native environment has a reference count, though, and a constructor that fails between creating it
     * and registering the hook takes a reference and never returns it. What fails is the creation of the hook's thread: a new
     * thread asks for the inheritable values of its parent. If other code has started ONNX Runtime before, this does nothing,
     * and the hook of that code remains.
     */
    private static void keepNativeEnvironment() {
        RefusingLocal local = new RefusingLocal();
        local.set(Boolean.TRUE);
        try {
            OrtEnvironment.getEnvironment();
        } catch (Refusal expected) {
            // The reference is taken.
        } finally {
            local.remove();
        }
    }

    private static final class RefusingLocal extends InheritableThreadLocal<Boolean> {
        @Override
        protected Boolean childValue(Boolean parentValue) {
            throw new Refusal();
        }
    }

    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refusal() {
            super("no thread is wanted now", null, false, false);
        }
    }
}
