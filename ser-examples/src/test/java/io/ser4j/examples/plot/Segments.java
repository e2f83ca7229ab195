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

    /** Half a second of what counts as a voice. */
    private static final float[] HUM = hum();

    private Segments() {}

    private static float[] hum() {
        float[] hum = new float[8000];
        for (int i = 0; i < hum.length; i++) {
            double phase = 2 * Math.PI * 150 * i / 16_000;
            hum[i] = (float) (0.2 * Math.sin(phase) + 0.1 * Math.sin(2 * phase) + 0.05 * Math.sin(3 * phase));
        }
        return hum;
    }

    /** A segment with these probabilities, which add up to 1. */
    static EmotionSegment heard(double start, double end, double... probabilities) {
        return heard(start, end, 0, probabilities);
    }

    /** A segment without a decision. */
    static EmotionSegment unsure(double start, double end) {
        return heard(start, end, 0.9, new double[] {0.5, 0.5});
    }

    private static EmotionSegment heard(double start, double end, double threshold, double[] probabilities) {
        float[] logits = new float[probabilities.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) Math.log(probabilities[i]);
        }
        List<Emotion> labels = Emotion.canonical().subList(0, logits.length);
        List<Emotion> classes = logits.length == 2 ? TWO : labels;
        try (EmotionClassifier classifier = EmotionClassifier.builder()
                .model(new SyntheticModel(classes, logits))
                .threshold(threshold)
                .build()) {
            EmotionResult result = classifier.classify(HUM, 16_000);
            return new EmotionSegment(start, end, 1, Optional.of(result));
        }
    }

    static EmotionSegment silent(double start, double end) {
        return new EmotionSegment(start, end, 0, Optional.empty());
    }
}
