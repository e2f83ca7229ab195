package io.ser4j.examples.cli;

import io.ser4j.Emotion;
import io.ser4j.examples.evaluation.Calibration;
import io.ser4j.examples.evaluation.ConfusionMatrix;
import io.ser4j.examples.evaluation.Coverage;
import io.ser4j.examples.evaluation.Evaluation;
import io.ser4j.examples.evaluation.Figures;
import io.ser4j.examples.evaluation.Interval;
import io.ser4j.examples.evaluation.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes an evaluation as text for people, with the unweighted average recall first. */
final class EvaluationText {
    private static final int MAX_GROUPS = 30;
    private static final int MIN_COLUMN = 10;
    private static final int MAX_CELL = 16;

    private final Evaluation evaluation;
    private final Bars bars;
    private final StringBuilder text = new StringBuilder();

    EvaluationText(Evaluation evaluation, Bars bars) {
        this.evaluation = evaluation;
        this.bars = bars;
    }

    private void section(Evaluation.Section section) {
        Figures figures = section.figures();
        ConfusionMatrix confusion = figures.confusion();
        int classes = confusion.truthClasses().size();
        add(
                "%n%s: %s, speakers: %s%n",
                section.familiarity(),
                count(confusion.total(), "clip", "clips"),
                figures.speakers() == 0 ? "not named" : figures.speakers());
        add(
                "  UAR       %.4f  %s, %s%n",
                confusion.uar(),
                interval(figures.uarInterval(), figures.speakers()),
                count(classes, "class", "classes"));
        add("  accuracy  %.4f  %s%n", confusion.accuracy(), interval(figures.accuracyInterval(), figures.speakers()));
        add("  ECE       %.4f  %d bins%n", figures.calibration().error(), Calibration.BINS);
        if (classes > 1 && classes < confusion.classes().size()) {
            add("  UAR       %.4f  choosing among the clips' classes only%n", figures.restrictedUar());
        }
        classes(confusion);
        matrix(confusion);
        coverage(figures.coverage());
    }

    private static String count(long number, String one, String several) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : several);
    }

    private static String interval(Optional<Interval> interval, int speakers) {
        return interval.map(i -> String.format(
                        Locale.ROOT, "%.4f to %.4f (95 %% over %d speakers)", i.low(), i.high(), speakers))
                .orElse(
                        speakers == 0
                                ? "no interval without names of speakers"
                                : "no interval over fewer than " + Interval.MIN_SPEAKERS + " speakers");
    }

    private void classes(ConfusionMatrix confusion) {
        String column = column(confusion);
        add("%n  " + column + " %6s %9s %6s %7s%n", "class", "recall", "precision", "F1", "clips");
        for (int i = 0; i < confusion.classes().size(); i++) {
            boolean present = confusion.support(i) > 0;
            String recall = present ? rate(confusion.recall(i)) : "-";
            String line = String.format(
                    Locale.ROOT,
                    "  " + column + " %6s %9s %6s %,7d  %s",
                    confusion.classes().get(i),
                    recall,
                    confusion.answered(i) > 0 ? rate(confusion.precision(i)) : "-",
                    present ? rate(confusion.f1(i)) : "-",
                    confusion.support(i),
                    bars.draw(confusion.recall(i)));
            add("%s%n", line.stripTrailing());
        }
    }

    private static String column(ConfusionMatrix confusion) {
        return "%-" + width(confusion) + "s";
    }

    /** That of the longest name of a class. */
    private static int width(ConfusionMatrix confusion) {
        int longest = confusion.classes().stream()
                .mapToInt(emotion -> emotion.label().length())
                .max()
                .orElse(0);
        return Math.max(MIN_COLUMN, longest);
    }

    private static String rate(double share) {
        return String.format(Locale.ROOT, "%.3f", share);
    }

    private void matrix(ConfusionMatrix confusion) {
        String column = column(confusion);
        add("%n  truth \\ answer%n  " + column, "");
        String cell = " %" + Math.min(MAX_CELL, width(confusion));
        confusion.classes().forEach(emotion -> add(cell + "s", Output.shortened(emotion.label(), MAX_CELL)));
        add("%n");
        for (int i = 0; i < confusion.classes().size(); i++) {
            add("  " + column, confusion.classes().get(i));
            for (int j = 0; j < confusion.classes().size(); j++) {
                add(cell + "d", confusion.count(i, j));
            }
            add("%n");
        }
    }

    private void coverage(Coverage coverage) {
        add("%n  threshold  answered  accuracy of these%n");
        for (Coverage.Point point : coverage.table()) {
            String right = point.coverage() == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * point.accuracy());
            add("  %9.1f  %6.1f %%  %17s%n", point.threshold(), 100 * point.coverage(), right);
        }
    }

    private void groups() {
        String property = "";
        List<Evaluation.Group> groups = evaluation.groups();
        Map<String, Long> sizes =
                groups.stream().collect(Collectors.groupingBy(Evaluation.Group::property, Collectors.counting()));
        for (Evaluation.Group group : groups) {
            long size = sizes.get(group.property());
            if (!property.equals(group.property())) {
                property = group.property();
                add(
                        "%n  %-24s %6s %9s %7s%s%n",
                        "by " + property,
                        "UAR",
                        "accuracy",
                        "clips",
                        size > MAX_GROUPS ? "  too many for text; see --format json or --html" : "");
            }
            if (size <= MAX_GROUPS) {
                add(
                        "  %-24s %6.3f %9.3f %,7d  %s%n",
                        group.name(), group.uar(), group.accuracy(), group.clips(), group.familiarity());
            }
        }
    }

    private void references() {
        if (!evaluation.references().isEmpty()) {
            add("%nPublished results, in per cent; compare only where the protocol is the same:%n");
        }
        for (Reference reference : evaluation.references()) {
            add(
                    "  %s, %s: %s, by %s (%s)%n",
                    reference.corpus(), reference.protocol(), reference.result(), reference.who(), reference.source());
        }
    }

    private void add(String format, Object... values) {
        Object[] plain = Arrays.stream(values)
                .map(value -> value instanceof String || value instanceof Emotion
                        ? Output.printable(value.toString())
                        : value)
                .toArray();
        text.append(String.format(Locale.ROOT, format, plain).replace("\r\n", "\n"));
    }

    @Override
    public String toString() {
        text.setLength(0);
        add("%s, protocol: %s%n", evaluation.model(), evaluation.protocol());
        evaluation.notes().forEach(note -> add("  %s%n", note));
        evaluation.sections().forEach(this::section);
        groups();
        references();
        if (!evaluation.failures().isEmpty()) {
            add(
                    "%nClips that failed, and are not scored: %d%n",
                    evaluation.failures().size());
        }
        return text.toString();
    }
}
