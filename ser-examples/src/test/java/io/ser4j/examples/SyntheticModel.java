package io.ser4j.examples;

import io.ser4j.Emotion;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.Map;

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
        String zeros = String.join(",", Collections.nCopies(classes.size(), "0"));
        return new ModelSpec("synthetic", "1", classes, 16_000, 1, Map.of(ModelSpec.MEAN_LOGITS, zeros));
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
