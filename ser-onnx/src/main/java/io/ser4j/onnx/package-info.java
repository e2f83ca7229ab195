/**
 * The ONNX Runtime backend and the bundled models.
 *
 * <p><b>Immutability and threads.</b> Every type of this package is immutable and may be used by any number of threads at once.
 *
 * <p><b>Nulls.</b> No parameter may be null and no method returns null.
 */
package io.ser4j.onnx;
