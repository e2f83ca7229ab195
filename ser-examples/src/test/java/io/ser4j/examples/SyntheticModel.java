package io.ser4j.examples;

import io.ser4j.Emotion;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.Tensor;
import java.util.List;

/** A model that always answers the same, with the seven canonical classes unless others are given. */
public final class SyntheticModel implements EmotionModel {
    private final List<Emotion> classes;
    private final float[] logits;

    public SyntheticModel(float... logits) {
        this(Emotion.canonical(), logits);
    }

    public SyntheticModel(List<Emotion> classes, float... logits) {
        this.classes = classes;
        this.logits = logits;
    }

    @Override
    public ModelSpec spec() {
        return ModelSpec.of("synthetic", classes, 16_000);
    }

    @Override
    public FrontEnd frontEnd() {
        return clip -> Tensor.of(new float[] {0}, 1);
    }

    @Override
    public float[] infer(Tensor features) {
        return logits.clone();
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
