package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.spi.FeatureWindows;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.Tensor;
import io.ser4j.spi.WindowPlan;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a model throws or leaves out beyond its contract reaches the user as a {@link ModelException} that names it. */
class CheckedModelTest {
    private static final AudioClip CLIP = AudioClip.of(Signals.voice(8000, 2), 8000);

    /** Does one thing wrong, wherever it is asked. */
    private static class Wrong extends FakeModel {
        <T> T go(T right) {
            return right;
        }

        @Override
        public FrontEnd frontEnd() {
            return clip -> go(FakeModel.features(clip));
        }

        @Override
        public float[] infer(Tensor features) {
            return go(super.infer(features));
        }

        @Override
        public float[] embed(Tensor features) {
            return go(new float[] {1});
        }
    }

    private static Wrong throwing(Supplier<RuntimeException> failure) {
        return new Wrong() {
            @Override
            <T> T go(T right) {
                throw failure.get();
            }
        };
    }

    private static Wrong silent() {
        return new Wrong() {
            @Override
            <T> T go(T right) {
                return null;
            }
        };
    }

    static List<Consumer<EmotionClassifier>> calls() {
        return List.of(
                classifier -> classifier.classify(CLIP),
                classifier -> classifier.classifyAll(List.of(CLIP, CLIP)),
                classifier -> classifier.classifyWindows(CLIP),
                classifier -> classifier.embedding(CLIP),
                classifier -> {
                    try (EmotionStream stream = classifier.stream(8000).open()) {
                        stream.push(CLIP.toMono());
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("calls")
    void whatItThrowsIsTheCause(Consumer<EmotionClassifier> call) {
        for (RuntimeException failure :
                List.of(new NullPointerException("boom"), new IllegalArgumentException("boom"))) {
            assertThatThrownBy(() -> with(throwing(() -> failure), call))
                    .isInstanceOf(ModelException.class)
                    .hasCause(failure)
                    .hasMessage("the model fake must give its features, but failed: " + failure);
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void nullIsNoAnswer(Consumer<EmotionClassifier> call) {
        assertThatThrownBy(() -> with(silent(), call))
                .isInstanceOf(ModelException.class)
                .hasMessage("the model fake must give its features, but gave null");
    }

    @ParameterizedTest
    @MethodSource("calls")
    void whatItsContractAllowsPassesAsItIs(Consumer<EmotionClassifier> call) {
        for (RuntimeException failure : List.of(
                new InvalidAudioException("too quiet"),
                new ModelException("no"),
                new IllegalStateException("closed"))) {
            assertThatThrownBy(() -> with(throwing(() -> failure), call))
                    .isInstanceOf(failure.getClass())
                    .hasMessageEndingWith(failure.getMessage());
        }
    }

    @Test
    void anEmbeddingIsFinite() {
        Wrong model = new Wrong() {
            @Override
            public float[] embed(Tensor features) {
                return new float[] {0, Float.NaN};
            }
        };
        assertThatThrownBy(() -> with(model, classifier -> classifier.embedding(CLIP)))
                .isInstanceOf(ModelException.class)
                .hasMessage("the embedding of the model fake must be finite, but number 1 of it was NaN");
    }

    @Test
    void windowsAreHeldToTheirContractToo() {
        Wrong model = new Wrong() {
            @Override
            public FrontEnd frontEnd() {
                return new FrontEnd() {
                    @Override
                    public Tensor apply(AudioClip clip) {
                        return FakeModel.features(clip);
                    }

                    @Override
                    public FeatureWindows windows(WindowPlan plan) {
                        return new Broken();
                    }
                };
            }
        };
        assertThatThrownBy(() -> with(model, classifier -> classifier.classifyWindows(CLIP)))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("the model fake must give its features, but failed: ")
                .hasCauseInstanceOf(ArrayIndexOutOfBoundsException.class);
    }

    /** As one whose buffer is too small. */
    private static final class Broken implements FeatureWindows {
        @Override
        public void push(float[] mono, int offset, int count) {
            throw new ArrayIndexOutOfBoundsException(count);
        }

        @Override
        public void end() {}

        @Override
        public boolean ready() {
            return false;
        }

        @Override
        public Tensor next() {
            return null;
        }

        @Override
        public void skip() {}
    }

    @Test
    void aModelThatSaysNothingOfItselfIsNotTaken() {
        FakeModel mute = new FakeModel() {
            @Override
            public ModelSpec spec() {
                return null;
            }
        };
        FakeModel deaf = new FakeModel() {
            @Override
            public FrontEnd frontEnd() {
                return null;
            }
        };
        assertThatThrownBy(() -> with(mute, classifier -> {}))
                .isInstanceOf(ModelException.class)
                .hasMessage("the model " + mute.getClass().getName() + " must give its description, but gave null");
        assertThatThrownBy(() -> with(deaf, classifier -> {}))
                .isInstanceOf(ModelException.class)
                .hasMessage("the model fake must give its front end, but gave null");
        assertThat(mute.closings).hasValue(0);
    }

    private static void with(FakeModel model, Consumer<EmotionClassifier> call) {
        try (EmotionClassifier classifier =
                EmotionClassifier.builder().model(model).threads(2).build()) {
            call.accept(classifier);
        }
    }
}
