package io.ser4j.examples.plot;

import io.ser4j.Emotion;
import io.ser4j.EmotionClassifier;
import io.ser4j.EmotionResult;
import io.ser4j.EmotionSegment;
import io.ser4j.examples.SyntheticModel;
import java.util.List;
import java.util.Optional;

/** Segments with given probabilities. */
final class Segments {
    static final List<Emotion> TWO = List.of(Emotion.ANGRY, Emotion.SAD);

    private Segments() {}

    /** A segment with these probabilities, which add up to 1. */
    static EmotionSegment heard(double start, double end, double... probabilities) {
        float[] logits = new float[probabilities.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) Math.log(probabilities[i]);
        }
        List<Emotion> labels = Emotion.canonical().subList(0, logits.length);
        List<Emotion> classes = logits.length == 2 ? TWO : labels;
        try (EmotionClassifier classifier = EmotionClassifier.builder()
                .model(new SyntheticModel(classes, logits))
                .build()) {
            EmotionResult result = classifier.classify(new float[100], 16_000);
            return new EmotionSegment(start, end, 1, Optional.of(result));
        }
    }

    static EmotionSegment silent(double start, double end) {
        return new EmotionSegment(start, end, 0, Optional.empty());
    }
}
