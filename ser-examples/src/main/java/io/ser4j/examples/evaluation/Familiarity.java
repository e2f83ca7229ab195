package io.ser4j.examples.evaluation;

/** What a model knew of a clip before it was tested, the hardest case first. */
public enum Familiarity {
    /** Neither the clip nor its speaker was in the training. */
    UNSEEN_SPEAKER("unseen speakers"),
    /** The clip was not in the training; its speaker may have been, who is not named here or not on record there. */
    UNKNOWN_SPEAKER("unseen clips of speakers it may have been trained on"),
    /** The speaker was in the training, this clip was not. */
    SEEN_SPEAKER("unseen clips of speakers it was trained on"),
    /** The clip itself was in the training, or was used to select the model. */
    SEEN_CLIP("clips it was trained on"),
    /** It is not known what all of the model was trained on. */
    UNKNOWN("clips it may have been trained on");

    private final String words;

    Familiarity(String words) {
        this.words = words;
    }

    /** Returns words for a heading, such as {@code unseen speakers}. */
    @Override
    public String toString() {
        return words;
    }
}
