package io.ser4j.internal;

import io.ser4j.AudioClip;
import io.ser4j.ModelException;
import io.ser4j.SerException;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.FeatureWindows;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.Tensor;
import io.ser4j.spi.WindowPlan;
import java.util.function.Supplier;

/**
 * Anybody's model, held to its contract: what it throws beyond that, or does not give, is a {@link ModelException} that names it.
 * Whether logits are as many as the labels, and finite, is left to who knows the labels.
 */
public final class CheckedModel implements EmotionModel {
    private final EmotionModel model;
    private final ModelSpec spec;
    private final FrontEnd frontEnd;

    private CheckedModel(EmotionModel model, ModelSpec spec) {
        this.model = model;
        this.spec = spec;
        this.frontEnd = new CheckedFrontEnd(ask("front end", model::frontEnd));
    }

    /**
     * Holds a model to its contract.
     *
     * @param model anybody's
     * @return the same model, which closes with this
     * @throws ModelException if it does not say what it is, or has no front end
     */
    public static CheckedModel of(EmotionModel model) {
        return new CheckedModel(model, given("the model " + model.getClass().getName(), "description", model::spec));
    }

    @Override
    public ModelSpec spec() {
        return spec;
    }

    @Override
    public FrontEnd frontEnd() {
        return frontEnd;
    }

    @Override
    public float[] infer(Tensor features) {
        return ask("logits", () -> model.infer(features));
    }

    @Override
    public float[] embed(Tensor features) {
        float[] embedding = ask("embedding", () -> model.embed(features));
        for (int i = 0; i < embedding.length; i++) {
            if (!Float.isFinite(embedding[i])) {
                throw new ModelException("the embedding of the model " + spec.id() + " must be finite, but number " + i
                        + " of it was " + embedding[i]);
            }
        }
        return embedding;
    }

    @Override
    public void close() {
        model.close();
    }

    /** What is asked after the model was closed, the caller's own model perhaps, may fail by saying so. */
    private <T> T ask(String what, Supplier<T> question) {
        return given("the model " + spec.id(), what, question, IllegalStateException.class);
    }

    /**
     * Asks for what a contract promises.
     *
     * @param <T> what it is
     * @param who is asked, such as {@code the model x}
     * @param what is asked for, such as {@code logits}
     * @param question asks
     * @return the answer, not null
     * @throws ModelException if there is none, or the question fails with anything but a {@link SerException}
     */
    static <T> T given(String who, String what, Supplier<T> question) {
        return given(who, what, question, SerException.class);
    }

    private static <T> T given(
            String who, String what, Supplier<T> question, Class<? extends RuntimeException> passedOn) {
        T answer;
        try {
            answer = question.get();
        } catch (SerException e) {
            throw e;
        } catch (RuntimeException e) {
            if (passedOn.isInstance(e)) {
                throw e;
            }
            throw new ModelException(who + " must give its " + what + ", but failed: " + e, e);
        }
        if (answer == null) {
            throw new ModelException(who + " must give its " + what + ", but gave null");
        }
        return answer;
    }

    private final class CheckedFrontEnd implements FrontEnd {
        private final FrontEnd front;

        CheckedFrontEnd(FrontEnd front) {
            this.front = front;
        }

        @Override
        public Tensor apply(AudioClip clip) {
            return ask("features", () -> front.apply(clip));
        }

        @Override
        public double longestSeconds() {
            return ask("longest clip", front::longestSeconds);
        }

        @Override
        public FeatureWindows windows(WindowPlan plan) {
            return new CheckedWindows(ask("windows", () -> front.windows(plan)));
        }
    }

    private final class CheckedWindows implements FeatureWindows {
        private final FeatureWindows windows;

        CheckedWindows(FeatureWindows windows) {
            this.windows = windows;
        }

        @Override
        public void push(float[] mono, int offset, int count) {
            ask("features", () -> {
                windows.push(mono, offset, count);
                return this;
            });
        }

        @Override
        public void end() {
            ask("features", () -> {
                windows.end();
                return this;
            });
        }

        @Override
        public boolean ready() {
            return ask("features", windows::ready);
        }

        @Override
        public Tensor next() {
            return ask("features", windows::next);
        }

        @Override
        public void skip() {
            ask("features", () -> {
                windows.skip();
                return this;
            });
        }

        @Override
        public double longestSeconds() {
            return ask("longest window", windows::longestSeconds);
        }
    }
}
