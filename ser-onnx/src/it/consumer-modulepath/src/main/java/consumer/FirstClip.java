package consumer;

import io.ser4j.AudioClip;
import io.ser4j.EmotionClassifier;
import java.io.IOException;
import java.nio.file.Path;

class FirstClip {
    public static void main(String[] args) throws IOException {
        try (EmotionClassifier classifier = EmotionClassifier.create()) {
            System.out.println(classifier.classify(AudioClip.read(Path.of(args[0]))).top());
        }
    }
}
