package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.spi.FeatureWindows;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.Tensor;
import io.ser4j.spi.WindowPlan;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exceptions and nulls that the contract of a model does not allow reach the user as a {@link ModelException} that names it. */
class CheckedModelTest {
    private static final AudioClip CLIP = AudioClip.of(Signals.voice(8000, 2), 8000);

    /** What a model is asked for, the user's call that asks for it, and its name in messages. */
    private enum Question {
        FEATURES("features", classifier -> classifier.classify(CLIP), true),
        FEATURES_OF_MANY("features", classifier -> classifier.classifyAll(List.of(CLIP, CLIP)), true),
        LOGITS("logits", classifier -> classifier.classify(CLIP), true),
        LOGITS_OF_A_WINDOW("logits", classifier -> classifier.classifyWindows(CLIP), true),
        EMBEDDING("embedding", classifier -> classifier.embedding(CLIP), true),
        WINDOWS("windows", classifier -> classifier.classifyWindows(CLIP), true),
        PUSH("windows", CheckedModelTest::stream, false),
        READY("windows", classifier -> classifier.classifyWindows(CLIP), false),
        NEXT("windows", classifier -> classifier.classifyWindows(CLIP), true),
        SKIP("windows", classifier -> classifier.classifyWindows(AudioClip.of(new float[16_000], 8000)), false),
        END("windows", CheckedModelTest::stream, false),
        LONGEST_WINDOW("longest window", classifier -> classifier.classifyWindows(CLIP), false),
        LONGEST_CLIP("longest clip", classifier -> {}, false),
        FRONT_END("front end", classifier -> {}, true),
        CLOSE("resources back", classifier -> {}, false);

        private final String what;
        private final Consumer<EmotionClassifier> call;
        private final boolean givesAThing;

        Question(String what, Consumer<EmotionClassifier> call, boolean givesAThing) {
            this.what = what;
            this.call = call;
            this.givesAThing = givesAThing;
        }
    }

    private static void stream(EmotionClassifier classifier) {
        try (EmotionStream stream = classifier.stream(8000).open()) {
            stream.push(CLIP.toMono());
        }
    }

    /** A model that answers every question but one correctly. */
    private static final class Wrong extends FakeModel {
        private final Question wrong;
        private final UnaryOperator<Object> answer;

        Wrong(Question wrong, UnaryOperator<Object> answer) {
            this.wrong = wrong;
            this.answer = answer;
        }

        @SuppressWarnings("unchecked")
        private <T> T told(T right, Question... questions) {
            return List.of(questions).contains(wrong) ? (T) answer.apply(right) : right;
        }

        @Override
        public FrontEnd frontEnd() {
            FrontEnd right = FakeModel::features;
            return told(
                    new FrontEnd() {
                        @Override
                        public Tensor apply(AudioClip clip) {
                            return told(right.apply(clip), Question.FEATURES, Question.FEATURES_OF_MANY);
                        }

                        @Override
                        public double longestSeconds() {
                            return told(right.longestSeconds(), Question.LONGEST_CLIP);
                        }

                        @Override
                        public FeatureWindows windows(WindowPlan plan) {
                            return told(new Windows(right.windows(plan)), Question.WINDOWS);
                        }
                    },
                    Question.FRONT_END);
        }

        @Override
        public float[] infer(Tensor features) {
            return told(super.infer(features), Question.LOGITS, Question.LOGITS_OF_A_WINDOW);
        }

        @Override
        public void close() {
            super.close();
            told(1, Question.CLOSE);
        }

        @Override
        public float[] embed(Tensor features) {
            return told(new float[] {1}, Question.EMBEDDING);
        }

        private final class Windows implements FeatureWindows {
            private final FeatureWindows right;

            Windows(FeatureWindows right) {
                this.right = right;
            }

            @Override
            public void push(float[] mono, int offset, int count) {
                right.push(mono, offset, count);
                told(1, Question.PUSH);
            }

            @Override
            public void end() {
                right.end();
                told(1, Question.END);
            }

            @Override
            public boolean ready() {
                return told(right.ready(), Question.READY);
            }

            @Override
            public Tensor next() {
                return told(right.next(), Question.NEXT);
            }

            @Override
            public void skip() {
                right.skip();
                told(1, Question.SKIP);
            }

            @Override
            public double longestSeconds() {
                return told(right.longestSeconds(), Question.LONGEST_WINDOW);
            }
        }
    }

    private static void ask(Question question, UnaryOperator<Object> answer) {
        with(new Wrong(question, answer), question.call);
    }

    private static UnaryOperator<Object> throwing(Throwable failure) {
        return right -> {
            throw Sneaky.unannounced(failure);
        };
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsWrongWithAModelThatAnswers(Question question) {
        ask(question, right -> right);
    }

    @ParameterizedTest
    @EnumSource
    void otherExceptionsBecomeTheCause(Question question) {
        for (Throwable failure : List.of(
                new NullPointerException("boom"),
                new IllegalArgumentException("boom"),
                new IllegalStateException("boom"),
                new IOException("boom"),
                new UnsatisfiedLinkError("boom"))) {
            assertThatThrownBy(() -> ask(question, throwing(failure)))
                    .isInstanceOf(ModelException.class)
                    .hasCause(failure)
                    .hasMessageStartingWith(
                            "the model fake must give its " + question.what + ", but failed: " + failure + " at ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void nullIsRefused(Question question) {
        if (question.givesAThing) {
            assertThatThrownBy(() -> ask(question, right -> null))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("the model fake must give its " + question.what + ", but gave null");
        }
    }

    @ParameterizedTest
    @EnumSource
    void exceptionsThatTheContractAllowsPassUnchanged(Question question) {
        for (Throwable failure : List.of(
                new InvalidAudioException("too quiet"),
                new ModelException("no"),
                new CancellationException("enough"))) {
            assertThatThrownBy(() -> ask(question, throwing(failure)))
                    .isInstanceOf(failure.getClass())
                    .hasMessageEndingWith(failure.getMessage());
        }
    }

    @Test
    void anInterruptThatAModelReportsIsKept() {
        assertThatThrownBy(() -> ask(Question.LOGITS, throwing(new InterruptedException("boom"))))
                .isInstanceOf(ModelException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anEmbeddingIsFinite() {
        assertThatThrownBy(() -> ask(Question.EMBEDDING, right -> new float[] {0, Float.NaN}))
                .isInstanceOf(ModelException.class)
                .hasMessage("the embedding of the model fake must be finite, but number 1 of it was NaN");
    }

    @Test
    void aModelWithoutADescriptionIsRefused() {
        FakeModel mute = new FakeModel() {
            @Override
            public ModelSpec spec() {
                return null;
            }
        };
        assertThatThrownBy(() -> with(mute, classifier -> {}))
                .isInstanceOf(ModelException.class)
                .hasMessage("the model " + mute.getClass().getName() + " must give its description, but gave null");
        assertThat(mute.closings).hasValue(0);
    }

    private static void with(FakeModel model, Consumer<EmotionClassifier> call) {
        try (EmotionClassifier classifier =
                EmotionClassifier.builder().model(model).threads(2).build()) {
            call.accept(classifier);
        }
    }
}
