package io.ser4j.onnx.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Direct buffers in native byte order for inputs, which ONNX Runtime reads in place. Keeps a few for the next call, since the
 * memory of a dropped one comes back by garbage collection only.
 */
final class BufferPool {
    private static final int KEPT_FLOATS = 1 << 20;

    private final BlockingQueue<FloatBuffer> kept =
            new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

    /** A buffer of at least that many floats, empty. */
    FloatBuffer take(int floats) {
        FloatBuffer buffer = kept.poll();
        if (buffer == null || buffer.capacity() < floats) {
            buffer = ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }
        return buffer.clear();
    }

    /** Takes a buffer back that nobody reads any more. */
    void give(FloatBuffer buffer) {
        if (buffer.capacity() <= KEPT_FLOATS) {
            // Where enough are kept already, this one goes.
            kept.offer(buffer);
        }
    }
}
