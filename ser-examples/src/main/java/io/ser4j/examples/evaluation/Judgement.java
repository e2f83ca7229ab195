package io.ser4j.examples.evaluation;

import io.ser4j.AudioClip;
import io.ser4j.Emotion;
import io.ser4j.EmotionClassifier;
import io.ser4j.EmotionResult;
import io.ser4j.EmotionScore;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * A model's answer to one clip, beside the truth of the corpus.
 *
 * @param clip the clip
 * @param truth the emotion that its label stands for
 * @param scores all classes with their probabilities, the most probable first
 * @param silent whether there is hardly any voice in the clip, see {@link EmotionResult#isSilent()}: the classifier then
 *     abstains, whatever the scores
 * @param audio the identity of the recording
 */
public record Judgement(
        LabelledClip clip, Emotion truth, List<EmotionScore> scores, boolean silent, AudioIdentity audio) {
    /**
     * Copies the scores.
     *
     * @param clip as above
     * @param truth as above
     * @param scores as above
     * @param silent as above
     * @param audio as above
     * @throws IllegalArgumentException if there are no scores
     */
    public Judgement {
        Objects.requireNonNull(clip, "clip");
        Objects.requireNonNull(truth, "truth");
        Objects.requireNonNull(audio, "audio");
        scores = List.copyOf(scores);
        if (scores.isEmpty()) {
            throw new IllegalArgumentException("scores must have at least one class, but had none");
        }
    }

    /**
     * Reads and classifies a clip.
     *
     * @param classifier the model
     * @param clip the clip
     * @param truth the emotion that its label stands for
     * @return the answer
     * @throws IOException if the clip cannot be read
     */
    public static Judgement of(EmotionClassifier classifier, LabelledClip clip, Emotion truth) throws IOException {
        return of(classifier, clip, truth, AudioClip.read(clip.file()));
    }

    /** Classifies a clip that has been read. */
    static Judgement of(EmotionClassifier classifier, LabelledClip clip, Emotion truth, AudioClip audio) {
        return of(classifier.classify(audio), clip, truth, AudioIdentity.of(audio));
    }

    /** Another model's answer to the same clip. */
    Judgement by(EmotionClassifier other, AudioClip samples) {
        return of(other.classify(samples), clip, truth, audio);
    }

    private static Judgement of(EmotionResult result, LabelledClip clip, Emotion truth, AudioIdentity audio) {
        return new Judgement(clip, truth, result.scores(), result.isSilent(), audio);
    }

    /**
     * The most probable class, whether or not the clip is silent.
     *
     * @return one of the model's classes
     */
    public Emotion answer() {
        return scores.get(0).emotion();
    }

    /** The most probable of some classes; the answer itself if none of them has a score. */
    Emotion answerAmong(Collection<Emotion> classes) {
        return scores.stream()
                .map(EmotionScore::emotion)
                .filter(classes::contains)
                .findFirst()
                .orElseGet(this::answer);
    }

    /**
     * The probability of the answer.
     *
     * @return in [0, 1]
     */
    public double confidence() {
        return scores.get(0).probability();
    }

    /**
     * Whether the answer is right.
     *
     * @return whether it is the truth
     */
    public boolean isRight() {
        return answer().equals(truth);
    }
}
