package io.ser4j.examples.evaluation;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Clips that are nowhere. */
final class Clips {
    private Clips() {}

    static LabelledClip clip(String corpus, String speaker, String text, int take) {
        Path file = Path.of(corpus, speaker + "-" + text + "-" + take + ".wav");
        return new LabelledClip(file, corpus, speaker, take % 2 == 0 ? "angry" : "sad", text, Map.of());
    }

    /** A sound that is only known by its hash. */
    static AudioIdentity sound(String sha256) {
        return new AudioIdentity(sha256, Optional.empty());
    }
}
