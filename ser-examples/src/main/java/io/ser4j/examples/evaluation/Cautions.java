package io.ser4j.examples.evaluation;

import io.ser4j.Emotion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What in the make-up of the clips makes figures say less than they seem to: few or doubtful speakers, few classes.
 *
 * @param sections the figures, separate by familiarity
 * @param answers the answers behind them
 */
record Cautions(List<Evaluation.Section> sections, List<Evaluation.Answer> answers) {
    private static final double MIN_COMPLETE_DRAWS = 0.99;
    private static final int FEW_SPEAKERS = 10;

    /** The notes for the report, one sentence each. */
    List<String> all() {
        List<String> notes = new ArrayList<>();
        doubtfulSpeakers().ifPresent(notes::add);
        for (Evaluation.Section section : sections) {
            fewSpeakers(section).ifPresent(notes::add);
            missingClasses(section).ifPresent(notes::add);
            oneClass(section).ifPresent(notes::add);
        }
        return notes;
    }

    /** Names of files or sessions in the column of speakers pass every check of speakers, but keep no voice apart. */
    private Optional<String> doubtfulSpeakers() {
        Map<String, Long> counts = counts(answers);
        long clips = counts.values().stream().mapToLong(Long::longValue).sum();
        if (counts.size() < FEW_SPEAKERS || clips >= 2L * counts.size()) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%d of %d speakers have a single clip: unless these are different people, intervals are too narrow, and where"
                        + " clips are split, the same voice may be on both sides, so that the figures are too good.",
                counts.values().stream().filter(count -> count == 1).count(),
                counts.size()));
    }

    /** A bootstrap over a handful of speakers shows how these differ, but hardly how others would. */
    private Optional<String> fewSpeakers(Evaluation.Section section) {
        if (section.figures().uarInterval().isEmpty()) {
            return Optional.empty();
        }
        int speakers = section.figures().speakers();
        double weight = effectiveNumber(counts(answersOf(section)));
        if (weight >= FEW_SPEAKERS || speakers >= FEW_SPEAKERS && weight >= speakers / 2.0) {
            return Optional.empty();
        }
        String who = speakers < FEW_SPEAKERS
                ? String.format(Locale.ROOT, "Only %d speakers (%s)", speakers, section.familiarity())
                : String.format(
                        Locale.ROOT,
                        "A few of the %d speakers (%s) have most of the clips, so that they count as %.1f",
                        speakers,
                        section.familiarity(),
                        weight);
        return Optional.of(who + ": the interval is too narrow, and says little about other speakers.");
    }

    /** The number of speakers with equally many clips whose mean would vary as much, after Kish. */
    private static double effectiveNumber(Map<String, Long> counts) {
        double sum = counts.values().stream().mapToDouble(count -> count).sum();
        double squares = counts.values().stream()
                .mapToDouble(count -> (double) count * count)
                .sum();
        return sum * sum / squares;
    }

    private List<Evaluation.Answer> answersOf(Evaluation.Section section) {
        return answers.stream()
                .filter(answer -> answer.familiarity() == section.familiarity())
                .toList();
    }

    /** How many clips each named speaker has. */
    private static Map<String, Long> counts(List<Evaluation.Answer> answers) {
        Map<String, Long> counts = answers.stream()
                .collect(Collectors.groupingBy(
                        answer -> answer.judgement().clip().speaker(), Collectors.counting()));
        counts.remove("");
        return counts;
    }

    /**
     * If speakers lack classes, so may bootstrap draws, and their UAR is then over fewer classes than the UAR that the interval
     * is for.
     */
    private static Optional<String> missingClasses(Evaluation.Section section) {
        return section.figures()
                .uarInterval()
                .map(Interval::withEveryClass)
                .filter(share -> share < MIN_COMPLETE_DRAWS)
                .map(share -> String.format(
                        Locale.ROOT,
                        "In %.0f %% of the bootstrap draws (%s) some class has no clip, and UAR is over the others: the"
                                + " interval is only rough.",
                        100 * (1 - share),
                        section.familiarity()));
    }

    private static Optional<String> oneClass(Evaluation.Section section) {
        List<Emotion> classes = section.figures().confusion().truthClasses();
        return classes.size() > 1
                ? Optional.empty()
                : Optional.of("All clips (" + section.familiarity() + ") are " + classes.get(0)
                        + ": UAR is the recall of this class alone, for which a constant answer would score 1.");
    }
}
