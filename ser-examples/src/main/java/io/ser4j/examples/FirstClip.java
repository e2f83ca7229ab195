package io.ser4j.examples;

import io.ser4j.AudioClip;
import io.ser4j.EmotionClassifier;
import io.ser4j.EmotionResult;
import java.io.IOException;
import java.nio.file.Path;

/** The shortest useful program: {@code FirstClip voice.wav} prints the most probable emotion, such as {@code happy 0.91}. */
public final class FirstClip {
    private FirstClip() {}

    /**
     * Classifies one clip.
     *
     * @param args one WAV file
     * @throws IOException if it cannot be read
     */
    public static void main(String[] args) throws IOException {
        try (EmotionClassifier classifier = EmotionClassifier.create()) {
            EmotionResult result = classifier.classify(AudioClip.read(Path.of(args[0])));
            System.out.println(result.top());
        }
    }
}
