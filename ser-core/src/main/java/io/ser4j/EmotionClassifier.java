package io.ser4j;

import io.ser4j.internal.CallGate;
import io.ser4j.internal.Parallel;
import io.ser4j.internal.Providers;
import io.ser4j.internal.SignalMeter;
import io.ser4j.internal.SignalMeters;
import io.ser4j.internal.SignalReport;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.FeatureWindows;
import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.Tensor;
import io.ser4j.spi.WindowPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

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
    private final VoiceActivityConfig voiceActivity;
    private final SignalMeters meters;
    private final CallGate gate = new CallGate("EmotionClassifier");

    private EmotionClassifier(EmotionModel model, Builder builder) {
        this.model = model;
        this.spec = Objects.requireNonNull(model.spec(), "the model's spec");
        this.threshold = builder.threshold;
        this.threads = builder.threads;
        this.voiceActivity = builder.voiceActivity;
        this.meters = new SignalMeters(voiceActivity);
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
     * Classifies a clip on a thread of the caller's choice. Cancelling the future does not stop a classification that has begun.
     *
     * @param clip the audio
     * @param executor runs the classification
     * @return completes with what {@link #classify(AudioClip)} returns or throws
     */
    public CompletableFuture<EmotionResult> classifyAsync(AudioClip clip, Executor executor) {
        Objects.requireNonNull(clip, "clip");
        return CompletableFuture.supplyAsync(() -> classify(clip), executor);
    }

    /**
     * The windows that suit the model.
     *
     * @return what the overloads without windows use
     */
    public WindowConfig windows() {
        return WindowConfig.suiting(spec);
    }

    /**
     * Classifies one window after another of a clip, the windows being those that suit the model.
     *
     * @param clip the audio
     * @return the segments in the order of time, at least one
     */
    public List<EmotionSegment> classifyWindows(AudioClip clip) {
        return classifyWindows(clip, windows());
    }

    /**
     * Classifies one window after another of a clip.
     *
     * @param clip the audio
     * @param windows their length and hop
     * @return the segments in the order of time, at least one
     */
    public List<EmotionSegment> classifyWindows(AudioClip clip, WindowConfig windows) {
        return segmentMaker(windows.plan(clip.sampleRateHz())).segmentsOf(clip);
    }

    /**
     * Classifies one window after another of a file of any length, within {@link AudioLimits#streaming()}. Memory grows with the
     * number of segments only.
     *
     * @param file an audio file; its name does not matter
     * @return the segments in the order of time, at least one
     * @throws AudioFormatException if the bytes are no readable audio within the limits; segments before that are lost
     * @throws IOException if the file cannot be read
     */
    public List<EmotionSegment> classifyWindows(Path file) throws IOException {
        try (AudioReader reader = AudioReader.open(file, AudioLimits.streaming())) {
            return segmentMaker(windows().plan(reader.sampleRateHz())).segmentsOf(reader);
        }
    }

    /**
     * Classifies one window after another of a stream of any length, within {@link AudioLimits#streaming()}. Memory grows with
     * the number of segments only.
     *
     * @param in the bytes of an audio file; not closed
     * @return the segments in the order of time, at least one
     * @throws AudioFormatException if the bytes are no readable audio within the limits; segments before that are lost
     * @throws IOException if the stream cannot be read
     */
    public List<EmotionSegment> classifyWindows(InputStream in) throws IOException {
        try (AudioReader reader = AudioReader.open(in, AudioLimits.streaming())) {
            return segmentMaker(windows().plan(reader.sampleRateHz())).segmentsOf(reader);
        }
    }

    /**
     * Classifies one window after another of audio that is read as it is needed, in bounded memory.
     *
     * @param reader the audio; read to its end, not closed
     * @param windows their length and hop
     * @param listener gets each segment as soon as its window has been read, in the order of time
     * @throws AudioFormatException if the bytes are not readable from some point on; the segments before it have been handed on
     * @throws InvalidAudioException if the model cannot use such audio
     * @throws ModelException if inference fails
     * @throws IllegalStateException if this classifier is closed
     * @throws IOException if the input cannot be read
     */
    public void classifyWindows(AudioReader reader, WindowConfig windows, Consumer<? super EmotionSegment> listener)
            throws IOException {
        segmentMaker(windows.plan(reader.sampleRateHz())).run(reader, listener);
    }

    /**
     * Prepares to hear live audio; see {@link EmotionStream}.
     *
     * @param sampleRateHz the rate of the samples to come, positive
     * @return a builder for one stream
     */
    public EmotionStream.Builder stream(int sampleRateHz) {
        return new EmotionStream.Builder(this, sampleRateHz);
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

    /** What makes the segments of one signal. Each inference is a call of its own, so that no stream keeps this open. */
    SegmentMaker segmentMaker(WindowPlan plan) {
        FeatureWindows features = gate.call(() -> model.frontEnd().windows(plan));
        SignalMeter meter = new SignalMeter(plan.sampleRateHz(), voiceActivity);
        return new SegmentMaker(plan, features, meter, (tensor, warnings) -> gate.call(() -> judge(tensor, warnings)));
    }

    private EmotionResult hear(AudioClip clip) {
        SignalReport quality = meters.measure(clip);
        Tensor features = model.frontEnd().apply(clip);
        return judge(features, quality.warnings());
    }

    private EmotionResult judge(Tensor features, List<AudioWarning> warnings) {
        float[] logits = model.infer(features);
        return EmotionResult.of(spec.labels(), logits, spec.temperature(), threshold, warnings);
    }

    /** Collects the choices for a classifier. For one thread. */
    public static final class Builder {
        private Optional<String> modelId = Optional.empty();
        private Optional<String> provider = Optional.empty();
        private Optional<EmotionModel> model = Optional.empty();
        private double threshold;
        private int threads = 1;
        private VoiceActivityConfig voiceActivity = VoiceActivityConfig.defaults();

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
         * Sets what counts as a voice.
         *
         * @param config the parameters of the detector
         * @return this builder
         */
        public Builder voiceActivity(VoiceActivityConfig config) {
            this.voiceActivity = Objects.requireNonNull(config, "config");
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
                return new EmotionClassifier(model.get(), this);
            }
            EmotionModel opened = Providers.installed().open(provider, modelId);
            try {
                return new EmotionClassifier(opened, this);
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
