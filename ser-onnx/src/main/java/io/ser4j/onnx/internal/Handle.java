package io.ser4j.onnx.internal;

import ai.onnxruntime.OrtException;
import io.ser4j.ModelException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A native object of ONNX Runtime, to be closed once. All of them are created here, so that tests can count the open ones.
 *
 * @param <T> the type of its Java object
 */
final class Handle<T extends AutoCloseable> implements AutoCloseable {
    private static final AtomicLong OPEN = new AtomicLong();

    private final T value;
    private boolean closed;

    private Handle(T value) {
        this.value = value;
    }

    /** Creates a native object. */
    @FunctionalInterface
    interface Maker<T> {
        T make() throws OrtException;
    }

    static <T extends AutoCloseable> Handle<T> of(Maker<T> maker) throws OrtException {
        Handle<T> handle = new Handle<>(maker.make());
        OPEN.incrementAndGet();
        return handle;
    }

    /** The number of those that are open in this JVM. */
    static long open() {
        return OPEN.get();
    }

    T get() {
        return value;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        OPEN.decrementAndGet();
        try {
            value.close();
        } catch (Exception e) {
            // AutoCloseable declares any exception; ONNX Runtime throws OrtException only.
            throw new ModelException(
                    "ONNX Runtime cannot release a " + value.getClass().getSimpleName() + ": " + e, e);
        }
    }
}
