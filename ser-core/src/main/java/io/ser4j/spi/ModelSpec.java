package io.ser4j.spi;

import io.ser4j.Emotion;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The description of a model, independent of the backend that runs it.
 *
 * @param id the name by which a user chooses the model: at most 128 characters, not blank, without control characters
 * @param version the version of the weights; the same rule applies
 * @param labels the classes in the order of the model's output: at least two, all different
 * @param sampleRateHz the rate at which the model's front end works, in Hz, positive
 * @param temperature the divisor of the logits before the softmax, positive and finite
 * @param properties further properties of the model, such as {@code licence} and {@code accuracy}
 */
public record ModelSpec(
        String id,
        String version,
        List<Emotion> labels,
        int sampleRateHz,
        double temperature,
        Map<String, String> properties) {
    /** The property that names the licence of the weights. */
    public static final String LICENCE = "licence";

    /** The property that holds the accuracy on the model's own test list, in [0, 1]. */
    public static final String ACCURACY = "accuracy";

    /** The property that holds the size of the model file in bytes. */
    public static final String SIZE_BYTES = "size_bytes";

    /** The property that holds the SHA-256 of the model file, in hexadecimal digits. */
    public static final String SHA256 = "sha256";

    /**
     * The property that holds the model's average logits over voices and emotions: one finite number per label, in their order,
     * separated by commas, with the mean of all labels subtracted. {@link io.ser4j.Voice} needs it.
     */
    public static final String MEAN_LOGITS = "mean_logits";

    /**
     * The property that holds the model's average logits over voices for each emotion: for each label, in their order, a list
     * like {@link #MEAN_LOGITS} for clips that have this emotion, separated by semicolons; an empty list where it is not known.
     * {@link io.ser4j.Voice} needs it, too, for clips whose emotions are given.
     */
    public static final String EMOTION_MEAN_LOGITS = "emotion_mean_logits";

    /** The property that holds the length of a window that suits the model, in seconds. */
    public static final String WINDOW_SECONDS = "window_seconds";

    /** The property that holds the hop between windows that suits the model, in seconds. */
    public static final String HOP_SECONDS = "hop_seconds";

    private static final int MAX_NAME_LENGTH = 128;

    /**
     * Checks and copies the components.
     *
     * @param id as above
     * @param version as above
     * @param labels as above
     * @param sampleRateHz as above
     * @param temperature as above
     * @param properties as above
     * @throws IllegalArgumentException if a component breaks its rule
     */
    public ModelSpec {
        requireText("id", id);
        requireText("version", version);
        labels = List.copyOf(labels);
        properties = Map.copyOf(properties);
        if (labels.size() < 2 || new HashSet<>(labels).size() != labels.size()) {
            throw new IllegalArgumentException("labels must be at least two different ones, but were " + labels);
        }
        if (sampleRateHz < 1) {
            throw new IllegalArgumentException("sampleRateHz must be positive, but was " + sampleRateHz);
        }
        if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("temperature must be positive and finite, but was " + temperature);
        }
    }

    /**
     * A spec with version 1, temperature 1 and no further properties.
     *
     * @param id the name by which a user chooses the model
     * @param labels the classes in the order of the model's output
     * @param sampleRateHz the rate at which the model's front end works, in Hz, positive
     * @return the spec
     * @throws IllegalArgumentException if a component breaks its rule
     */
    public static ModelSpec of(String id, List<Emotion> labels, int sampleRateHz) {
        return new ModelSpec(id, "1", labels, sampleRateHz, 1, Map.of());
    }

    private static void requireText(String name, String value) {
        if (Objects.requireNonNull(value, name).isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
        if (value.length() > MAX_NAME_LENGTH || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(name + " must have at most " + MAX_NAME_LENGTH
                    + " characters, none of them a control character, but had " + value.length());
        }
    }
}
