package io.ser4j.spi;

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
     * @throws IllegalStateException if the model is closed
     * @throws io.ser4j.ModelException if inference fails
     */
    float[] infer(Tensor features);

    /**
     * Frees what the model holds. Inference in flight on other threads ends normally; later calls of {@link #infer} throw.
     * Closing twice does nothing more.
     */
    @Override
    void close();
}
