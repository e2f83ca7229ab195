package io.ser4j;

import io.ser4j.internal.CheckedModel;
import io.ser4j.internal.Providers;
import io.ser4j.spi.EmotionModel;
import java.util.Objects;
import java.util.Optional;

/** Configures and creates an {@link EmotionClassifier}; see {@link EmotionClassifier#builder()}. Not thread-safe. */
public final class EmotionClassifierBuilder {
    private Optional<String> modelId = Optional.empty();
    private Optional<String> provider = Optional.empty();
    private Optional<EmotionModel> model = Optional.empty();
    private ClassChoice classes = ClassChoice.ALL;
    private double threshold;
    private int threads = 1;
    private VoiceActivityConfig voiceActivity = VoiceActivityConfig.defaults();

    EmotionClassifierBuilder() {}

    /**
     * Chooses a model of the installed backends by its id. A head that was trained on one is opened by
     * {@link io.ser4j.head.HeadFolder} instead.
     *
     * @param id such as {@code tess-lstm}
     * @return this builder
     */
    public EmotionClassifierBuilder model(String id) {
        this.modelId = Optional.of(Objects.requireNonNull(id, "id"));
        return this;
    }

    /**
     * Uses a model that is already open instead of one looked up by name. The classifier closes it, so use it for one
     * classifier only; see {@link EmotionClassifier#sharedModel} for several.
     *
     * @param opened the model
     * @return this builder
     */
    public EmotionClassifierBuilder model(EmotionModel opened) {
        this.model = Optional.of(Objects.requireNonNull(opened, "opened"));
        return this;
    }

    /**
     * Chooses a backend by its name.
     *
     * @param name such as {@code onnx}
     * @return this builder
     */
    public EmotionClassifierBuilder provider(String name) {
        this.provider = Optional.of(Objects.requireNonNull(name, "name"));
        return this;
    }

    /**
     * Restricts the classifier to some of the model's classes, as if the model did not have the others: the probabilities are
     * the softmax over the logits of those that are kept. A clip whose class was left out is assigned to one of the others,
     * and the probabilities may not reveal it. Calling this again replaces the earlier restriction.
     *
     * @param kept at least two, all different; their order does not matter, see {@link EmotionClassifier#labels()}
     * @return this builder
     * @throws IllegalArgumentException if there are fewer than two, or one occurs twice
     */
    public EmotionClassifierBuilder labels(Emotion... kept) {
        this.classes = classes.labels(kept);
        return this;
    }

    /**
     * Merges classes into one, whose probability is the sum of theirs. Whatever the order of the calls, {@link #labels} is
     * applied first, and only classes that it keeps can be merged. Calling this again merges further classes, also into the
     * same target.
     *
     * @param target a new class, or one of those that are kept, whose own probability is then included, whether it is named
     *     among the sources or not
     * @param sources at least one of the classes that are kept, each in one merge only
     * @return this builder
     * @throws IllegalArgumentException if there is no source, one was merged before, or a target is itself merged into another
     */
    public EmotionClassifierBuilder merge(Emotion target, Emotion... sources) {
        this.classes = classes.merge(target, sources);
        return this;
    }

    /**
     * Sets the lowest probability, after restrictions and merges, at which {@link EmotionResult#decision()} names an emotion.
     *
     * @param probability in [0, 1]; 0, the default, always decides
     * @return this builder
     * @throws IllegalArgumentException if the value is not in [0, 1]
     */
    public EmotionClassifierBuilder threshold(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("threshold must be in [0, 1], but was " + probability);
        }
        this.threshold = probability;
        return this;
    }

    /**
     * Sets how many clips {@link EmotionClassifier#classifyAll} and {@link Voice#enrol} process at a time.
     *
     * @param count at least 1, which is the default
     * @return this builder
     * @throws IllegalArgumentException if the value is less than 1
     */
    public EmotionClassifierBuilder threads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("threads must be at least 1, but was " + count);
        }
        this.threads = count;
        return this;
    }

    /**
     * Configures the voice activity detector, which decides what counts as a voice.
     *
     * @param config the parameters of the detector
     * @return this builder
     */
    public EmotionClassifierBuilder voiceActivity(VoiceActivityConfig config) {
        this.voiceActivity = Objects.requireNonNull(config, "config");
        return this;
    }

    /**
     * Opens the model and creates the classifier.
     *
     * @return the classifier, which the caller closes
     * @throws ModelException if no backend or model matches, or the model cannot be opened
     * @throws IllegalStateException if both an open model and the name of a model or provider were given
     * @throws IllegalArgumentException if {@link #labels} or {@link #merge} name a class that the model does not have or that
     *     is not kept, or leave fewer than two; a model that was passed in open stays open
     */
    public EmotionClassifier build() {
        if (model.isPresent() && (modelId.isPresent() || provider.isPresent())) {
            throw new IllegalStateException("give either an open model or the names of provider and model, not both");
        }
        if (model.isPresent()) {
            return new EmotionClassifier(model.get(), this);
        }
        EmotionModel opened = Providers.installed().open(provider, modelId);
        try {
            return new EmotionClassifier(opened, this);
        } catch (Throwable e) {
            // Whatever goes wrong, nobody else could close it.
            CheckedModel.closeAfter(e, opened);
            throw e;
        }
    }

    ClassChoice classes() {
        return classes;
    }

    double threshold() {
        return threshold;
    }

    int threads() {
        return threads;
    }

    VoiceActivityConfig voiceActivity() {
        return voiceActivity;
    }
}
