package io.ser4j.onnx.internal;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.ser4j.ModelException;
import java.util.concurrent.locks.ReentrantLock;

/** Loads ONNX Runtime's native library when the first model is opened, and explains itself where that fails. */
final class OrtRuntime {
    /** The runtime of this JVM, not loaded yet. */
    static final OrtRuntime JVM = new OrtRuntime();

    /** Not a monitor, which would hold a virtual thread's carrier. */
    private final ReentrantLock lock = new ReentrantLock();

    private OrtEnvironment environment;
    private LinkageError failure;

    private OrtRuntime() {}

    /**
     * The environment, which there is one of in a JVM. To be called inside the {@link ExitGate}.
     *
     * @throws ModelException if the native library cannot be loaded; the same at each further attempt, since a JVM tries once
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
        // Loads the native library, so that what follows meets nothing but the environment.
        OrtEnvironment.getAvailableProviders();
        keepNativeEnvironment();
        OrtEnvironment created = OrtEnvironment.getEnvironment();
        created.setTelemetry(false);
        return created;
    }

    /**
     * Leaves one reference to the native environment behind. ONNX Runtime registers a shutdown hook that releases the
     * environment, and hooks run in no order: it would do so while {@link ExitGate} still waits for calls inside, which then
     * crash. The native environment is counted by references, though, and a constructor that fails between creating it and
     * registering the hook takes one and gives none back. What fails is the creation of the hook's thread: a new thread asks
     * for the inheritable values of its parent. Where somebody else has started ONNX Runtime before, there is nothing to do
     * here and his hook stays as it is.
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
