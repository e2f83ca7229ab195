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
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * Wraps any model and enforces its contract: nulls, and exceptions that the contract does not allow, become a
 * {@link ModelException} that names the model; so do checked ones, which models written in other languages than Java may throw.
 * Whether there is a finite logit for each label is checked by the caller. Classifying a clip allocates nothing here unless it
 * fails.
 */
public final class CheckedModel implements EmotionModel {
    private final EmotionModel model;
    private final ModelSpec spec;
    private final String who;
    private final FrontEnd frontEnd;

    private CheckedModel(EmotionModel model, ModelSpec spec) {
        this.model = model;
        this.spec = spec;
        this.who = "the model " + spec.id();
        this.frontEnd = new CheckedFrontEnd(given(who, "front end", model::frontEnd));
    }

    /**
     * Wraps a model.
     *
     * @param model any model
     * @return the wrapper; closing it closes the model
     * @throws ModelException if the model fails to give its description or front end
     */
    public static CheckedModel of(EmotionModel model) {
        return new CheckedModel(model, given("the model " + model.getClass().getName(), "description", model::spec));
    }

    /**
     * Closes a model that nobody else refers to, after a failure.
     *
     * @param failure gets an exception of closing as a suppressed one
     * @param model the model
     */
    public static void closeAfter(Throwable failure, EmotionModel model) {
        try {
            model.close();
        } catch (Exception | LinkageError e) {
            if (e != failure) {
                failure.addSuppressed(e);
            }
        }
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
        try {
            return required(who, "logits", model.infer(features));
        } catch (Exception | LinkageError e) {
            throw translated(who, "logits", e);
        }
    }

    @Override
    public float[] embed(Tensor features) {
        float[] embedding;
        try {
            embedding = required(who, "embedding", model.embed(features));
        } catch (Exception | LinkageError e) {
            throw translated(who, "embedding", e);
        }
        for (int i = 0; i < embedding.length; i++) {
            if (!Float.isFinite(embedding[i])) {
                throw new ModelException(
                        "the embedding of " + who + " must be finite, but number " + i + " of it was " + embedding[i]);
            }
        }
        return embedding;
    }

    @Override
    public void close() {
        try {
            model.close();
        } catch (Exception | LinkageError e) {
            throw translated(who, "resources back", e);
        }
    }

    /**
     * Gets a value that a contract promises.
     *
     * @param <T> the type of the value
     * @param who the object that gives it, such as {@code the model x}
     * @param what the value, such as {@code logits}
     * @param question gets the value
     * @return the value, not null
     * @throws ModelException if it is null, or getting it fails; a {@link SerException} or {@link CancellationException} is
     *     rethrown unchanged
     */
    public static <T> T given(String who, String what, Supplier<T> question) {
        try {
            return required(who, what, question.get());
        } catch (Exception | LinkageError e) {
            throw translated(who, what, e);
        }
    }

    private static <T> T required(String who, String what, T answer) {
        if (answer == null) {
            throw new ModelException(who + " must give its " + what + ", but gave null");
        }
        return answer;
    }

    /** The failure itself if the contracts allow it, or else an exception that says who failed to give what, why and where. */
    private static RuntimeException translated(String who, String what, Throwable failure) {
        if (failure instanceof SerException allowed) {
            return allowed;
        }
        if (failure instanceof CancellationException cancelled) {
            return cancelled;
        }
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        StackTraceElement[] trace = failure.getStackTrace();
        String place = trace.length == 0 ? "" : " at " + trace[0];
        return new ModelException(who + " must give its " + what + ", but failed: " + failure + place, failure);
    }

    private final class CheckedFrontEnd implements FrontEnd {
        private final FrontEnd front;
        private final double longestSeconds;

        CheckedFrontEnd(FrontEnd front) {
            this.front = front;
            this.longestSeconds = given(who, "longest clip", front::longestSeconds);
        }

        @Override
        public Tensor apply(AudioClip clip) {
            try {
                return required(who, "features", front.apply(clip));
            } catch (Exception | LinkageError e) {
                throw translated(who, "features", e);
            }
        }

        @Override
        public double longestSeconds() {
            return longestSeconds;
        }

        @Override
        public FeatureWindows windows(WindowPlan plan) {
            return new CheckedWindows(given(who, "windows", () -> front.windows(plan)));
        }
    }

    private final class CheckedWindows implements FeatureWindows {
        private static final String WHAT = "windows";

        private final FeatureWindows windows;
        private final double longestSeconds;

        CheckedWindows(FeatureWindows windows) {
            this.windows = windows;
            this.longestSeconds = given(who, "longest window", windows::longestSeconds);
        }

        @Override
        public void push(float[] mono, int offset, int count) {
            run(() -> windows.push(mono, offset, count));
        }

        @Override
        public void end() {
            run(windows::end);
        }

        @Override
        public boolean ready() {
            return given(who, WHAT, windows::ready);
        }

        @Override
        public Tensor next() {
            return given(who, WHAT, windows::next);
        }

        @Override
        public void skip() {
            run(windows::skip);
        }

        private void run(Runnable step) {
            try {
                step.run();
            } catch (Exception | LinkageError e) {
                throw translated(who, WHAT, e);
            }
        }

        @Override
        public double longestSeconds() {
            return longestSeconds;
        }
    }
}
