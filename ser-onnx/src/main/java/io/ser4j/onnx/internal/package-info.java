/**
 * How the backend works; no part of the interface. All use of ONNX Runtime is here, and its types leave this package nowhere.
 *
 * <p>{@code OrtRuntime} loads the native library, {@code ExitGate} keeps native calls and the end of the JVM apart,
 * {@code Handle} counts what must be closed, and {@code SharedSession} is one loaded graph that many threads run. Everything
 * else is plain Java: what a file says of itself, whether its graph agrees, and which files are bundled.
 */
package io.ser4j.onnx.internal;
