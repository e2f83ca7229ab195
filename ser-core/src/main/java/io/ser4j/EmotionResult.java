package io.ser4j;

import io.ser4j.internal.Softmax;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What a classifier heard in one clip: a probability for each of the model's classes. */
public final class EmotionResult {
    private final List<EmotionScore> scores;
    private final double threshold;
    private final List<AudioWarning> warnings;

    private EmotionResult(List<EmotionScore> scores, double threshold, List<AudioWarning> warnings) {
        this.scores = scores;
        this.threshold = threshold;
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Turns a model's raw output into probabilities: {@code softmax(logits / temperature)}.
     *
     * @param labels the model's classes, in the order of its output
     * @param logits [classes] unnormalised log-probabilities
     * @param temperature positive; above 1 flattens the probabilities, below 1 sharpens them (Guo et al., "On Calibration of
     *     Modern Neural Networks", 2017)
     * @param threshold the least probability in [0, 1] at which {@link #decision()} names an emotion
     * @param warnings what is wrong with the input
     * @throws ModelException if the logits are not as many as the labels, or one is not finite
     */
    static EmotionResult of(
            List<Emotion> labels, float[] logits, double temperature, double threshold, List<AudioWarning> warnings) {
        requireLogits(labels, logits);
        return of(labels, Softmax.of(logits, temperature), threshold, warnings);
    }

    /** The result of probabilities in the order of the labels. */
    static EmotionResult of(
            List<Emotion> labels, double[] probabilities, double threshold, List<AudioWarning> warnings) {
        List<EmotionScore> scores = IntStream.range(0, probabilities.length)
                .mapToObj(i -> new EmotionScore(labels.get(i), probabilities[i]))
                .sorted(Comparator.comparingDouble(EmotionScore::probability).reversed())
                .toList();
        return new EmotionResult(scores, threshold, warnings);
    }

    /**
     * All classes, the most probable one first; equals stand in the order of the model's labels.
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
     * The most probable emotion, if its probability reaches the classifier's threshold and there was a voice at all.
     *
     * @return the emotion, or empty where the classifier would rather not say
     */
    public Optional<Emotion> decision() {
        boolean silent = warnings.stream().anyMatch(warning -> warning.type() == AudioWarning.Type.SILENT);
        return top().probability() >= threshold && !silent ? Optional.of(top().emotion()) : Optional.empty();
    }

    /**
     * What speaks against trusting this result: properties of the input, measured.
     *
     * @return an unmodifiable list in the order of {@link AudioWarning.Type}, each type at most once; empty where nothing is wrong
     */
    public List<AudioWarning> warnings() {
        return warnings;
    }

    /**
     * The probability of one class.
     *
     * @param emotion a class of the model
     * @return its probability in [0, 1]
     * @throws IllegalArgumentException if the model does not know the class; the message lists those it knows
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

    /** This result with other probabilities, each made from a score. */
    EmotionResult map(ToDoubleFunction<EmotionScore> probability) {
        List<Emotion> labels = scores.stream().map(EmotionScore::emotion).toList();
        return of(labels, scores.stream().mapToDouble(probability).toArray(), threshold, warnings);
    }

    /** Whether the other is a result with the same scores, threshold and warnings. */
    @Override
    public boolean equals(Object other) {
        return other instanceof EmotionResult result
                && scores.equals(result.scores)
                && threshold == result.threshold
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

    private static void requireLogits(List<Emotion> labels, float[] logits) {
        if (logits.length != labels.size()) {
            throw new ModelException("the model must give one logit for each of its " + labels.size() + " labels "
                    + labels + ", but gave " + logits.length);
        }
        for (int i = 0; i < logits.length; i++) {
            if (!Float.isFinite(logits[i])) {
                throw new ModelException(
                        "the model's logits must be finite, but that of " + labels.get(i) + " was " + logits[i]);
            }
        }
    }
}
