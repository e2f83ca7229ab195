package io.ser4j.onnx;

import io.ser4j.ModelException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The meaning of the numbers in a graph's output. */
public enum OutputKind {
    /** Unnormalised log-probabilities: any finite numbers, before the softmax. */
    LOGITS {
        @Override
        public float toLogit(float output) {
            return output;
        }
    },

    /** Probabilities in [0, 1]; the softmax is part of the graph. */
    PROBABILITIES {
        @Override
        public float toLogit(float output) {
            if (output < -ROUNDING || output > 1 + ROUNDING) {
                throw new ModelException(
                        "the output of the model is declared to be probabilities, which must be in [0, 1], but one was "
                                + output);
            }
            return (float) Math.log(Math.max(output, SMALLEST_PROBABILITY));
        }
    };

    private static final float SMALLEST_PROBABILITY = 1e-30f;
    private static final float ROUNDING = 1e-3f;

    /**
     * Turns one number of the graph's output into a logit: unchanged, or the natural logarithm of a probability, which is raised
     * to 1e-30 if it is smaller.
     *
     * @param output a number of the graph's output
     * @return the logit; not finite only where the output was not
     * @throws ModelException if the number cannot be of this kind
     */
    public abstract float toLogit(float output);

    /**
     * The kind with the name that model files use.
     *
     * @param name {@code logits} or {@code probabilities}
     * @return the kind
     * @throws IllegalArgumentException if there is no such kind
     */
    public static OutputKind named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the kind of output must be one of "
                        + Arrays.stream(values()).map(OutputKind::toString).collect(Collectors.toList())
                        + ", but was \""
                        + name + '"'));
    }

    /** Returns the name that model files use, such as {@code logits}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
