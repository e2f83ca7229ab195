package io.ser4j.spi;

import io.ser4j.ModelException;

/**
 * An opened model: what it is, how audio becomes its input, and its inference. Thread-safe. Whoever opened it closes it.
 */
public interface EmotionModel extends AutoCloseable {
    /**
     * What the model is.
     *
     * @return its description; the same on each call, also after {@link #close()}
     */
    ModelSpec spec();

    /**
     * How audio becomes the model's input.
     *
     * @return the front end; the same on each call, usable also after {@link #close()}
     */
    FrontEnd frontEnd();

    /**
     * Runs the model.
     *
     * @param features what {@link #frontEnd()} made of a clip
     * @return [classes] finite unnormalised log-probabilities (logits), in the order of {@link ModelSpec#labels()}; a new array
     * @throws IllegalStateException if the model is closed; a classifier makes that, and any other unchecked exception or
     *     {@link LinkageError}, the cause of a {@link io.ser4j.ModelException}. Exceptions of this library, a
     *     {@link java.util.concurrent.CancellationException} and other errors reach its caller as they are
     * @throws io.ser4j.ModelException if inference fails
     */
    float[] infer(Tensor features);

    /**
     * Runs the model up to the vector from which it makes its logits: what a small classifier of one's own can be trained on.
     *
     * @param features what {@link #frontEnd()} made of a clip
     * @return [n] for each clip as many; a new array
     * @throws io.ser4j.ModelException if the model has no such vector, which is so unless overridden, or inference fails
     * @throws IllegalStateException if the model is closed
     */
    default float[] embed(Tensor features) {
        throw new ModelException("the model " + spec().id() + " has no embedding");
    }

    /**
     * Frees what the model holds. Inference in flight on other threads ends normally; later calls of {@link #infer} throw.
     * Closing twice does nothing more.
     */
    @Override
    void close();
}
