package io.ser4j.examples;

import io.ser4j.Emotion;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.Tensor;

/** A model with the seven canonical classes that always answers the same. */
public final class SyntheticModel implements EmotionModel {
    private final float[] logits;

    public SyntheticModel(float... logits) {
        this.logits = logits;
    }

    @Override
    public ModelSpec spec() {
        return ModelSpec.of("synthetic", Emotion.canonical(), 16_000);
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
