package io.ser4j.examples.cli;

import io.ser4j.features.Pooling;
import io.ser4j.spi.Tensor;
import java.util.Locale;

/** The choices of {@code features --pool}: every {@link Pooling}, or none. */
enum Pool {
    NONE,
    MEAN,
    DEVIATION,
    MINIMUM,
    MAXIMUM,
    MEDIAN;

    /** Returns [frames × n] unchanged, or [n] of the pooling of the same name. */
    Tensor apply(Tensor rows) {
        return this == NONE ? rows : Pooling.valueOf(name()).apply(rows);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
