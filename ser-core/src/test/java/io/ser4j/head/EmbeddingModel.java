package io.ser4j.head;

import io.ser4j.AudioClip;
import io.ser4j.Emotion;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.Tensor;
import java.util.List;
import java.util.Map;

/** A base model whose embedding is the clip's mean and mean square. */
final class EmbeddingModel implements EmotionModel {
    static final int RATE = 8000;

    private final ModelSpec spec;
    private volatile boolean closed;

    EmbeddingModel(String version, String sha256) {
        spec = new ModelSpec(
                "base",
                version,
                List.of(Emotion.ANGRY, Emotion.SAD),
                RATE,
                1,
                sha256.isEmpty() ? Map.of() : Map.of(ModelSpec.SHA256, sha256));
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public ModelSpec spec() {
        return spec;
    }

    @Override
    public FrontEnd frontEnd() {
        return EmbeddingModel::features;
    }

    private static Tensor features(AudioClip clip) {
        double sum = 0;
        double squares = 0;
        for (float sample : clip.toMono()) {
            sum += sample;
            squares += sample * sample;
        }
        return Tensor.of(new float[] {(float) (sum / clip.frames()), (float) (squares / clip.frames())}, 2);
    }

    @Override
    public float[] infer(Tensor features) {
        return embed(features);
    }

    @Override
    public float[] embed(Tensor features) {
        if (closed) {
            throw new IllegalStateException("this model is closed");
        }
        return features.toArray();
    }

    @Override
    public void close() {
        closed = true;
    }
}
