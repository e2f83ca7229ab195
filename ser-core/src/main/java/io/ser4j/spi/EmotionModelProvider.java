package io.ser4j.spi;

import java.util.List;

/**
 * A backend, found by {@link java.util.ServiceLoader}. Loading and asking a provider has no side effects: files and native
 * libraries are touched by {@link #open} only.
 */
public interface EmotionModelProvider {
    /**
     * The name by which a user chooses this backend.
     *
     * @return a short lower-case name, such as {@code onnx}
     */
    String name();

    /**
     * The models that this backend brings.
     *
     * @return their ids, the default one first; perhaps none
     */
    List<String> modelIds();

    /**
     * Which backend answers where the user names none: the highest priority wins, and among equals the first name.
     *
     * @return 0 unless overridden
     */
    default int priority() {
        return 0;
    }

    /**
     * Opens a model.
     *
     * @param modelId one of {@link #modelIds()}
     * @return the model, which the caller closes
     * @throws io.ser4j.ModelException if there is no such model, or it cannot be opened
     */
    EmotionModel open(String modelId);
}
