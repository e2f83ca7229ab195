package io.ser4j.examples.evaluation;

import io.ser4j.AudioClip;
import io.ser4j.Emotion;
import io.ser4j.EmotionScore;
import io.ser4j.features.Resampler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Clips and answers for tests, without files. */
final class Clips {
    private Clips() {}

    static LabelledClip clip(String corpus, String speaker, String text, int take) {
        Path file = Path.of(corpus, speaker + "-" + text + "-" + take + ".wav");
        return new LabelledClip(file, corpus, speaker, take % 2 == 0 ? "angry" : "sad", text, Map.of());
    }

    /** The identity of a sound by its hash alone; equal names give equal sounds. */
    static AudioIdentity sound(String name) {
        return new AudioIdentity(Sha256.hex(name.getBytes(StandardCharsets.UTF_8)), Optional.empty());
    }

    /** One of the bundled voices, at its own rate. */
    static AudioClip voice(String name) throws IOException {
        return AudioClip.read(Path.of("samples", name + ".wav"));
    }

    /** The same clip at another rate, so that no sample is the same. */
    static AudioClip copyOf(AudioClip clip) {
        return Resampler.between(clip.sampleRateHz(), 11_025).resample(clip);
    }

    /** An answer with two classes, of which the second has the remaining probability. */
    static Judgement judgement(String speaker, Emotion truth, Emotion answer, Emotion second, double confidence) {
        return new Judgement(
                clip("c", speaker, "t", 1),
                truth,
                List.of(new EmotionScore(answer, confidence), new EmotionScore(second, 1 - confidence)),
                false,
                sound(""));
    }
}
