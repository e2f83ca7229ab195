package io.ser4j.examples;

import io.ser4j.AudioClip;
import io.ser4j.Emotion;
import io.ser4j.EmotionClassifier;
import io.ser4j.EmotionResult;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Lets the caller choose how certain an answer must be: {@code OnlyWhenSure 0.8 one.wav two.wav} prints an emotion for the clips
 * whose most probable one reaches 0.8, and {@code unsure} for the others. One classifier serves all of them.
 */
public final class OnlyWhenSure {
    private OnlyWhenSure() {}

    /**
     * Classifies clips.
     *
     * @param args the minimum probability in [0, 1], then WAV files
     * @throws IOException if one of them cannot be read
     */
    public static void main(String[] args) throws IOException {
        double threshold = Double.parseDouble(args[0]);
        try (EmotionClassifier classifier =
                EmotionClassifier.builder().threshold(threshold).build()) {
            for (int i = 1; i < args.length; i++) {
                EmotionResult result = classifier.classify(AudioClip.read(Path.of(args[i])));
                System.out.println(
                        args[i] + ": " + result.decision().map(Emotion::label).orElse("unsure"));
            }
        }
    }
}
