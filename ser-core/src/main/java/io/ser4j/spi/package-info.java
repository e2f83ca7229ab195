/**
 * The interfaces that backends and audio formats implement. For a backend, an {@link io.ser4j.spi.EmotionModelProvider},
 * found by {@link java.util.ServiceLoader}, opens an {@link io.ser4j.spi.EmotionModel}, which has its own
 * {@link io.ser4j.spi.FrontEnd}.
 *
 * <p>For an audio format, an {@link io.ser4j.spi.AudioDecoder}, found in the same way, opens a {@link io.ser4j.spi.PcmSource}.
 *
 * <p><b>Immutability.</b> {@link io.ser4j.spi.ModelSpec} and {@link io.ser4j.spi.Tensor} are immutable; arrays are copied on
 * the way in and on the way out, unless a method's documentation says otherwise.
 *
 * <p><b>Threads.</b> Everything here may be called by any number of threads at once, including
 * {@link io.ser4j.spi.EmotionModel#close()} during {@link io.ser4j.spi.EmotionModel#infer}; but a
 * {@link io.ser4j.spi.PcmSource} and a {@link io.ser4j.spi.FeatureWindows} are used by one thread at a time.
 *
 * <p><b>Nulls.</b> No parameter and no return value may be null.
 *
 * <p>{@code EmotionModelContract} in the test-jar of {@code ser-core} states the contract as tests that a backend subclasses.
 */
package io.ser4j.spi;
