package io.ser4j.examples.evaluation;

import io.ser4j.Emotion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Groups answers by familiarity, and by properties that clips have in common. No figure mixes degrees of familiarity. */
final class Grouping {
    private final List<Judgement> judgements;
    private final List<Emotion> classes;
    private final Map<Familiarity, List<Judgement>> known;

    Grouping(List<Evaluation.Answer> answers, List<Emotion> classes) {
        this.judgements = answers.stream().map(Evaluation.Answer::judgement).toList();
        this.classes = classes;
        this.known = answers.stream()
                .collect(Collectors.groupingBy(
                        Evaluation.Answer::familiarity,
                        () -> new EnumMap<>(Familiarity.class),
                        Collectors.mapping(Evaluation.Answer::judgement, Collectors.toList())));
    }

    List<Evaluation.Section> sections() {
        return known.entrySet().stream()
                .map(entry -> new Evaluation.Section(entry.getKey(), Figures.of(entry.getValue(), classes)))
                .toList();
    }

    /** The figures of one corpus, in the form of published results. */
    List<Reference> ours(String corpus, String protocol, String model) {
        List<Reference> ours = new ArrayList<>();
        known.forEach((familiarity, part) -> {
            List<Judgement> own = part.stream()
                    .filter(judgement -> judgement.clip().corpus().equals(corpus))
                    .toList();
            if (!own.isEmpty()) {
                ConfusionMatrix confusion = Figures.confusion(own, classes);
                ours.add(new Reference(
                        corpus,
                        confusion.truthClasses().size()
                                + (confusion.truthClasses().size() == 1 ? " class, " : " classes, ") + protocol + ", "
                                + familiarity,
                        model,
                        String.format(
                                Locale.ROOT,
                                "%.1f UAR, %.1f accuracy",
                                100 * confusion.uar(),
                                100 * confusion.accuracy()),
                        Reference.OURS));
            }
        });
        return ours;
    }

    /**
     * The figures by fold, by corpus, by each property that corpora give, and by speaker; a property with a single value is left
     * out. If there are several corpora, the values of a property are kept apart by corpus, since comparing the women of one with
     * the men of another would mean nothing.
     */
    List<Evaluation.Group> groups(List<Fold> folds) {
        Map<LabelledClip, String> foldOf = foldNames(folds);
        List<Evaluation.Group> groups = new ArrayList<>();
        addGroups("fold", clip -> Optional.ofNullable(foldOf.get(clip)), groups);
        addGroups("corpus", clip -> Optional.of(clip.corpus()), groups);
        boolean several = judgements.stream()
                        .map(judgement -> judgement.clip().corpus())
                        .distinct()
                        .count()
                > 1;
        TreeSet<String> properties = new TreeSet<>();
        judgements.forEach(
                judgement -> properties.addAll(judgement.clip().groups().keySet()));
        for (String property : properties) {
            addGroups(
                    property,
                    clip -> Optional.ofNullable(clip.groups().get(property))
                            .map(name -> several ? clip.corpus() + ", " + name : name),
                    groups);
        }
        addGroups("speaker", clip -> Optional.of(clip.speaker()).filter(name -> !name.isEmpty()), groups);
        return groups;
    }

    /**
     * Mean and standard deviation of the UAR over the folds, and over the corpora unless each fold is of one corpus, for the
     * hardest degree of familiarity. Pooled figures of several corpora hide that a class may occur in only one of them.
     */
    List<String> spread(List<Fold> folds) {
        List<String> notes = new ArrayList<>();
        boolean byCorpus = folds.stream()
                .allMatch(fold -> fold.test().stream()
                                .map(LabelledClip::corpus)
                                .distinct()
                                .count()
                        <= 1);
        if (folds.size() > 1) {
            spread("folds", foldNames(folds)::get).ifPresent(notes::add);
        }
        if (folds.size() == 1 || !byCorpus) {
            spread("corpora", LabelledClip::corpus).ifPresent(notes::add);
        }
        return notes;
    }

    private Optional<String> spread(String noun, Function<LabelledClip, String> part) {
        Familiarity hardest = known.keySet().iterator().next();
        double[] uars = known.get(hardest).stream()
                .collect(Collectors.groupingBy(judgement -> part.apply(judgement.clip())))
                .values()
                .stream()
                .mapToDouble(own -> Figures.confusion(own, classes).uar())
                .toArray();
        if (uars.length < 2) {
            return Optional.empty();
        }
        double mean = Arrays.stream(uars).average().orElse(0);
        double squares =
                Arrays.stream(uars).map(uar -> (uar - mean) * (uar - mean)).sum();
        return Optional.of(String.format(
                Locale.ROOT,
                "UAR over %d %s, %s, of each over the classes that it holds: mean %.4f, standard deviation %.4f.",
                uars.length,
                noun,
                hardest,
                mean,
                Math.sqrt(squares / (uars.length - 1))));
    }

    /**
     * The calibration error within corpora, for the hardest degree of familiarity: over all clips, too much confidence in one corpus
     * can make up for too little in another.
     */
    Optional<String> calibration() {
        Familiarity hardest = known.keySet().iterator().next();
        Map<String, List<Judgement>> corpora = known.get(hardest).stream()
                .collect(Collectors.groupingBy(
                        judgement -> judgement.clip().corpus(), TreeMap::new, Collectors.toList()));
        if (corpora.size() < 2) {
            return Optional.empty();
        }
        Map<String, Double> errors = new TreeMap<>();
        corpora.forEach((corpus, own) -> errors.put(corpus, Calibration.of(own).error()));
        return Optional.of(String.format(
                Locale.ROOT,
                "ECE within the corpora, %s: mean %.4f (%s); over all clips, errors of opposite sign may cancel, and of few"
                        + " clips ECE is too high by chance.",
                hardest,
                errors.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(0),
                errors.entrySet().stream()
                        .map(entry -> String.format(Locale.ROOT, "%s %.2f", entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(", "))));
    }

    private static Map<LabelledClip, String> foldNames(List<Fold> folds) {
        Map<LabelledClip, String> names = new HashMap<>();
        folds.forEach(fold -> fold.test().forEach(clip -> names.put(clip, fold.name())));
        return names;
    }

    private void addGroups(
            String property, Function<LabelledClip, Optional<String>> value, List<Evaluation.Group> groups) {
        boolean differ = judgements.stream()
                        .flatMap(judgement -> value.apply(judgement.clip()).stream())
                        .distinct()
                        .count()
                > 1;
        if (!differ) {
            return;
        }
        known.forEach((familiarity, part) -> {
            Map<String, List<Judgement>> parts = new TreeMap<>();
            part.forEach(judgement -> value.apply(judgement.clip())
                    .ifPresent(name ->
                            parts.computeIfAbsent(name, n -> new ArrayList<>()).add(judgement)));
            parts.forEach((name, own) -> {
                ConfusionMatrix confusion = Figures.confusion(own, classes);
                groups.add(new Evaluation.Group(
                        property, name, familiarity, own.size(), confusion.uar(), confusion.accuracy()));
            });
        });
    }
}
