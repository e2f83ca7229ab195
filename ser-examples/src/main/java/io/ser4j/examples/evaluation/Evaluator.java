package io.ser4j.examples.evaluation;

import io.ser4j.AudioClip;
import io.ser4j.Emotion;
import io.ser4j.EmotionClassifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Tests a classifier on labelled clips by a protocol: maps their labels, splits and classifies them, checks for leaks, and
 * computes the figures.
 */
public final class Evaluator {
    private final EmotionClassifier classifier;
    private final Setup setup;

    /**
     * The settings of an evaluation.
     *
     * @param labels the emotions that the corpora's labels stand for. Labels that are classes of the model stand for themselves,
     *     unless {@link LabelMap#with} says otherwise; if the classifier merges classes, they stand for the merged one, and clips
     *     of classes that it leaves out are dropped
     * @param protocol how the clips are split
     * @param training what the model was trained on, if known
     * @param knownClips the clips of each speaker that the model is given first
     * @param threads how many clips are processed at a time, at least 1
     */
    public record Setup(
            LabelMap labels, Protocol protocol, Optional<TrainingRecord> training, KnownClips knownClips, int threads) {
        /**
         * Checks the numbers.
         *
         * @param labels as above
         * @param protocol as above
         * @param training as above
         * @param knownClips as above
         * @param threads as above
         * @throws IllegalArgumentException if {@code threads} is less than 1
         */
        public Setup {
            Objects.requireNonNull(labels, "labels");
            Objects.requireNonNull(protocol, "protocol");
            Objects.requireNonNull(training, "training");
            Objects.requireNonNull(knownClips, "knownClips");
            if (threads < 1) {
                throw new IllegalArgumentException("threads must be at least 1, but was " + threads);
            }
        }
    }

    /**
     * Creates an evaluator.
     *
     * @param classifier the classifier to test, which the caller closes
     * @param setup the settings
     */
    public Evaluator(EmotionClassifier classifier, Setup setup) {
        this.classifier = Objects.requireNonNull(classifier, "classifier");
        this.setup = Objects.requireNonNull(setup, "setup");
    }

    /**
     * Runs the evaluation.
     *
     * @param list the clips
     * @param listener called after each clip, in the calling thread, with whether it could be read and processed
     * @return the evaluation
     * @throws EvaluationException if a label is unknown or stands for none of the model's classes, two of these are spelled alike,
     *     the protocol does not fit the clips, there is a leak, or no clip could be classified; with known clips, also if the speaker
     *     of a clip is not named, no speaker has these and others, their emotion is none of the model's, or no voice can be learnt
     * @throws io.ser4j.ModelException if clips are to be known and the model cannot learn voices, or not with their emotion given
     */
    public Evaluation run(ClipList list, Consumer<Boolean> listener) {
        LabelMap ofModel = setup.labels().knowing(classifier.spec().labels()).knowing(classifier.labels());
        LabelMap labels = ofModel.onto(this::told);
        ClipList clips = list.distinct().spelledAlike();
        Map<LabelledClip, Emotion> truths = truths(clips, labels);
        List<Fold> folds = setup.protocol().folds(clips.clips(), truths::containsKey);
        Set<LabelledClip> judged = new LinkedHashSet<>();
        folds.forEach(fold -> judged.addAll(fold.test()));
        requireAnswerable(judged, truths);

        Optional<Enrolment> enrolment = enrolment(judged, truths(clips, ofModel));

        Hearing hearing = new Hearing(setup.threads(), listener);
        Optional<Enrolment.Judged> withVoices = enrolment.map(known -> known.judge(classifier, truths, hearing));
        List<Judgement> judgements = withVoices
                .map(Enrolment.Judged::known)
                .orElseGet(() -> hearing.of(judged, clip -> Judgement.of(classifier, clip, truths.get(clip))));
        checkAudio(folds, judgements, hearing);
        hearing.requireAny(judgements);
        Assessment assessment = new Assessment(
                classifier.spec().id() + ' ' + classifier.spec().version(),
                classifier.labels(),
                setup.protocol().name() + enrolment.map(Enrolment::title).orElse(""),
                setup.training(),
                folds.size() == 1);
        List<String> notes = notes(clips, labels, folds, setup.protocol().scope(clips.clips()));
        withVoices.ifPresent(both -> notes.addAll(enrolment.orElseThrow().notes(both)));
        withVoices
                .map(both -> assessment.of(folds, both.alone(), List.of(), List.of()))
                .ifPresent(alone -> alone.sections().forEach(section -> notes.add(Enrolment.unaided(section))));
        return assessment.of(folds, judgements, hearing.failures(), notes);
    }

    private Optional<Enrolment> enrolment(Set<LabelledClip> judged, Map<LabelledClip, Emotion> emotions) {
        KnownClips wanted = setup.knownClips();
        List<Emotion> known = classifier.spec().labels();
        wanted.emotion().filter(emotion -> !known.contains(emotion)).ifPresent(emotion -> {
            throw new EvaluationException("the emotion of the known clips must be one of "
                    + classifier.spec().id() + ", " + known + ", but was " + emotion);
        });
        return wanted.count() == 0 ? Optional.empty() : Optional.of(Enrolment.of(judged, wanted, emotions));
    }

    /** The class that the classifier returns for an emotion: the one it is merged into, or none if it is left out. */
    private Optional<Emotion> told(Emotion emotion) {
        return classifier.spec().labels().contains(emotion) ? classifier.toldAs(emotion) : Optional.of(emotion);
    }

    private static Map<LabelledClip, Emotion> truths(ClipList list, LabelMap labels) {
        Map<LabelledClip, Emotion> truths = new LinkedHashMap<>();
        list.clips().forEach(clip -> labels.emotion(clip).ifPresent(emotion -> truths.put(clip, emotion)));
        return truths;
    }

    /** Refuses a class that the model cannot answer, since each of its clips would count as an error. */
    private void requireAnswerable(Set<LabelledClip> judged, Map<LabelledClip, Emotion> truths) {
        List<Emotion> classes = classifier.labels();
        for (LabelledClip clip : judged) {
            if (!classes.contains(truths.get(clip))) {
                throw new EvaluationException("each label must stand for one of the classes of "
                        + classifier.spec().id() + ", " + classes + ", but \"" + clip.label() + "\" of " + clip.file()
                        + " stands for " + truths.get(clip) + "; map it to one of them, or to nothing");
            }
        }
    }

    /** Clips that are only on a train side are read as well, to compare their audio. */
    private static void checkAudio(List<Fold> folds, List<Judgement> judgements, Hearing hearing) {
        Map<LabelledClip, AudioIdentity> audio = new HashMap<>();
        judgements.forEach(judgement -> audio.put(judgement.clip(), judgement.audio()));
        Set<LabelledClip> others = new LinkedHashSet<>();
        folds.forEach(fold -> others.addAll(fold.train()));
        judgements.forEach(judgement -> others.remove(judgement.clip()));
        hearing.failures().forEach(failure -> others.remove(failure.clip()));
        hearing.of(others, clip -> Map.entry(clip, AudioIdentity.of(AudioClip.read(clip.file()))))
                .forEach(entry -> audio.put(entry.getKey(), entry.getValue()));
        LeakCheck.requireNoSharedAudio(folds, audio);
    }

    private List<String> notes(ClipList list, LabelMap labels, List<Fold> folds, List<LabelledClip> named) {
        List<String> notes = new ArrayList<>(list.notes());
        notes.addAll(labels.note(named));
        if (!classifier.labels().equals(classifier.spec().labels())) {
            notes.add("The model answered " + words(classifier.labels()) + " instead of its own classes, "
                    + words(classifier.spec().labels()) + ": fewer classes give higher figures.");
        }
        if (folds.size() > 1) {
            notes.add(
                    "The model is already trained: folds only divide the clips that are scored, and nothing is trained here.");
        }
        return notes;
    }

    private static String words(List<Emotion> classes) {
        return classes.stream().map(Emotion::label).collect(Collectors.joining(", "));
    }
}
