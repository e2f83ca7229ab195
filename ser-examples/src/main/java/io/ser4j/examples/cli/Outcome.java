package io.ser4j.examples.cli;

import io.ser4j.AudioClip;
import io.ser4j.EmotionClassifier;
import io.ser4j.EmotionResult;
import io.ser4j.examples.evaluation.Reasons;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The outcome for one file: a result or a failure.
 *
 * @param file its name, as given or found
 * @param result the result if it could be classified
 * @param failure the reason if it could not
 */
record Outcome(String file, Optional<EmotionResult> result, Optional<String> failure) {
    /** Reads and classifies a file. Any exception, lack of memory or stack overflow is a failure of that file alone. */
    static Outcome of(AudioFiles.Input input, ChannelChoice channel, EmotionClassifier classifier) {
        if (input.failure().isPresent()) {
            return new Outcome(input.name(), Optional.empty(), input.failure());
        }
        try {
            EmotionResult result = classifier.classify(channel.of(AudioClip.read(Path.of(input.name()))));
            return new Outcome(input.name(), Optional.of(result), Optional.empty());
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
            return new Outcome(input.name(), Optional.empty(), Optional.of(Reasons.of(input.name(), e)));
        }
    }
}
