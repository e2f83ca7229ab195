package io.ser4j;

import java.text.Normalizer;
import java.util.List;
import java.util.Objects;

/**
 * A class of emotion, named by its label. The seven canonical ones are constants here; a custom model may have others.
 *
 * @param label the name, such as {@code angry}: 1 to 64 characters, none of them a control character, a comma or leading or
 *     trailing white space. It is kept in Unicode's composed form (NFC), since names of folders may come decomposed
 */
public record Emotion(String label) {
    /** Anger. */
    public static final Emotion ANGRY = new Emotion("angry");

    /** Disgust. */
    public static final Emotion DISGUST = new Emotion("disgust");

    /** Fear. */
    public static final Emotion FEAR = new Emotion("fear");

    /** Happiness. */
    public static final Emotion HAPPY = new Emotion("happy");

    /** No marked emotion. */
    public static final Emotion NEUTRAL = new Emotion("neutral");

    /** Sadness. */
    public static final Emotion SAD = new Emotion("sad");

    /** Surprise; in corpora that distinguish pleasant surprise (TESS), the pleasant kind. */
    public static final Emotion SURPRISE = new Emotion("surprise");

    private static final int MAX_LABEL_LENGTH = 64;
    private static final int MAX_COMPOSED = 4 * MAX_LABEL_LENGTH;
    private static final List<Emotion> CANONICAL = List.of(ANGRY, DISGUST, FEAR, HAPPY, NEUTRAL, SAD, SURPRISE);

    /**
     * Composes and checks the label.
     *
     * @param label as above
     * @throws IllegalArgumentException if the label breaks the rule above
     */
    public Emotion {
        Objects.requireNonNull(label, "label");
        // Composing would take long for a label that has too many marks anyway.
        label = label.length() > MAX_COMPOSED ? label : Normalizer.normalize(label, Normalizer.Form.NFC);
        boolean wellFormed = !label.isEmpty()
                && label.length() <= MAX_LABEL_LENGTH
                && label.equals(label.strip())
                && label.chars().noneMatch(c -> Character.isISOControl(c) || c == ',');
        if (!wellFormed) {
            throw new IllegalArgumentException("label must have 1 to " + MAX_LABEL_LENGTH
                    + " characters without commas, control characters or outer white space, but was \"" + label + '"');
        }
    }

    /**
     * The canonical emotions, in alphabetical order: angry, disgust, fear, happy, neutral, sad, surprise.
     *
     * @return an unmodifiable list of seven
     */
    public static List<Emotion> canonical() {
        return CANONICAL;
    }

    /** Returns the label. */
    @Override
    public String toString() {
        return label;
    }
}
