package io.ser4j.head;

import io.ser4j.ModelException;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.ModelSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A small classifier with classes of its own, which runs {@link #on} the model whose embeddings it was trained on.
 *
 * <pre>{@code
 * LinearHead head = LinearHead.read(Path.of("heads/my-voices.head"));
 * EmotionModel model = head.on(OnnxModels.bundled("general")); // or, if it is open anyway, head.on(classifier.sharedModel())
 * }</pre>
 */
public final class LinearHead {
    /** The suffix of head files. */
    public static final String SUFFIX = ".head";

    static final int MAX_CLASSES = 1024;
    /** Names of devices on Windows, whatever their ending. */
    private static final Pattern DEVICE = Pattern.compile("(con|prn|aux|nul|(com|lpt)[0-9])(\\..*)?");

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private final ModelSpec spec;
    private final BaseModel base;
    private final LinearLayer layer;
    private final TrainingMarks training;

    private LinearHead(ModelSpec spec, BaseModel base, LinearLayer layer, TrainingMarks training) {
        this.spec = spec;
        this.base = base;
        this.layer = layer;
        this.training = training;
    }

    /**
     * Makes a head from its parts.
     *
     * @param spec the description of the head: its id (see {@link #isId}), its classes in the order of the layer, the base
     *     model's rate, the temperature of the head's logits, and properties such as the licence, which is that of the base
     *     model
     * @param base the model on whose embeddings it was trained
     * @param layer computes the logits from the embedding
     * @param training marks of the clips that it was trained on
     * @return the head
     * @throws IllegalArgumentException if the id is not valid, there are more than 1,024 classes or 65,536 inputs, the spec
     *     and the layer differ in the number of classes, the spec or the base model contains a control character, such as a
     *     line break, or the name of a property contains an equals sign
     */
    public static LinearHead of(ModelSpec spec, BaseModel base, LinearLayer layer, TrainingMarks training) {
        if (!isId(spec.id())) {
            throw new IllegalArgumentException(
                    "the id of a head must be 1 to 64 of a-z, 0-9, dot, hyphen and underscore, the first of them a letter or"
                            + " digit, and not the name of a Windows device such as con, but was \"" + spec.id() + '"');
        }
        if (spec.labels().size() > MAX_CLASSES) {
            throw new IllegalArgumentException("a head must have at most " + MAX_CLASSES + " classes, but has "
                    + spec.labels().size());
        }
        if (layer.inputs() > HeadLines.MAX_NUMBERS) {
            throw new IllegalArgumentException(
                    "a head must take at most " + HeadLines.MAX_NUMBERS + " numbers, but takes " + layer.inputs());
        }
        if (spec.labels().size() != layer.classes()) {
            throw new IllegalArgumentException("the layer must have one class per label, of which there are "
                    + spec.labels().size() + ", but has " + layer.classes());
        }
        requireOneLine(base.id());
        requireOneLine(base.version());
        requireOneLine(base.sha256());
        spec.properties().forEach((key, value) -> {
            if (key.contains("=")) {
                throw new IllegalArgumentException(
                        "no property may have an equals sign in its name, but one is " + key);
            }
            requireOneLine(key + value);
        });
        return new LinearHead(spec, base, layer, Objects.requireNonNull(training, "training"));
    }

    private static void requireOneLine(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "no id, version or property of a head may have control characters, but one was \""
                            + HeadLines.start(text) + '"');
        }
    }

    /**
     * Whether a text is a valid id of a head, and so a valid name for its file.
     *
     * @param text such as {@code my-voices}
     * @return whether it is 1 to 64 of a-z, 0-9, dot, hyphen and underscore, the first of them a letter or digit, and not a
     *     name that Windows reserves for a device, such as {@code con} or {@code nul.1}
     */
    public static boolean isId(String text) {
        return ID.matcher(text).matches() && !DEVICE.matcher(text).matches();
    }

    /**
     * Reads a head.
     *
     * @param file a file that {@link #write} has written
     * @return the head
     * @throws ModelException if the file cannot be read, is larger than 64 MiB, or is not a complete, well-formed head
     */
    public static LinearHead read(Path file) {
        return HeadFile.read(file);
    }

    /**
     * Writes this head as text, replacing any existing file; the same head always gives the same bytes.
     *
     * @param file the file to write; it appears only once it is complete
     * @throws IOException if it cannot be written, or would be larger than 64 MiB
     */
    public void write(Path file) throws IOException {
        HeadFile.write(this, file);
    }

    /**
     * Combines this head with its base model.
     *
     * @param model the open base model; closed with the returned model, or, if this method fails, still the caller's to close
     * @return the model, which the caller closes
     * @throws ModelException if the head was trained on another model (the message names both), or its sample rate or number
     *     of inputs does not match
     */
    public EmotionModel on(EmotionModel model) {
        return HeadModel.of(this, model);
    }

    /**
     * The description of the head.
     *
     * @return the spec of the model that {@link #on} returns
     */
    public ModelSpec spec() {
        return spec;
    }

    /**
     * The model on whose embeddings this head was trained.
     *
     * @return the base model's identity
     */
    public BaseModel base() {
        return base;
    }

    /**
     * The layer that computes the logits from an embedding.
     *
     * @return the layer, with logits in the order of the spec's labels
     */
    public LinearLayer layer() {
        return layer;
    }

    /**
     * Marks of the clips and speakers that this head was trained on.
     *
     * @return the marks
     */
    public TrainingMarks training() {
        return training;
    }
}
