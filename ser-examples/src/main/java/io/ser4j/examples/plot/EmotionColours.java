package io.ser4j.examples.plot;

import io.ser4j.Emotion;
import java.awt.Color;
import java.util.Map;

/**
 * A colour for each emotion, and greys for silence and no decision. Neighbours in alphabetical order differ in lightness as well
 * as in hue.
 */
final class EmotionColours {
    static final Color SILENCE = new Color(0xd4d4d4);
    static final Color UNDECIDED = new Color(0x707070);

    private static final Map<Emotion, Color> CANONICAL = Map.of(
            Emotion.ANGRY, new Color(0xc1373f),
            Emotion.DISGUST, new Color(0x93b84f),
            Emotion.FEAR, new Color(0x5b3f8c),
            Emotion.HAPPY, new Color(0xf5bd3d),
            Emotion.NEUTRAL, new Color(0xa9d3e3),
            Emotion.SAD, new Color(0x2a6496),
            Emotion.SURPRISE, new Color(0xf08fb4));
    private static final float FIRST_HUE = 0.5f;
    /** The golden section of the colour circle keeps any number of hues apart. */
    private static final float HUE_STEP = 0.618034f;

    private EmotionColours() {}

    /** The colour of an emotion; if it is not canonical, that of its place among the model's classes. */
    static Color of(Emotion emotion, int place) {
        Color known = CANONICAL.get(emotion);
        return known != null
                ? known
                : Color.getHSBColor(FIRST_HUE + place * HUE_STEP, 0.6f, place % 2 == 0 ? 0.65f : 0.95f);
    }
}
