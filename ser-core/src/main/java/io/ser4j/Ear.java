package io.ser4j;

import io.ser4j.internal.CheckedModel;
import io.ser4j.internal.SignalMeter;
import io.ser4j.internal.SignalMeters;
import io.ser4j.internal.SignalReport;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.FeatureWindows;
import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.Tensor;
import io.ser4j.spi.WindowPlan;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * An open model and how it is used: turns one clip or window into one result. Thread-safe; knows nothing of closing.
 *
 * @param model the model, held to its contract
 * @param classes the classes in the results
 * @param threshold the lowest probability in [0, 1] at which a decision names an emotion
 * @param voiceActivity what counts as a voice
 * @param meters measure the quality of clips
 * @param voice the voice to correct the logits for, if it is known
 */
record Ear(
        EmotionModel model,
        ClassMap classes,
        double threshold,
        VoiceActivityConfig voiceActivity,
        SignalMeters meters,
        Optional<Voice> voice) {
    static Ear of(EmotionModel model, EmotionClassifierBuilder choices) {
        EmotionModel checked = CheckedModel.of(model);
        VoiceActivityConfig activity = choices.voiceActivity();
        return new Ear(
                checked,
                new ClassMap(checked.spec(), choices.classes()),
                choices.threshold(),
                activity,
                new SignalMeters(activity),
                Optional.empty());
    }

    /** The description of the model. */
    ModelSpec spec() {
        return model.spec();
    }

    /** The same for one person; fails if the voice was enrolled with another model. */
    Ear knowing(Voice person) {
        person.requireSameModel(spec());
        return new Ear(model, classes, threshold, voiceActivity, meters, Optional.of(person));
    }

    EmotionResult hear(AudioClip clip) {
        // First, since it refuses what the model cannot use.
        Tensor features = model.frontEnd().apply(clip);
        SignalReport quality = meters.measure(clip);
        double longest = model.frontEnd().longestSeconds();
        return judge(features, AudioWarning.withLength(quality.warnings(), clip.durationSeconds(), longest));
    }

    /** The result for one of many clips, which failures name. */
    EmotionResult hear(List<AudioClip> clips, int place) {
        try {
            return hear(clips.get(place));
        } catch (InvalidAudioException e) {
            throw new InvalidAudioException("clip " + (place + 1) + " of " + clips.size() + ": " + e.getMessage(), e);
        }
    }

    EmotionResult judge(Tensor features, List<AudioWarning> warnings) {
        float[] heard = logits(features);
        float[] corrected = voice.map(person -> person.corrected(heard)).orElse(heard);
        return EmotionResult.of(classes.labels(), classes.probabilities(corrected), threshold, warnings);
    }

    /** The logits of a clip, without the correction for a known voice; empty if the clip is silent. */
    Optional<float[]> logitsOfVoice(AudioClip clip) {
        boolean silent = AudioWarning.containSilence(meters.measure(clip).warnings());
        return silent ? Optional.empty() : Optional.of(logits(model.frontEnd().apply(clip)));
    }

    /** Makes segments; {@code judge} is {@link #judge}, perhaps wrapped, and {@code mayGoOn} throws if work must stop. */
    SegmentMaker segmentMaker(
            WindowPlan plan, BiFunction<Tensor, List<AudioWarning>, EmotionResult> judge, Runnable mayGoOn) {
        FeatureWindows features = model.frontEnd().windows(plan);
        return new SegmentMaker(plan, features, new SignalMeter(plan.sampleRateHz(), voiceActivity), judge, mayGoOn);
    }

    float[] embedding(AudioClip clip) {
        return model.embed(model.frontEnd().apply(clip));
    }

    private float[] logits(Tensor features) {
        return classes.requireLogits(model.infer(features));
    }
}
