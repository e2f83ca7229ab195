package io.ser4j.examples.evaluation;

import io.ser4j.AudioClip;
import io.ser4j.Emotion;
import io.ser4j.EmotionClassifier;
import io.ser4j.InvalidAudioException;
import io.ser4j.Voice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The clips of each speaker that a model is given as known, see {@link io.ser4j.Voice}, before it is scored on the others. They
 * are drawn by a hash of their names, and so are the same in each run with the same {@link KnownClips#draw}.
 *
 * @param wanted how many are known, and whether their emotion is
 * @param known for each speaker with these clips and others, the known ones, the same number for each
 * @param judged for each of these speakers all other clips, which are scored
 * @param leftOut the other speakers
 */
record Enrolment(
        KnownClips wanted,
        Map<String, List<LabelledClip>> known,
        Map<String, List<LabelledClip>> judged,
        List<String> leftOut) {
    /**
     * The answers to the scored clips, in the same order in both lists.
     *
     * @param known those of the model that knows the voices
     * @param alone those of the model without the voices, for comparison
     * @param heard the number of clips that the voices were learnt from
     * @param unheard the speakers whose voices could not be learnt, who are not scored, each with the reason
     */
    record Judged(List<Judgement> known, List<Judgement> alone, int heard, List<String> unheard) {}

    /**
     * Draws the known clips.
     *
     * @param clips the clips
     * @param wanted the known clips of each speaker, at least 1
     * @param emotions the emotions of the model that the labels stand for, before any are merged
     * @throws EvaluationException if the speaker of a clip is not named, or no speaker has these clips and another one
     */
    static Enrolment of(Collection<LabelledClip> clips, KnownClips wanted, Map<LabelledClip, Emotion> emotions) {
        clips.stream()
                .filter(clip -> !Promise.SPEAKERS.isKnown(clip))
                .findFirst()
                .ifPresent(clip -> {
                    throw new EvaluationException(
                            "every clip must name its speaker if clips of each are to be known, but this one does not: "
                                    + clip.file());
                });
        Map<String, List<LabelledClip>> speakers = new TreeMap<>();
        clips.forEach(clip -> speakers.computeIfAbsent(clip.speaker(), name -> new ArrayList<>())
                .add(clip));
        Map<String, List<LabelledClip>> known = new LinkedHashMap<>();
        Map<String, List<LabelledClip>> judged = new LinkedHashMap<>();
        List<String> leftOut = new ArrayList<>();
        speakers.forEach((speaker, all) -> {
            all.sort(Comparator.comparing(wanted::place));
            List<LabelledClip> drawn = all.stream()
                    .filter(clip ->
                            wanted.emotion().map(emotions.get(clip)::equals).orElse(true))
                    .limit(wanted.count())
                    .toList();
            if (drawn.size() < wanted.count() || drawn.size() == all.size()) {
                leftOut.add(speaker);
            } else {
                known.put(speaker, drawn);
                all.removeAll(Set.copyOf(drawn));
                judged.put(speaker, List.copyOf(all));
            }
        });
        if (known.isEmpty()) {
            throw new EvaluationException("at least one speaker must have more than the " + wanted.described()
                    + " that are to be known, but none has"
                    + (wanted.emotion().isPresent() ? " these and others" : ""));
        }
        return new Enrolment(wanted, known, judged, leftOut);
    }

    /**
     * Lets the model learn each voice from the known clips, and classifies the speaker's other clips with and without it.
     *
     * @param classifier the model
     * @param truths the emotions that the labels stand for
     * @param hearing reads the clips; a voice is learnt without those that cannot be read
     * @return the answers, speaker by speaker
     * @throws EvaluationException if no voice can be learnt, or a known clip is also scored under another name
     * @throws io.ser4j.ModelException if the model cannot learn a voice
     */
    Judged judge(EmotionClassifier classifier, Map<LabelledClip, Emotion> truths, Hearing hearing) {
        List<Judgement> withVoices = new ArrayList<>();
        List<Judgement> alone = new ArrayList<>();
        List<String> unheard = new ArrayList<>();
        AtomicInteger given = new AtomicInteger();
        List<Fold> folds = new ArrayList<>();
        Map<LabelledClip, AudioIdentity> identities = new HashMap<>();
        known.forEach((speaker, clips) -> {
            Map<LabelledClip, AudioClip> heard = new LinkedHashMap<>();
            hearing.of(clips, clip -> Map.entry(clip, AudioClip.read(clip.file())))
                    .forEach(entry -> heard.put(entry.getKey(), entry.getValue()));
            EmotionClassifier knowing;
            try {
                knowing = classifier.forVoice(learn(classifier, List.copyOf(heard.values())));
            } catch (InvalidAudioException e) {
                unheard.add(speaker + " (" + e.getMessage() + ")");
                return;
            }
            given.addAndGet(heard.size());
            heard.forEach((clip, audio) -> identities.put(clip, AudioIdentity.of(audio)));
            for (List<Judgement> both : hearing.of(judged.get(speaker), clip -> {
                AudioClip audio = AudioClip.read(clip.file());
                Judgement with = Judgement.of(knowing, clip, truths.get(clip), audio);
                return List.of(with, with.by(classifier, audio));
            })) {
                withVoices.add(both.get(0));
                alone.add(both.get(1));
                identities.put(both.get(0).clip(), both.get(0).audio());
            }
            folds.add(new Fold("known clips of " + speaker, clips, judged.get(speaker)));
        });
        if (folds.isEmpty()) {
            throw new EvaluationException(
                    "no voice could be learnt from the known clips of any speaker: " + unheard.get(0));
        }
        LeakCheck.requireNoSharedAudio(folds, identities);
        return new Judged(withVoices, alone, given.get(), unheard);
    }

    /** Learns a voice, or fails with a reason if there is nothing to learn from; the other speakers are scored nevertheless. */
    private Voice learn(EmotionClassifier classifier, List<AudioClip> clips) {
        if (clips.isEmpty()) {
            throw new InvalidAudioException("none of the clips could be read");
        }
        return wanted.emotion()
                .map(emotion -> Voice.enrol(classifier, Map.of(emotion, clips)))
                .orElseGet(() -> Voice.enrol(classifier, clips));
    }

    /** The addition to the name of the protocol. */
    String title() {
        return "; " + wanted.described() + " of each speaker known"
                + (wanted.emotion().isPresent() ? " as such" : "");
    }

    /** The notes for the report. */
    List<String> notes(Judged answers) {
        List<String> notes = new ArrayList<>();
        notes.add("The model was first given " + wanted.described() + " of each speaker "
                + (wanted.emotion().isPresent() ? "with that label: " : "without labels: ")
                + wanted.described(answers.heard()) + (answers.heard() == 1 ? ", which is" : ", which are")
                + " not scored. This is draw " + wanted.draw()
                + ", by the hash of their names; others give somewhat different figures, so average several.");
        if (!answers.unheard().isEmpty()) {
            notes.add("Left out, since no voice could be learnt from their known clips: "
                    + String.join(", ", answers.unheard()) + ".");
        }
        if (!leftOut.isEmpty()) {
            String few = wanted.emotion().isPresent()
                    ? "not having " + wanted.described() + " and others"
                    : "having no more than " + wanted.described();
            notes.add("Left out, " + few + ": " + String.join(", ", leftOut) + ".");
        }
        return notes;
    }

    /** A note that shows the gain: the figures of the same clips with no voice known. */
    static String unaided(Evaluation.Section section) {
        ConfusionMatrix confusion = section.figures().confusion();
        return String.format(
                Locale.ROOT,
                "The same clips with no voice known, %s: UAR %.4f, accuracy %.4f.",
                section.familiarity(),
                confusion.uar(),
                confusion.accuracy());
    }
}
