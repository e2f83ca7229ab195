package io.ser4j.head;

import io.ser4j.ModelException;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.ModelSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A small classifier with classes of one's own, to be put {@link #on} the model whose embeddings it was trained on.
 *
 * <pre>{@code
 * LinearHead head = LinearHead.read(Path.of("heads/my-voices.head"));
 * EmotionModel model = head.on(OnnxModels.bundled("general"));
 * }</pre>
 */
public final class LinearHead {
    /** How the names of head files end. */
    public static final String SUFFIX = ".head";

    static final int MOST_CLASSES = 1024;
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
     * A head of its parts.
     *
     * @param spec what the head is: its id (see {@link #isId}), its classes in the order of the layer, the base model's rate, the
     *     temperature of the head's logits, and properties such as the licence, which is the base model's as well
     * @param base what it was trained on
     * @param layer from the embedding to the logits
     * @param training which clips it was trained on
     * @return the head
     * @throws IllegalArgumentException if the id is not one of a head, there are more than 1,024 classes or 65,536 inputs, classes and
     *     layer disagree in number, or the spec or the base model has a control character, such as a line break, or a property's name
     *     has an equals sign
     */
    public static LinearHead of(ModelSpec spec, BaseModel base, LinearLayer layer, TrainingMarks training) {
        if (!isId(spec.id())) {
            throw new IllegalArgumentException(
                    "the id of a head must be 1 to 64 of a-z, 0-9, dot, hyphen and underscore, the first of them a letter or"
                            + " digit, and not the name of a Windows device such as con, but was \"" + spec.id() + '"');
        }
        if (spec.labels().size() > MOST_CLASSES) {
            throw new IllegalArgumentException("a head must have at most " + MOST_CLASSES + " classes, but has "
                    + spec.labels().size());
        }
        if (layer.inputs() > HeadLines.MOST_NUMBERS) {
            throw new IllegalArgumentException(
                    "a head must take at most " + HeadLines.MOST_NUMBERS + " numbers, but takes " + layer.inputs());
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
                    "no version or property of a head may have control characters, but one was \""
                            + HeadLines.start(text) + '"');
        }
    }

    /**
     * Whether a text may be the id of a head, and so the name of its file.
     *
     * @param text such as {@code my-voices}
     * @return whether it is 1 to 64 of a-z, 0-9, dot, hyphen and underscore, the first of them a letter or digit, and no name that
     *     Windows keeps for a device, such as {@code con} or {@code nul.1}
     */
    public static boolean isId(String text) {
        return ID.matcher(text).matches() && !DEVICE.matcher(text).matches();
    }

    /**
     * Reads a head.
     *
     * @param file a file that {@link #write} has written
     * @return the head
     * @throws ModelException if the file cannot be read, is larger than 64 MiB, or is no whole, well-formed head
     */
    public static LinearHead read(Path file) {
        return HeadFile.read(file);
    }

    /**
     * Writes this head as text, in place of the file that may be there; the same head always gives the same bytes.
     *
     * @param file where to; it appears when it is complete
     * @throws IOException if it cannot be written, or would be larger than 64 MiB
     */
    public void write(Path file) throws IOException {
        HeadFile.write(this, file);
    }

    /**
     * This head on its base model, as a model.
     *
     * @param model the base model, open; closed with the model that is returned, or, where this fails, still the caller's to close
     * @return the model, which the caller closes
     * @throws ModelException if that is not the model that this head was trained on, naming both
     */
    public EmotionModel on(EmotionModel model) {
        return HeadModel.of(this, model);
    }

    /**
     * What the head is.
     *
     * @return the spec of the model that {@link #on} makes
     */
    public ModelSpec spec() {
        return spec;
    }

    /**
     * What it was trained on the embeddings of.
     *
     * @return the base model's identity
     */
    public BaseModel base() {
        return base;
    }

    /**
     * The classifier itself.
     *
     * @return from embeddings to logits in the order of the spec's labels
     */
    public LinearLayer layer() {
        return layer;
    }

    /**
     * Which clips it was trained on.
     *
     * @return their marks
     */
    public TrainingMarks training() {
        return training;
    }
}
