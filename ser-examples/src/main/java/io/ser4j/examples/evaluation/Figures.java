package io.ser4j.examples.evaluation;

import io.ser4j.Emotion;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All figures of one set of clips. The model may answer any of its classes; the mean recall is over the classes that the clips
 * have.
 *
 * @param speakers the number of speakers, or 0 if not all clips name theirs
 * @param confusion the true and the answered classes
 * @param uarInterval the 95 % interval over speakers of the unweighted average recall, if all are named and there are at least
 *     {@value Interval#MIN_SPEAKERS}
 * @param accuracyInterval the same for the accuracy
 * @param restrictedUar the unweighted average recall if the model had to choose among the clips' own classes
 * @param calibration confidence against accuracy
 * @param coverage the share of clips answered against accuracy
 */
public record Figures(
        int speakers,
        ConfusionMatrix confusion,
        Optional<Interval> uarInterval,
        Optional<Interval> accuracyInterval,
        double restrictedUar,
        Calibration calibration,
        Coverage coverage) {
    /**
     * Checks that nothing is null.
     *
     * @param speakers as above
     * @param confusion as above
     * @param uarInterval as above
     * @param accuracyInterval as above
     * @param restrictedUar as above
     * @param calibration as above
     * @param coverage as above
     */
    public Figures {
        Objects.requireNonNull(confusion, "confusion");
        Objects.requireNonNull(uarInterval, "uarInterval");
        Objects.requireNonNull(accuracyInterval, "accuracyInterval");
        Objects.requireNonNull(calibration, "calibration");
        Objects.requireNonNull(coverage, "coverage");
    }

    /**
     * Computes the figures.
     *
     * @param judgements the answers, at least one
     * @param classes the model's classes, in the order of the confusion matrix; every truth is one of them
     * @return the figures
     */
    public static Figures of(List<Judgement> judgements, List<Emotion> classes) {
        Map<String, ConfusionMatrix> speakers = judgements.stream()
                .collect(Collectors.groupingBy(
                        judgement -> judgement.clip().speaker(),
                        Collectors.collectingAndThen(Collectors.toList(), own -> confusion(own, classes))));
        ConfusionMatrix confusion = ConfusionMatrix.sum(List.copyOf(speakers.values()));
        if (speakers.containsKey("")) {
            speakers = Map.of();
        }
        List<Emotion> present = confusion.truthClasses();
        ConfusionMatrix restricted = ConfusionMatrix.of(
                classes,
                judgements.stream().map(Judgement::truth).toList(),
                judgements.stream()
                        .map(judgement -> judgement.answerAmong(present))
                        .toList());
        return new Figures(
                speakers.size(),
                confusion,
                Interval.of(speakers, ConfusionMatrix::uar),
                Interval.of(speakers, ConfusionMatrix::accuracy),
                restricted.uar(),
                Calibration.of(judgements),
                Coverage.of(judgements));
    }

    static ConfusionMatrix confusion(List<Judgement> judgements, List<Emotion> classes) {
        return ConfusionMatrix.of(
                classes,
                judgements.stream().map(Judgement::truth).toList(),
                judgements.stream().map(Judgement::answer).toList());
    }
}
