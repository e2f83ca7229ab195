package io.ser4j.examples.evaluation;

import io.ser4j.Emotion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Builds an evaluation from a model's answers: figures, separate by what the model knew of the clips before, and published
 * results.
 *
 * @param model id and version of the model whose answers they are, as in {@link Evaluation#model}
 * @param classes the possible answers, in the order of the confusion matrix
 * @param protocol the name of the protocol
 * @param training what the model, or the part of it that is not trained in the folds, was trained on, if known
 * @param learns whether the model that is tested on a fold's test side was trained on its train side
 */
public record Assessment(
        String model, List<Emotion> classes, String protocol, Optional<TrainingRecord> training, boolean learns) {
    private static final int MAX_NAMED = 5;
    private static final int MIN_SEEN_CLIPS = 2;

    /**
     * Copies the classes.
     *
     * @param model as above
     * @param classes as above
     * @param protocol as above
     * @param training as above
     * @param learns as above
     */
    public Assessment {
        Objects.requireNonNull(model, "model");
        classes = List.copyOf(classes);
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(training, "training");
    }

    /**
     * Builds the evaluation.
     *
     * @param folds how the clips were split
     * @param judgements the answers, at least one
     * @param failures the clips that could not be scored
     * @param notes notes that come first in the report
     * @return the evaluation
     */
    public Evaluation of(
            List<Fold> folds, List<Judgement> judgements, List<Evaluation.Failure> failures, List<String> notes) {
        List<Evaluation.Answer> answers = answers(folds, judgements);
        Grouping grouping = new Grouping(answers, classes);
        List<String> all = new ArrayList<>(notes);
        all.addAll(grouping.spread(folds));
        grouping.calibration().ifPresent(all::add);
        all.addAll(twins(answers));
        all.addAll(silent(judgements));
        all.addAll(lost(judgements, failures));
        List<Evaluation.Section> sections = grouping.sections();
        all.addAll(new Cautions(sections, answers).all());
        all.add(training.orElseGet(() -> TrainingRecord.unknown("the model")).description());
        return new Evaluation(
                model,
                protocol,
                all,
                sections,
                grouping.groups(folds),
                references(grouping, judgements),
                failures,
                answers);
    }

    private List<Evaluation.Answer> answers(List<Fold> folds, List<Judgement> judgements) {
        Map<LabelledClip, Fold> foldOf = new HashMap<>();
        folds.forEach(fold -> fold.test().forEach(clip -> foldOf.put(clip, fold)));
        Map<String, Set<String>> trainSpeakers = folds.stream()
                .collect(Collectors.toMap(Fold::name, fold -> learns ? speakers(fold.train()) : Set.of()));
        AudioIndex<LabelledClip> firsts = new AudioIndex<>();
        List<Evaluation.Answer> answers = new ArrayList<>();
        for (Judgement judgement : judgements) {
            String fold = foldOf.get(judgement.clip()).name();
            Optional<LabelledClip> twin = firsts.twin(judgement.audio()).map(AudioIndex.Twin::owner);
            if (twin.isEmpty()) {
                firsts.add(judgement.audio(), judgement.clip());
            }
            answers.add(new Evaluation.Answer(judgement, familiarity(judgement, trainSpeakers.get(fold)), fold, twin));
        }
        return markSeenSpeakers(answers);
    }

    /**
     * Counts a speaker as seen if several of the clips were in the training, under whatever speaker's name. A single one may be a
     * mistake of the corpus: ASED has recordings under two speakers.
     */
    private static List<Evaluation.Answer> markSeenSpeakers(List<Evaluation.Answer> answers) {
        Map<String, Long> seen = answers.stream()
                .filter(answer -> answer.familiarity() == Familiarity.SEEN_CLIP)
                .collect(Collectors.groupingBy(
                        answer -> answer.judgement().clip().speaker(), Collectors.counting()));
        seen.remove("");
        return answers.stream()
                .map(answer -> answer.familiarity() != Familiarity.SEEN_CLIP
                                && seen.getOrDefault(answer.judgement().clip().speaker(), 0L) >= MIN_SEEN_CLIPS
                        ? new Evaluation.Answer(
                                answer.judgement(), Familiarity.SEEN_SPEAKER, answer.fold(), answer.copyOf())
                        : answer)
                .toList();
    }

    private static Set<String> speakers(List<LabelledClip> clips) {
        return clips.stream()
                .map(LabelledClip::speaker)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    /** A speaker on the train side of a fold counts as seen, whatever the training record says. */
    private Familiarity familiarity(Judgement judgement, Set<String> trainSpeakers) {
        Familiarity before = training.map(record -> record.of(judgement.clip(), judgement.audio()))
                .orElse(Familiarity.UNKNOWN);
        boolean trained = trainSpeakers.contains(judgement.clip().speaker());
        return trained && before != Familiarity.SEEN_CLIP ? Familiarity.SEEN_SPEAKER : before;
    }

    /** For each corpus our own results, and below them those that others have published. */
    private List<Reference> references(Grouping grouping, List<Judgement> judgements) {
        List<Reference> references = new ArrayList<>();
        for (String corpus : judgements.stream()
                .map(judgement -> judgement.clip().corpus())
                .collect(Collectors.toCollection(TreeSet::new))) {
            List<Reference> others = Reference.about(corpus);
            if (!others.isEmpty()) {
                references.addAll(grouping.ours(corpus, protocol, model));
                references.addAll(others);
            }
        }
        return references;
    }

    /** The figures count an answer for each silent clip, although the classifier itself abstains. */
    private static List<String> silent(List<Judgement> judgements) {
        List<String> files = judgements.stream()
                .filter(Judgement::silent)
                .map(judgement -> judgement.clip().file().toString())
                .toList();
        if (files.isEmpty()) {
            return List.of();
        }
        return List.of("Hardly any voice in " + files.size() + " of " + judgements.size()
                + " clips, for which the classifier abstains: UAR, accuracy and ECE use the most probable class, and the"
                + " table of thresholds counts them as unanswered: " + someOf(files));
    }

    /** Labels that are in no figure, since each of their clips failed. */
    private static List<String> lost(List<Judgement> judgements, List<Evaluation.Failure> failures) {
        Map<String, Long> counts = failures.stream()
                .collect(Collectors.groupingBy(failure -> failure.clip().label(), TreeMap::new, Collectors.counting()));
        judgements.forEach(judgement -> counts.remove(judgement.clip().label()));
        return counts.entrySet().stream()
                .map(entry -> "None of the " + entry.getValue() + " clips labelled " + entry.getKey()
                        + " could be scored: the figures are without them.")
                .toList();
    }

    private static String someOf(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(MAX_NAMED, names.size())))
                + (names.size() > MAX_NAMED ? ", ..." : ".");
    }

    /**
     * The same recording twice on the test side is not a leak, but counts twice, and of two different labels at most one is
     * right.
     */
    private static List<String> twins(List<Evaluation.Answer> answers) {
        Map<LabelledClip, Judgement> byClip = answers.stream()
                .map(Evaluation.Answer::judgement)
                .collect(Collectors.toMap(Judgement::clip, judgement -> judgement, (one, other) -> one));
        List<String> twins = new ArrayList<>();
        long contradicting = 0;
        for (Evaluation.Answer answer : answers) {
            if (answer.copyOf().isPresent()) {
                Judgement copy = answer.judgement();
                Judgement first = byClip.get(answer.copyOf().get());
                boolean same = copy.audio().sha256().equals(first.audio().sha256());
                boolean agree = copy.truth().equals(first.truth());
                contradicting += agree ? 0 : 1;
                twins.add(copy.clip().file()
                        + new AudioIndex.Twin<>(first, same).sign()
                        + first.clip().file()
                        + (agree ? "" : " (" + copy.truth() + ", " + first.truth() + ")"));
            }
        }
        if (twins.isEmpty()) {
            return List.of();
        }
        return List.of("Scored twice, because the same recording has two names (" + twins.size()
                + "; = the same samples, ~ another encoding"
                + (contradicting == 0 ? "" : "; " + contradicting + " with another label")
                + "): " + someOf(twins));
    }
}
