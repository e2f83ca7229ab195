package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ser4j.EmotionClassifier;
import io.ser4j.examples.SyntheticModel;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.Tensor;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    /** A model that fails in its front end. */
    private record Failing(Runnable failure, EmotionModel model) implements EmotionModel {
        @Override
        public ModelSpec spec() {
            return model.spec();
        }

        @Override
        public FrontEnd frontEnd() {
            return clip -> {
                failure.run();
                throw new AssertionError("the failure did not fail");
            };
        }

        @Override
        public float[] infer(Tensor features) {
            return model.infer(features);
        }

        @Override
        public void close() {
            model.close();
        }
    }

    private static String failure(Runnable failure) {
        try (EmotionClassifier classifier = EmotionClassifier.builder()
                .model(new Failing(failure, new SyntheticModel(0, 0, 0, 0, 0, 0, 0)))
                .build()) {
            Outcome outcome =
                    Outcome.of(new AudioFiles.Input(Samples.CALM, Optional.empty()), new ChannelChoice(), classifier);
            assertThat(outcome.result()).isEmpty();
            return outcome.failure().orElseThrow();
        }
    }

    private static int deep(int depth) {
        return depth + deep(depth + 1) % 7;
    }

    @Test
    void whateverGoesWrongIsAFailureOfTheFileAlone() {
        assertThat(failure(() -> {
                    throw new OutOfMemoryError();
                }))
                .contains("needs more memory");
        assertThat(failure(() -> deep(0))).contains("needs a deeper stack");
        assertThat(failure(() -> {
                    throw new ArrayIndexOutOfBoundsException("7");
                }))
                .startsWith("the model synthetic must give its features, but failed: "
                        + "java.lang.ArrayIndexOutOfBoundsException: 7 at ")
                .contains("OutcomeTest");
    }
}
