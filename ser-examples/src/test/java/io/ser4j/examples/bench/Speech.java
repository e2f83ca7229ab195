package io.ser4j.examples.bench;

import io.ser4j.AudioClip;
import io.ser4j.features.Resampler;
import java.io.IOException;
import java.nio.file.Path;

/** Speech without a corpus: a synthetic sample clip, repeated. */
final class Speech {
    private static final Path SAMPLE = Path.of("samples", "voice-1-calm.wav");

    private Speech() {}

    /** Samples at the given rate, as many as the seconds need. */
    static float[] samples(int seconds, int rateHz) throws IOException {
        AudioClip clip = AudioClip.read(SAMPLE);
        float[] once =
                Resampler.between(clip.sampleRateHz(), rateHz).resample(clip).toMono();
        float[] samples = new float[seconds * rateHz];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = once[i % once.length];
        }
        return samples;
    }
}
