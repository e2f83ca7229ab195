package io.ser4j.onnx.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Direct buffers in native byte order for inputs, which ONNX Runtime reads in place. Keeps a few for later calls, since the
 * memory of a dropped one is freed by garbage collection only.
 */
final class BufferPool {
    private static final int KEPT_FLOATS = 1 << 20;

    private final BlockingQueue<FloatBuffer> kept =
            new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

    /** Takes an empty buffer with room for at least the given number of floats. */
    FloatBuffer take(int floats) {
        FloatBuffer buffer = kept.poll();
        if (buffer == null || buffer.capacity() < floats) {
            buffer = ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }
        return buffer.clear();
    }

    /** Takes back a buffer that nobody reads any more. */
    void give(FloatBuffer buffer) {
        if (buffer.capacity() <= KEPT_FLOATS) {
            // If enough are kept already, this one is dropped.
            kept.offer(buffer);
        }
    }
}
