package io.ser4j.examples.head;

import io.ser4j.Emotion;
import io.ser4j.examples.evaluation.EvaluationException;
import io.ser4j.examples.evaluation.Fold;
import io.ser4j.examples.evaluation.LabelledClip;
import io.ser4j.examples.evaluation.Protocol;
import io.ser4j.head.LinearLayer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Trains a layer on clips, and on nothing else: the strength of the penalty, the temperature and the average logits come from
 * inner folds, in which heads trained on some of the speakers answer clips of the others.
 */
final class HeadTrainer {
    /**
     * The strengths to choose from, the greatest first: of equally good ones the first is chosen, which gives the simpler
     * layer.
     */
    static final List<Double> STRENGTHS = List.of(1.0, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001);

    private static final int INNER_FOLDS = 4;
    private static final long SEED = 1;
    private static final double DEFAULT_STRENGTH = 0.1;
    private static final double SEARCH_TOLERANCE = 1e-4;
    private static final double FINAL_TOLERANCE = 1e-7;

    private final List<EmbeddedClip> clips;
    private final List<Emotion> classes;

    private HeadTrainer(List<EmbeddedClip> clips) {
        this.clips = clips;
        this.classes = classes(clips);
    }

    /** The classes of some clips in the order of their names. */
    static List<Emotion> classes(List<EmbeddedClip> clips) {
        return clips.stream()
                .map(EmbeddedClip::truth)
                .distinct()
                .sorted(Comparator.comparing(Emotion::label))
                .toList();
    }

    /**
     * Trains the layer.
     *
     * @param clips of at least two classes
     * @return the layer
     * @throws EvaluationException if there are fewer than two classes
     */
    static TrainedLayer train(List<EmbeddedClip> clips) {
        return new HeadTrainer(clips).train();
    }

    private TrainedLayer train() {
        if (classes.size() < 2) {
            throw new EvaluationException("training a head needs clips of at least two classes, but there are "
                    + (classes.isEmpty() ? "none" : "only those of " + classes.get(0)));
        }
        List<List<Answer>> answers = heldOutAnswers();
        int best = best(answers);
        double strength = answers.get(best).isEmpty() ? DEFAULT_STRENGTH : STRENGTHS.get(best);
        LinearLayer layer = regression(clips, classes).fit(strength, FINAL_TOLERANCE);
        return new TrainedLayer(
                classes,
                layer,
                strength,
                Temperature.of(answers.get(best)),
                AverageLogits.of(answers.get(best), classes));
    }

    /**
     * For each strength, the answers to held-out clips; their speakers are held out, too, if all speakers are named and there are
     * several.
     */
    private List<List<Answer>> heldOutAnswers() {
        List<List<Answer>> answers = STRENGTHS.stream()
                .<List<Answer>>map(strength -> new ArrayList<>())
                .toList();
        Map<LabelledClip, EmbeddedClip> byClip =
                clips.stream().collect(Collectors.toMap(EmbeddedClip::clip, clip -> clip, (a, b) -> a, HashMap::new));
        for (Fold fold : innerFolds()) {
            List<EmbeddedClip> train = fold.train().stream().map(byClip::get).toList();
            List<Emotion> trainClasses = classes(train);
            if (trainClasses.size() < 2) {
                continue;
            }
            LogisticRegression regression = regression(train, trainClasses);
            List<EmbeddedClip> test = fold.test().stream()
                    .map(byClip::get)
                    .filter(clip -> trainClasses.contains(clip.truth()))
                    .toList();
            for (int i = 0; i < STRENGTHS.size(); i++) {
                LinearLayer layer = regression.fit(STRENGTHS.get(i), SEARCH_TOLERANCE);
                for (EmbeddedClip clip : test) {
                    answers.get(i)
                            .add(new Answer(
                                    layer.logits(clip.embedding()), trainClasses.indexOf(clip.truth()), clip.truth()));
                }
            }
        }
        return answers;
    }

    private List<Fold> innerFolds() {
        List<LabelledClip> all = clips.stream().map(EmbeddedClip::clip).toList();
        Set<String> speakers = new HashSet<>();
        all.forEach(clip -> speakers.add(clip.speaker()));
        if (speakers.contains("") || speakers.size() < 2) {
            return all.size() < 2
                    ? List.of()
                    : Protocol.random(Math.min(INNER_FOLDS, all.size()), SEED).folds(all);
        }
        return Protocol.speakerFolds(Math.min(INNER_FOLDS, speakers.size()), SEED)
                .folds(all);
    }

    /** The index of the strength with the lowest negative log-likelihood, averaged over classes. */
    private static int best(List<List<Answer>> answers) {
        int best = 0;
        for (int i = 1; i < answers.size(); i++) {
            best = negativeLogLikelihood(answers.get(i)) < negativeLogLikelihood(answers.get(best)) ? i : best;
        }
        return best;
    }

    private static double negativeLogLikelihood(List<Answer> answers) {
        return answers.stream()
                .collect(Collectors.groupingBy(
                        Answer::emotion, Collectors.averagingDouble(Answer::negativeLogLikelihood)))
                .values()
                .stream()
                .mapToDouble(mean -> mean)
                .average()
                .orElse(0);
    }

    private static LogisticRegression regression(List<EmbeddedClip> clips, List<Emotion> classes) {
        return new LogisticRegression(
                clips.stream().map(EmbeddedClip::embedding).toList(),
                clips.stream().mapToInt(clip -> classes.indexOf(clip.truth())).toArray(),
                classes.size());
    }
}
