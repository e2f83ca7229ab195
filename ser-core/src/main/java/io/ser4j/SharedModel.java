package io.ser4j;

import io.ser4j.internal.CallGate;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.Tensor;

/**
 * The model of a classifier, lent to further ones: each inference is a call of that classifier, so that closing it waits for
 * them. Closing this only ends the loan.
 */
final class SharedModel implements EmotionModel {
    private final EmotionModel model;
    private final CallGate owner;
    private final CallGate loan;

    SharedModel(EmotionModel model, CallGate owner) {
        this.model = model;
        this.owner = owner;
        this.loan = new CallGate("shared model");
    }

    @Override
    public ModelSpec spec() {
        return model.spec();
    }

    @Override
    public FrontEnd frontEnd() {
        return model.frontEnd();
    }

    @Override
    public float[] infer(Tensor features) {
        return loan.call(() -> owner.call(() -> model.infer(features)));
    }

    @Override
    public float[] embed(Tensor features) {
        return loan.call(() -> owner.call(() -> model.embed(features)));
    }

    @Override
    public void close() {
        loan.close();
    }
}
