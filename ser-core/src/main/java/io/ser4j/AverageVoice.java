package io.ser4j;

import io.ser4j.spi.ModelSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What a model answers to an average voice: the centred logits over all emotions, or for one. Its file contains them. */
final class AverageVoice {
    /**
     * The weight of the average logits of an emotion beside those of all: a model distinguishes the emotions of a voice that is
     * unlike those of its training less clearly. Chosen on corpora that were left out of the training.
     */
    static final double EMOTION_SHARE = 0.5;

    private final ModelSpec spec;

    AverageVoice(ModelSpec spec) {
        this.spec = spec;
    }

    /**
     * Returns the average logits over all emotions.
     *
     * @throws ModelException if the model's file does not contain them, or not as {@link ModelSpec#MEAN_LOGITS} says
     */
    double[] logits() {
        return numbers(text(ModelSpec.MEAN_LOGITS, "", ""), ModelSpec.MEAN_LOGITS, "");
    }

    /**
     * Returns the logits to expect for clips of one emotion: between the average ones of this emotion and those of all.
     *
     * @throws IllegalArgumentException if the model does not have the emotion
     * @throws ModelException if the model's file does not contain them, or not as {@link ModelSpec#MEAN_LOGITS} and {@link
     *     ModelSpec#EMOTION_MEAN_LOGITS} say
     */
    double[] logits(Emotion emotion) {
        double[] ofEmotion = averageOf(emotion);
        double[] ofAll = logits();
        return IntStream.range(0, ofAll.length)
                .mapToDouble(i -> EMOTION_SHARE * ofEmotion[i] + (1 - EMOTION_SHARE) * ofAll[i])
                .toArray();
    }

    private double[] averageOf(Emotion emotion) {
        List<Emotion> labels = spec.labels();
        if (!labels.contains(emotion)) {
            throw new IllegalArgumentException(
                    "the emotion of a clip must be one of the model's, " + labels + ", but was " + emotion);
        }
        String text = text(ModelSpec.EMOTION_MEAN_LOGITS, " from clips whose emotions are given", " for each emotion");
        String[] rows = text.split(";", -1);
        if (rows.length != labels.size()) {
            throw new ModelException(ModelSpec.EMOTION_MEAN_LOGITS + " of the model " + spec.id() + " must be "
                    + labels.size() + " lists with semicolons between them, but is \"" + text + '"');
        }
        String row = rows[labels.indexOf(emotion)];
        if (row.isEmpty()) {
            throw new ModelException(
                    "the model " + spec.id() + " cannot learn a voice from clips whose emotion is given"
                            + " as " + emotion + ": it does not say what its logits are on average for these ("
                            + ModelSpec.EMOTION_MEAN_LOGITS + ")");
        }
        return numbers(row, ModelSpec.EMOTION_MEAN_LOGITS, " for " + emotion);
    }

    private String text(String property, String from, String of) {
        String text = spec.properties().get(property);
        if (text == null) {
            throw new ModelException("the model " + spec.id() + " cannot learn a voice" + from
                    + ": it does not say what its logits are on average" + of + " (" + property + ")");
        }
        return text;
    }

    private double[] numbers(String text, String property, String part) {
        double[] numbers;
        try {
            numbers = Arrays.stream(text.split(",", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        } catch (NumberFormatException e) {
            throw malformed(text, property, part, e);
        }
        if (numbers.length != spec.labels().size() || !Arrays.stream(numbers).allMatch(Double::isFinite)) {
            throw malformed(text, property, part, null);
        }
        return numbers;
    }

    private ModelException malformed(String text, String property, String part, NumberFormatException cause) {
        return new ModelException(
                property + " of the model " + spec.id() + part + " must be "
                        + spec.labels().size() + " finite numbers with commas between them, but is \"" + text + '"',
                cause);
    }
}
