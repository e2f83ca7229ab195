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
 * What a model heard in one clip, beside what the corpus says.
 *
 * @param clip the clip
 * @param truth the emotion that its label stands for
 * @param scores all of the model's classes, the most probable one first
 * @param silent whether there is hardly any voice in the clip, see {@link EmotionResult#isSilent()}: whatever the scores, the
 *     classifier decides on none
 * @param audio by what the clip is known again
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
     * Reads a clip and lets a model judge it.
     *
     * @param classifier the model
     * @param clip the clip
     * @param truth the emotion that its label stands for
     * @return the judgement
     * @throws IOException if the clip cannot be read
     */
    public static Judgement of(EmotionClassifier classifier, LabelledClip clip, Emotion truth) throws IOException {
        return of(classifier, clip, truth, AudioClip.read(clip.file()));
    }

    /** Lets a model judge a clip that has been read. */
    static Judgement of(EmotionClassifier classifier, LabelledClip clip, Emotion truth, AudioClip audio) {
        return of(classifier.classify(audio), clip, truth, AudioIdentity.of(audio));
    }

    /** What another model hears in the same clip. */
    Judgement by(EmotionClassifier other, AudioClip samples) {
        return of(other.classify(samples), clip, truth, audio);
    }

    private static Judgement of(EmotionResult result, LabelledClip clip, Emotion truth, AudioIdentity audio) {
        return new Judgement(clip, truth, result.scores(), result.isSilent(), audio);
    }

    /**
     * The class that the model holds for the most probable, be the clip silent or not.
     *
     * @return one of the model's classes
     */
    public Emotion answer() {
        return scores.get(0).emotion();
    }

    /** The class that it would name if it had to choose among some. */
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
     * Whether the answer is the truth.
     *
     * @return as it says
     */
    public boolean isRight() {
        return answer().equals(truth);
    }
}
