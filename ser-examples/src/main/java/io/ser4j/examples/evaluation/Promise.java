package io.ser4j.examples.evaluation;

import java.util.function.Function;

/** What a protocol promises to keep on one side only. That no recording is on both sides is always promised. */
public enum Promise {
    /** No speaker is on both sides. This cannot be kept for clips whose speaker is not named. */
    SPEAKERS("speaker", LabelledClip::speaker),
    /** No text is spoken on both sides. This cannot be kept for clips without a text. */
    TEXTS("text", LabelledClip::textKey);

    private final String noun;
    private final Function<LabelledClip, String> property;

    Promise(String noun, Function<LabelledClip, String> property) {
        this.noun = noun;
        this.property = property;
    }

    String noun() {
        return noun;
    }

    boolean isKnown(LabelledClip clip) {
        return !(this == SPEAKERS ? clip.speaker() : clip.text()).isEmpty();
    }

    String of(LabelledClip clip) {
        return property.apply(clip);
    }
}
