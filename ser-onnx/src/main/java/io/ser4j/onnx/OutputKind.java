package io.ser4j.onnx;

import io.ser4j.ModelException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the numbers of a graph's output are. */
public enum OutputKind {
    /** Unnormalised log-probabilities: any finite numbers, the softmax still to come. */
    LOGITS {
        @Override
        public float toLogit(float output) {
            return output;
        }
    },

    /** Probabilities in [0, 1], the softmax being part of the graph. */
    PROBABILITIES {
        @Override
        public float toLogit(float output) {
            if (output < -ROUNDING || output > 1 + ROUNDING) {
                throw new ModelException(
                        "the model says that it gives probabilities, which must be in [0, 1], but one was " + output);
            }
            return (float) Math.log(Math.max(output, SMALLEST_PROBABILITY));
        }
    };

    private static final float SMALLEST_PROBABILITY = 1e-30f;
    private static final float ROUNDING = 1e-3f;

    /**
     * Turns one number of the graph's output into a logit: as it is, or the natural logarithm of a probability, which is held
     * to be at least 1e-30.
     *
     * @param output a number that the graph gave
     * @return the logit; not finite only where the output was not
     * @throws ModelException if the output cannot be of this kind
     */
    public abstract float toLogit(float output);

    /**
     * The kind that a model file names.
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
