package io.ser4j.examples.evaluation;

import java.util.function.Function;

/** What a protocol promises to stand on one side only. That no recording stands on both is promised always. */
public enum Promise {
    /** Nobody speaks on both sides. Clips whose speaker is not named cannot keep it. */
    SPEAKERS("speaker", LabelledClip::speaker),
    /** No text is spoken on both sides. Clips without a text cannot keep it. */
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
