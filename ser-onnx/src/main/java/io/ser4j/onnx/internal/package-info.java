/**
 * How the backend works; not a part of the interface. All use of ONNX Runtime is here, and its types never leave this package.
 *
 * <p>{@code OrtRuntime} loads the native library, {@code ExitGate} keeps native calls and the end of the JVM apart,
 * {@code Handle} counts what must be closed, and {@code SharedSession} is one loaded graph that many threads run. Everything
 * else is plain Java: reading a file's metadata, checking that its graph agrees, and the list of bundled models.
 */
package io.ser4j.onnx.internal;
