package io.ser4j;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Arousal and valence derived from the probabilities of classes: the mean of their coordinates.
 *
 * <pre>
 * arousal = sum over the classes of p(class) arousal(class)
 * valence = sum over the classes of p(class) valence(class)
 * </pre>
 *
 * <p>This does not measure arousal or valence: nothing was trained on ratings of either, and it says nothing that the
 * probabilities do not. It is another way to look at them, as a point in a plane, and only as good as they are.
 *
 * <p>The coordinates are the mean pleasure and arousal of emotion words, not of voices, on scales from -1 to 1: Russell and
 * Mehrabian, "Evidence for a three-factor theory of emotions", Journal of Research in Personality 11 (1977), 273-294.
 *
 * <table>
 * <caption>The coordinates</caption>
 * <tr><th>class</th><th>their word</th><th>arousal</th><th>valence (pleasure)</th></tr>
 * <tr><td>angry</td><td>angry</td><td>0.59</td><td>-0.51</td></tr>
 * <tr><td>disgust</td><td>disgusted</td><td>0.35</td><td>-0.60</td></tr>
 * <tr><td>fear</td><td>fearful</td><td>0.60</td><td>-0.64</td></tr>
 * <tr><td>happy</td><td>happy</td><td>0.51</td><td>0.81</td></tr>
 * <tr><td>neutral</td><td>none: the origin, by definition</td><td>0</td><td>0</td></tr>
 * <tr><td>sad</td><td>sad</td><td>-0.27</td><td>-0.63</td></tr>
 * <tr><td>surprise</td><td>surprised</td><td>0.67</td><td>0.40</td></tr>
 * </table>
 *
 * <p>The six pairs are as commonly cited: two public listings of such means agree on them, one of more than a hundred words
 * and one that numbers its words, up to 151. The paper itself was not available. Listings of fear as (0.82, -0.62) mean the
 * word terrified.
 *
 * @param arousal from -1, calm, to 1, excited
 * @param valence from -1, unpleasant, to 1, pleasant
 */
public record DerivedAffect(double arousal, double valence) {
    private static final Map<Emotion, DerivedAffect> COORDINATES = Map.of(
            Emotion.ANGRY, new DerivedAffect(0.59, -0.51),
            Emotion.DISGUST, new DerivedAffect(0.35, -0.60),
            Emotion.FEAR, new DerivedAffect(0.60, -0.64),
            Emotion.HAPPY, new DerivedAffect(0.51, 0.81),
            Emotion.NEUTRAL, new DerivedAffect(0, 0),
            Emotion.SAD, new DerivedAffect(-0.27, -0.63),
            Emotion.SURPRISE, new DerivedAffect(0.67, 0.40));

    /**
     * Checks the components.
     *
     * @param arousal as above
     * @param valence as above
     * @throws IllegalArgumentException if one is not in [-1, 1]
     */
    public DerivedAffect {
        requireInRange("arousal", arousal);
        requireInRange("valence", valence);
    }

    /**
     * The coordinates of one class, as in the table above.
     *
     * @param emotion the class
     * @return its coordinates, or empty if it is not one of the canonical classes
     */
    public static Optional<DerivedAffect> coordinates(Emotion emotion) {
        return Optional.ofNullable(COORDINATES.get(emotion));
    }

    /**
     * The mean of the coordinates, by the formula above.
     *
     * @param scores the probabilities of all classes, such as {@link EmotionResult#scores()} or
     *     {@link RecordingSummary#meanProbabilities()}
     * @return arousal and valence; empty if there are no scores, or if a class has no coordinates, such as a custom model's
     *     class or a merged one under a new name: leaving it out would present a part as the whole. Classes merged into a
     *     canonical class count as that class
     * @throws IllegalArgumentException if the probabilities do not add up to 1 within 0.05, the tolerance for rounding;
     *     within it, they are normalised by their sum
     */
    public static Optional<DerivedAffect> of(List<EmotionScore> scores) {
        if (!COORDINATES
                        .keySet()
                        .containsAll(scores.stream().map(EmotionScore::emotion).toList())
                || scores.isEmpty()) {
            return Optional.empty();
        }
        double total = EmotionScore.requireWhole(scores);
        double arousal = 0;
        double valence = 0;
        for (EmotionScore score : scores) {
            DerivedAffect at = COORDINATES.get(score.emotion());
            arousal += score.probability() * at.arousal;
            valence += score.probability() * at.valence;
        }
        return Optional.of(new DerivedAffect(arousal / total, valence / total));
    }

    /** Returns both with two decimals, such as {@code derived arousal 0.31, derived valence -0.42}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "derived arousal %.2f, derived valence %.2f", arousal, valence);
    }

    private static void requireInRange(String name, double value) {
        if (!(value >= -1 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be in [-1, 1], but was " + value);
        }
    }
}
