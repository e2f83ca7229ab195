/**
 * The ONNX Runtime backend and the bundled models.
 *
 * <p><b>Immutability and threads.</b> Every type of this package is immutable and may be used by any number of threads at once.
 *
 * <p><b>Side effects.</b> The native library is loaded when the first model is opened, not before. ONNX Runtime's telemetry is
 * turned off then; nothing is downloaded and nothing is sent.
 *
 * <p><b>The end of the JVM.</b> While a model is open, a shutdown hook waits for calls in flight, for 10 s at most, since ONNX
 * Runtime crashes where its library is taken down under a call. Opening and running models later is a
 * {@link io.ser4j.ModelException}.
 *
 * <p><b>Nulls.</b> No parameter may be null and no method returns null.
 */
package io.ser4j.onnx;
