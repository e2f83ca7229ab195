package io.ser4j.features;

import io.ser4j.features.internal.Workspace;
import io.ser4j.spi.Tensor;
import java.util.Optional;

/** Outputs cepstral coefficients, pooled and normalised: [1, n, 1] if they are pooled, otherwise [1, frames, n]. */
record Coefficients(Mfcc mfcc, Optional<Pooling> pooling, Normaliser normaliser) implements Finish {
    @Override
    public Tensor of(int frames, Workspace workspace) {
        mfcc.toCoefficients(frames, workspace);
        int n = mfcc.config().coefficients();
        double[] rows = workspace.rows(frames, n);
        if (pooling.isEmpty()) {
            normaliser.apply(rows, frames);
            return workspace.tensor(1, frames, n);
        }
        pooling.get().apply(rows, frames, n, workspace);
        normaliser.apply(rows, 1);
        return workspace.tensor(1, n, 1);
    }
}
