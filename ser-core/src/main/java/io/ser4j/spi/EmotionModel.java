package io.ser4j.spi;

import io.ser4j.ModelException;

/**
 * An open model: its description, its front end and its inference. Thread-safe. Whoever opened it closes it.
 */
public interface EmotionModel extends AutoCloseable {
    /**
     * The description of the model.
     *
     * @return the description; the same on each call, also after {@link #close()}
     */
    ModelSpec spec();

    /**
     * The front end, which turns audio into the model's input.
     *
     * @return the front end; the same on each call, usable also after {@link #close()}
     */
    FrontEnd frontEnd();

    /**
     * Runs the model.
     *
     * @param features what {@link #frontEnd()} computed from a clip or window
     * @return [classes] finite unnormalised log-probabilities (logits), in the order of {@link ModelSpec#labels()}; a new array
     * @throws IllegalStateException if the model is closed; a classifier wraps this, and any other exception or
     *     {@link LinkageError}, in a {@link io.ser4j.ModelException}. This library's exceptions, a
     *     {@link java.util.concurrent.CancellationException} and other errors reach the classifier's caller unchanged
     * @throws io.ser4j.ModelException if inference fails
     */
    float[] infer(Tensor features);

    /**
     * Runs the model up to the vector from which it computes its logits, the embedding, on which another classifier can be
     * trained.
     *
     * @param features what {@link #frontEnd()} computed from a clip or window
     * @return [n] finite numbers, with the same n for every clip; a new array
     * @throws io.ser4j.ModelException if the model has no embedding, as by default, or inference fails
     * @throws IllegalStateException if the model is closed
     */
    default float[] embed(Tensor features) {
        throw new ModelException("the model " + spec().id() + " has no embedding");
    }

    /**
     * Frees the model's resources. Inference in flight on other threads ends normally; later calls of {@link #infer} throw.
     * Closing twice has no further effect.
     */
    @Override
    void close();
}
