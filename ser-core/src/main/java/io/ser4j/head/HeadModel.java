package io.ser4j.head;

import io.ser4j.AudioClip;
import io.ser4j.InvalidAudioException;
import io.ser4j.ModelException;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.Tensor;

/** A base model with a head in place of its own classes. */
final class HeadModel implements EmotionModel {
    private final LinearHead head;
    private final EmotionModel base;

    private HeadModel(LinearHead head, EmotionModel base) {
        this.head = head;
        this.base = base;
    }

    static HeadModel of(LinearHead head, EmotionModel base) {
        head.base().require(base.spec(), head.spec().id());
        if (head.spec().sampleRateHz() != base.spec().sampleRateHz()) {
            throw new ModelException("the head " + head.spec().id() + " must have its base model's rate, "
                    + base.spec().sampleRateHz() + " Hz, but has " + head.spec().sampleRateHz() + " Hz");
        }
        HeadModel model = new HeadModel(head, base);
        model.requireFittingEmbedding();
        return model;
    }

    /** Tries the head on a second of silence, so that a mismatch shows before the first clip. */
    private void requireFittingEmbedding() {
        int rate = spec().sampleRateHz();
        try {
            infer(frontEnd().apply(AudioClip.of(new float[rate], rate)));
        } catch (InvalidAudioException e) {
            // The front end may need longer or other audio; then the first clip shows whether it fits.
        }
    }

    @Override
    public ModelSpec spec() {
        return head.spec();
    }

    @Override
    public FrontEnd frontEnd() {
        return base.frontEnd();
    }

    @Override
    public float[] infer(Tensor features) {
        float[] embedding = base.embed(features);
        if (embedding.length != head.layer().inputs()) {
            throw new ModelException("the head " + spec().id() + " must get embeddings of "
                    + head.layer().inputs() + " numbers, but " + head.base().id() + " gives " + embedding.length);
        }
        double[] logits = head.layer().logits(embedding);
        float[] rounded = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            rounded[i] = (float) logits[i];
            if (!Float.isFinite(rounded[i])) {
                throw new ModelException("the head " + spec().id() + " must give finite logits, but that of "
                        + spec().labels().get(i) + " was " + rounded[i]);
            }
        }
        return rounded;
    }

    @Override
    public float[] embed(Tensor features) {
        return base.embed(features);
    }

    @Override
    public void close() {
        base.close();
    }
}
