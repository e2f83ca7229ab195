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

/** Judges clips by a protocol: maps their labels, divides them, hears them, looks for leaks, and measures. */
public final class Evaluator {
    private final EmotionClassifier classifier;
    private final Setup setup;

    /**
     * How to judge.
     *
     * @param labels what the corpora's words stand for; the model's own classes stand for themselves but where {@link LabelMap#with} says
     *     otherwise, for what they were merged into, or for nothing where the classifier leaves them out
     * @param protocol how the clips are divided
     * @param training what the model was trained on, where that is known
     * @param knownClips how many clips of each speaker the model may know first, without their labels, see {@link io.ser4j.Voice};
     *     they are not judged. 0: none
     * @param threads how many clips are heard at a time, at least 1
     */
    public record Setup(
            LabelMap labels, Protocol protocol, Optional<TrainingRecord> training, int knownClips, int threads) {
        /**
         * Checks the numbers.
         *
         * @param labels as above
         * @param protocol as above
         * @param training as above
         * @param knownClips as above
         * @param threads as above
         * @throws IllegalArgumentException if there are fewer known clips than 0, or threads than 1
         */
        public Setup {
            Objects.requireNonNull(labels, "labels");
            Objects.requireNonNull(protocol, "protocol");
            Objects.requireNonNull(training, "training");
            if (knownClips < 0) {
                throw new IllegalArgumentException("knownClips must be at least 0, but was " + knownClips);
            }
            if (threads < 1) {
                throw new IllegalArgumentException("threads must be at least 1, but was " + threads);
            }
        }
    }

    /**
     * Prepares to judge.
     *
     * @param classifier the model; whoever opened it closes it
     * @param setup how to judge
     */
    public Evaluator(EmotionClassifier classifier, Setup setup) {
        this.classifier = Objects.requireNonNull(classifier, "classifier");
        this.setup = Objects.requireNonNull(setup, "setup");
    }

    /**
     * Judges.
     *
     * @param list the clips
     * @param listener is told after each clip, in this thread, whether it could be heard
     * @return what came of it
     * @throws EvaluationException if a label is not known or is none of the model's classes, the protocol does not fit the clips,
     *     something leaks, or not one clip could be heard; if clips are to be known, also if nobody knows who speaks in one, or
     *     all of them are silent
     * @throws io.ser4j.ModelException if voices are to be known and the model cannot learn any
     */
    public Evaluation run(ClipList list, Consumer<Boolean> listener) {
        LabelMap labels = setup.labels()
                .knowing(classifier.spec().labels())
                .knowing(classifier.labels())
                .onto(this::told);
        ClipList clips = list.distinct().spelledAlike();
        Map<LabelledClip, Emotion> truths = truths(clips, labels);
        List<Fold> folds = setup.protocol().folds(clips.clips(), truths::containsKey);
        Set<LabelledClip> judged = new LinkedHashSet<>();
        folds.forEach(fold -> judged.addAll(fold.test()));
        requireAnswerable(judged, truths);

        Optional<Enrolment> enrolment =
                Optional.of(setup.knownClips()).filter(count -> count > 0).map(count -> Enrolment.of(judged, count));

        Hearing hearing = new Hearing(setup.threads(), listener);
        Optional<Enrolment.Judged> withVoices = enrolment.map(known -> known.judge(classifier, truths, hearing));
        List<Judgement> judgements = withVoices
                .map(Enrolment.Judged::known)
                .orElseGet(() -> hearing.of(judged, clip -> Judgement.of(classifier, clip, truths.get(clip))));
        checkAudio(folds, judgements, hearing);
        hearing.requireAny(judgements);
        Assessment assessment = new Assessment(
                classifier.spec().id(),
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

    /** What the classifier calls an emotion: what it has merged it into, or nothing where it was told to leave it out. */
    private Optional<Emotion> told(Emotion emotion) {
        return classifier.spec().labels().contains(emotion) ? classifier.toldAs(emotion) : Optional.of(emotion);
    }

    private static Map<LabelledClip, Emotion> truths(ClipList list, LabelMap labels) {
        Map<LabelledClip, Emotion> truths = new LinkedHashMap<>();
        list.clips().forEach(clip -> labels.emotion(clip.label()).ifPresent(emotion -> truths.put(clip, emotion)));
        return truths;
    }

    /** A class that the model cannot answer would be an error in each of its clips, which nobody should find out later. */
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

    /** What is only learnt from is read as well, to know what it sounds like. */
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

    private static List<String> notes(ClipList list, LabelMap labels, List<Fold> folds, List<LabelledClip> named) {
        List<String> notes = new ArrayList<>(list.notes());
        notes.addAll(labels.note(named));
        if (folds.size() > 1) {
            notes.add(
                    "The model is already trained: folds only divide the clips that are scored, and nothing is trained here.");
        }
        return notes;
    }
}
