package io.ser4j.examples.evaluation;

import io.ser4j.AudioClip;
import io.ser4j.features.Resampler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

    /** A sound that is only known by its hash; equal names are equal sounds. */
    static AudioIdentity sound(String name) {
        return new AudioIdentity(Sha256.hex(name.getBytes(StandardCharsets.UTF_8)), Optional.empty());
    }

    /** One of the bundled voices, at its own rate. */
    static AudioClip voice(String name) throws IOException {
        return AudioClip.read(Path.of("samples", name + ".wav"));
    }

    /** The same at another rate: no sample is the same. */
    static AudioClip copyOf(AudioClip clip) {
        return Resampler.between(clip.sampleRateHz(), 11_025).resample(clip);
    }
}
