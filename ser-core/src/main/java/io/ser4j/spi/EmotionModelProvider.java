package io.ser4j.spi;

import java.util.List;

/**
 * A backend, found by {@link java.util.ServiceLoader}. Loading and querying a provider must have no side effects: only
 * {@link #open} touches files and native libraries.
 */
public interface EmotionModelProvider {
    /**
     * The name by which a user chooses this backend.
     *
     * @return a short lower-case name, such as {@code onnx}
     */
    String name();

    /**
     * The models of this backend.
     *
     * @return their ids, the default one first; may be empty
     */
    List<String> modelIds();

    /**
     * The priority of this backend when the user names none: the highest wins, among equals the alphabetically first name.
     *
     * @return by default 0
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
