package io.ser4j;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The result of classifying one clip or window: a probability for each of
 * {@linkplain EmotionClassifier#labels() the classes}.
 */
public final class EmotionResult {
    private final List<Emotion> labels;
    private final List<EmotionScore> scores;
    private final double threshold;
    private final List<AudioWarning> warnings;

    private EmotionResult(
            List<Emotion> labels, List<EmotionScore> scores, double threshold, List<AudioWarning> warnings) {
        this.labels = List.copyOf(labels);
        this.scores = scores;
        this.threshold = threshold;
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Makes a result from probabilities.
     *
     * @param labels the classifier's classes
     * @param probabilities [labels] in [0, 1]
     * @param threshold the lowest probability in [0, 1] at which {@link #decision()} names an emotion
     * @param warnings what is wrong with the input
     */
    static EmotionResult of(
            List<Emotion> labels, double[] probabilities, double threshold, List<AudioWarning> warnings) {
        List<EmotionScore> scores = IntStream.range(0, probabilities.length)
                .mapToObj(i -> new EmotionScore(labels.get(i), probabilities[i]))
                .sorted(Comparator.comparingDouble(EmotionScore::probability).reversed())
                .toList();
        return new EmotionResult(labels, scores, threshold, warnings);
    }

    /**
     * Rebuilds a stored result from its {@link #scores()}, {@link #threshold()} and {@link #warnings()}.
     *
     * @param scores of two classes or more, each once, whose probabilities add up to 1 within 0.05; equal ones keep their order
     * @param threshold the lowest probability in [0, 1] at which {@link #decision()} names an emotion
     * @param warnings what is wrong with the input, each type at most once; in any order
     * @return a result that equals the stored one
     * @throws IllegalArgumentException if scores, threshold or warnings break these rules
     */
    public static EmotionResult of(List<EmotionScore> scores, double threshold, List<AudioWarning> warnings) {
        List<Emotion> labels = scores.stream().map(EmotionScore::emotion).toList();
        if (labels.size() < 2 || Set.copyOf(labels).size() < labels.size()) {
            throw new IllegalArgumentException("scores must be of two classes or more, each once, but were " + scores);
        }
        EmotionScore.requireWhole(scores);
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be in [0, 1], but was " + threshold);
        }
        List<AudioWarning> inOrder = warnings.stream()
                .sorted(Comparator.comparing(AudioWarning::type))
                .toList();
        if (inOrder.stream().map(AudioWarning::type).distinct().count() < inOrder.size()) {
            throw new IllegalArgumentException("warnings must have each type at most once, but were " + warnings);
        }
        double[] probabilities =
                scores.stream().mapToDouble(EmotionScore::probability).toArray();
        return of(labels, probabilities, threshold, inOrder);
    }

    /**
     * All classes, the most probable first; equally probable ones are in the order of the classifier's labels.
     *
     * @return an unmodifiable list; its probabilities add up to 1 within rounding
     */
    public List<EmotionScore> scores() {
        return scores;
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
     * The lowest probability at which {@link #decision()} names an emotion.
     *
     * @return the classifier's threshold, in [0, 1]
     */
    public double threshold() {
        return threshold;
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
     * Reasons to distrust this result, as measured in the input.
     *
     * @return an unmodifiable list in the order of {@link AudioWarning.Type}, each type at most once; empty if nothing is wrong
     */
    public List<AudioWarning> warnings() {
        return warnings;
    }

    /**
     * The probability of one class.
     *
     * @param emotion a class of the classifier
     * @return its probability in [0, 1]
     * @throws IllegalArgumentException if the classifier does not have this class; the message lists those it has
     */
    public double probability(Emotion emotion) {
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
        double[] others = labels.stream()
                .map(label -> new EmotionScore(label, probability(label)))
                .mapToDouble(probability)
                .toArray();
        return of(labels, others, threshold, warnings);
    }

    /** Returns whether the other object is a result with the same scores, threshold and warnings. */
    @Override
    public boolean equals(Object other) {
        return other instanceof EmotionResult result
                && scores.equals(result.scores)
                && Double.compare(threshold, result.threshold) == 0
                && warnings.equals(result.warnings);
    }

    @Override
    public int hashCode() {
        return Objects.hash(scores, threshold, warnings);
    }

    /** Returns the scores, the most probable first, such as {@code [happy 0.91, neutral 0.05, ...]}. */
    @Override
    public String toString() {
        return scores.toString();
    }
}
