package io.ser4j;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The result of classifying one clip or window: a probability for each of
 * {@linkplain EmotionClassifier#labels() the classes}. A stored one is restored from its components.
 *
 * @param scores all classes, the most probable first; equally probable ones are in the order of the classifier's labels, unless
 *     {@link Smoothing} made them so. At least two classes, each once; the probabilities add up to 1 within rounding
 * @param threshold the lowest probability in [0, 1] at which {@link #decision()} names an emotion
 * @param warnings reasons to distrust this result, as measured in the input, in the order of {@link AudioWarning.Type}, each
 *     type at most once; empty if nothing is wrong
 */
public record EmotionResult(List<EmotionScore> scores, double threshold, List<AudioWarning> warnings) {
    private static final Comparator<EmotionScore> MOST_PROBABLE_FIRST =
            Comparator.comparingDouble(EmotionScore::probability).reversed();
    private static final Comparator<AudioWarning> BY_TYPE = Comparator.comparing(AudioWarning::type);

    /**
     * Checks the components, and puts scores and warnings in order.
     *
     * @param scores as above, in any order, equally probable ones keep theirs; the probabilities may have been rounded, but must
     *     add up to 1 within 0.05
     * @param threshold as above
     * @param warnings as above, in any order
     * @throws IllegalArgumentException if scores, threshold or warnings break these rules
     */
    public EmotionResult {
        scores = inOrder(scores, MOST_PROBABLE_FIRST);
        if (scores.size() < 2 || haveTwice(scores, EmotionScore::emotion)) {
            throw new IllegalArgumentException("scores must be of two classes or more, each once, but were " + scores);
        }
        EmotionScore.requireWhole(scores);
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be in [0, 1], but was " + threshold);
        }
        warnings = inOrder(warnings, BY_TYPE);
        if (haveTwice(warnings, AudioWarning::type)) {
            throw new IllegalArgumentException("warnings must have each type at most once, but were " + warnings);
        }
    }

    private static <T> List<T> inOrder(List<T> items, Comparator<? super T> order) {
        List<T> sorted = new ArrayList<>(items);
        sorted.sort(order);
        return List.copyOf(sorted);
    }

    private static <T> boolean haveTwice(List<T> items, Function<T, ?> property) {
        Set<Object> met = new HashSet<>();
        for (T item : items) {
            if (!met.add(property.apply(item))) {
                return true;
            }
        }
        return false;
    }

    /** The result with the given probabilities of the classifier's classes. */
    static EmotionResult of(
            List<Emotion> labels, double[] probabilities, double threshold, List<AudioWarning> warnings) {
        List<EmotionScore> scores = new ArrayList<>(probabilities.length);
        for (int i = 0; i < probabilities.length; i++) {
            scores.add(new EmotionScore(labels.get(i), probabilities[i]));
        }
        return new EmotionResult(scores, threshold, warnings);
    }

    /**
     * The most probable class, however improbable it is; see {@link #decision()}.
     *
     * @return the first of {@link #scores()}
     */
    public EmotionScore top() {
        return scores.get(0);
    }

    /**
     * The most probable emotion, if its probability reaches the classifier's threshold and there was a voice.
     *
     * @return the emotion, or empty if the classifier abstains
     */
    public Optional<Emotion> decision() {
        return top().probability() >= threshold && !isSilent() ? Optional.of(top().emotion()) : Optional.empty();
    }

    /**
     * Arousal and valence derived from the probabilities. They are not measured, and say nothing that {@link #scores()} do
     * not; see {@link DerivedAffect} for formula and source. The {@linkplain #threshold() threshold} does not affect them.
     *
     * @return the derived values; empty if there was no voice, or if a class, custom or merged, is not one of the
     *     {@linkplain Emotion#canonical() canonical} ones: only these have published coordinates
     */
    public Optional<DerivedAffect> derivedAffect() {
        return isSilent() ? Optional.empty() : DerivedAffect.of(scores);
    }

    /**
     * The probability of one class.
     *
     * @param emotion a class of the classifier
     * @return its probability in [0, 1]
     * @throws IllegalArgumentException if the classifier does not have this class; the message lists those it has
     */
    public double probability(Emotion emotion) {
        Objects.requireNonNull(emotion, "emotion");
        return scores.stream()
                .filter(score -> score.emotion().equals(emotion))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("emotion must be one of "
                        + scores.stream()
                                .map(score -> score.emotion().label())
                                .sorted()
                                .toList() + ", but was "
                        + emotion))
                .probability();
    }

    /**
     * Whether there was hardly any voice, so that {@link #decision()} is empty, however high the probabilities are.
     *
     * @return whether the warnings include {@link AudioWarning.Type#SILENT}
     */
    public boolean isSilent() {
        return AudioWarning.containSilence(warnings);
    }

    /** This result with other probabilities, each made from that of a class. */
    EmotionResult map(ToDoubleFunction<EmotionScore> probability) {
        List<EmotionScore> others = scores.stream()
                .map(score -> new EmotionScore(score.emotion(), probability.applyAsDouble(score)))
                .toList();
        return new EmotionResult(others, threshold, warnings);
    }

    /** Returns the scores, the most probable first, such as {@code [happy 0.91, neutral 0.05, ...]}. */
    @Override
    public String toString() {
        return scores.toString();
    }
}
