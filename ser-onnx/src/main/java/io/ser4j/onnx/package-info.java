/**
 * The ONNX Runtime backend and the bundled models.
 *
 * <p><b>Immutability and threads.</b> Every type of this package is immutable and may be used by any number of threads at once.
 *
 * <p><b>Side effects.</b> The native library is loaded when the first model is opened, not before. ONNX Runtime's telemetry is
 * turned off then; nothing is downloaded and nothing is sent.
 *
 * <p><b>Shutdown of the JVM.</b> ONNX Runtime crashes if its library is unloaded during a call. While a model is open, a shutdown
 * hook therefore admits further calls for up to 3 s ({@code -Dser4j.exit.seconds} changes this) or until there has been none for
 * half a second, and then waits for those in flight, for 10 s at most. Later calls throw a {@link io.ser4j.ModelException}, as
 * does opening a model at any time during shutdown.
 *
 * <p><b>Nulls.</b> No parameter may be null and no method returns null.
 */
package io.ser4j.onnx;
