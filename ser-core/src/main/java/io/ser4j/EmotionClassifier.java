package io.ser4j;

import io.ser4j.internal.CallGate;
import io.ser4j.internal.Parallel;
import io.ser4j.internal.Providers;
import io.ser4j.internal.SignalMeters;
import io.ser4j.internal.SignalReport;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Tells which emotion a voice carries. One classifier serves any number of threads; close it when done.
 *
 * <pre>{@code
 * try (EmotionClassifier classifier = EmotionClassifier.create()) {
 *     EmotionResult result = classifier.classify(AudioClip.read(Path.of("voice.wav")));
 *     System.out.println(result.top());
 * }
 * }</pre>
 */
public final class EmotionClassifier implements AutoCloseable {
    private final EmotionModel model;
    private final ModelSpec spec;
    private final double threshold;
    private final int threads;
    private final SignalMeters meters = new SignalMeters(VoiceActivityConfig.defaults());
    private final CallGate gate = new CallGate("EmotionClassifier");

    private EmotionClassifier(EmotionModel model, double threshold, int threads) {
        this.model = model;
        this.spec = Objects.requireNonNull(model.spec(), "the model's spec");
        this.threshold = threshold;
        this.threads = threads;
    }

    /**
     * A classifier with the default model of the default backend.
     *
     * @return the classifier, which the caller closes
     * @throws ModelException if there is no backend, or its model cannot be opened
     */
    public static EmotionClassifier create() {
        return builder().build();
    }

    /**
     * A builder for a classifier with other than the default choices.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * What the model in use is.
     *
     * @return its description
     */
    public ModelSpec spec() {
        return spec;
    }

    /**
     * The rate at which the model works; audio at this rate is not resampled.
     *
     * @return samples per second in Hz
     */
    public int sampleRateHz() {
        return spec.sampleRateHz();
    }

    /**
     * Classifies mono samples at {@link #sampleRateHz()}.
     *
     * @param samples [frames] full scale at [-1, 1]; borrowed until this call returns
     * @return what was heard
     * @throws InvalidAudioException if there is no sample, one is not finite or beyond {@link AudioClip#MAX_AMPLITUDE}, or the
     *     model cannot use a clip of such a length
     * @throws ModelException if inference fails
     * @throws IllegalStateException if this classifier is closed
     */
    public EmotionResult classify(float[] samples) {
        return classify(samples, spec.sampleRateHz());
    }

    /**
     * Classifies mono samples at any rate.
     *
     * @param samples [frames] full scale at [-1, 1]; borrowed until this call returns
     * @param sampleRateHz samples per second, positive
     * @return what was heard
     * @throws InvalidAudioException if there is no sample, one is not finite or beyond {@link AudioClip#MAX_AMPLITUDE}, the
     *     rate is not positive, or the model cannot use a clip of such a rate or length
     * @throws ModelException if inference fails
     * @throws IllegalStateException if this classifier is closed
     */
    public EmotionResult classify(float[] samples, int sampleRateHz) {
        return gate.call(() -> hear(AudioClip.borrow(samples, sampleRateHz)));
    }

    /**
     * Classifies a clip of any rate and any number of channels.
     *
     * @param clip the audio
     * @return what was heard
     * @throws InvalidAudioException if the model cannot use such a clip
     * @throws ModelException if inference fails
     * @throws IllegalStateException if this classifier is closed
     */
    public EmotionResult classify(AudioClip clip) {
        Objects.requireNonNull(clip, "clip");
        return gate.call(() -> hear(clip));
    }

    /**
     * Classifies many clips, several at a time where the builder was given {@link Builder#threads}.
     *
     * @param clips the audio
     * @return the results, in the order of the clips
     * @throws InvalidAudioException if the model cannot use one of the clips
     * @throws ModelException if inference fails
     * @throws IllegalStateException if this classifier is closed
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted while it waits for others
     */
    public List<EmotionResult> classifyAll(List<AudioClip> clips) {
        List<AudioClip> all = List.copyOf(clips);
        return gate.call(() -> Parallel.map(all, clip -> gate.within(() -> hear(clip)), threads));
    }

    /**
     * Frees the model. Calls in flight on other threads end normally, and this one waits for them; later ones throw. Closing
     * twice does nothing more.
     *
     * <p>Not to be called from inside a front end or a model of this very classifier, nor by a thread for which one of these
     * waits: closing would wait for the call that closes.
     *
     * @throws IllegalStateException if called from inside a front end or a model of this very classifier, on the thread that
     *     runs it; the classifier stays open
     */
    @Override
    public void close() {
        gate.close();
        model.close();
    }

    private EmotionResult hear(AudioClip clip) {
        SignalReport quality = meters.measure(clip);
        Tensor features = model.frontEnd().apply(clip);
        float[] logits = model.infer(features);
        return EmotionResult.of(spec.labels(), logits, spec.temperature(), threshold, quality.warnings());
    }

    /** Collects the choices for a classifier. For one thread. */
    public static final class Builder {
        private Optional<String> modelId = Optional.empty();
        private Optional<String> provider = Optional.empty();
        private Optional<EmotionModel> model = Optional.empty();
        private double threshold;
        private int threads = 1;

        private Builder() {}

        /**
         * Chooses a model by its id.
         *
         * @param id such as {@code tess-lstm}
         * @return this builder
         */
        public Builder model(String id) {
            this.modelId = Optional.of(id);
            return this;
        }

        /**
         * Uses a model that is open already, in place of one looked up by name. The classifier closes it; one model serves one
         * classifier.
         *
         * @param opened the model
         * @return this builder
         */
        public Builder model(EmotionModel opened) {
            this.model = Optional.of(opened);
            return this;
        }

        /**
         * Chooses a backend by its name.
         *
         * @param name such as {@code onnx}
         * @return this builder
         */
        public Builder provider(String name) {
            this.provider = Optional.of(name);
            return this;
        }

        /**
         * Sets the least probability at which {@link EmotionResult#decision()} names an emotion.
         *
         * @param probability in [0, 1]; 0, the default, always decides
         * @return this builder
         * @throws IllegalArgumentException if the value is not in [0, 1]
         */
        public Builder threshold(double probability) {
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("threshold must be in [0, 1], but was " + probability);
            }
            this.threshold = probability;
            return this;
        }

        /**
         * Sets how many clips {@link EmotionClassifier#classifyAll} works on at a time.
         *
         * @param count at least 1, the default
         * @return this builder
         * @throws IllegalArgumentException if the value is less than 1
         */
        public Builder threads(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("threads must be at least 1, but was " + count);
            }
            this.threads = count;
            return this;
        }

        /**
         * Opens the model and makes the classifier.
         *
         * @return the classifier, which the caller closes
         * @throws ModelException if no backend or model fits the choices, or the model cannot be opened
         * @throws IllegalStateException if both an open model and a name were given
         */
        public EmotionClassifier build() {
            if (model.isPresent() && (modelId.isPresent() || provider.isPresent())) {
                throw new IllegalStateException(
                        "give either an open model or the names of provider and model, not both");
            }
            if (model.isPresent()) {
                return new EmotionClassifier(model.get(), threshold, threads);
            }
            EmotionModel opened = Providers.installed().open(provider, modelId);
            try {
                return new EmotionClassifier(opened, threshold, threads);
            } catch (RuntimeException | Error e) {
                closeAfter(e, opened);
                throw e;
            }
        }

        /** Nobody else knows of this model, so nobody else would close it. */
        private static void closeAfter(Throwable failure, EmotionModel opened) {
            try {
                opened.close();
            } catch (RuntimeException e) {
                failure.addSuppressed(e);
            }
        }
    }
}
