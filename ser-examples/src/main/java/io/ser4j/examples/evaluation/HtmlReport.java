package io.ser4j.examples.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes an evaluation as one self-contained HTML page, pictures included. */
public final class HtmlReport {
    private static final String STYLE = """
            body { font: 15px/1.5 system-ui, 'Segoe UI', 'Helvetica Neue', 'DejaVu Sans', sans-serif; color: #1d2733;
                   max-width: 1260px; margin: 0 auto; padding: 36px 28px 60px; background: #ffffff;
                   overflow-wrap: anywhere; }
            h1 { font-size: 28px; margin: 0 0 2px; } h2 { font-size: 20px; margin: 44px 0 10px; }
            h3 { font-size: 13px; margin: 0 0 10px; color: #5a6675; font-weight: 600; }
            .sub, .note { color: #5a6675; } .note { font-size: 13px; margin: 3px 0; }
            .cards { display: flex; flex-wrap: wrap; margin: 16px 0 10px; }
            .card { border: 1px solid #e3e7ec; border-radius: 10px; padding: 12px 18px; min-width: 150px; margin: 0 14px 12px 0; }
            .card b { display: block; font-size: 26px; line-height: 1.25; font-variant-numeric: tabular-nums; }
            .card.first { background: #1f5587; border-color: #1f5587; color: #ffffff; }
            .card.first .what, .card.first .range { color: #d3e2ef; }
            .what, .range { font-size: 12px; color: #5a6675; }
            .pictures { display: flex; flex-wrap: wrap; align-items: flex-start; margin: 20px 0; }
            .pictures > * { margin: 0 24px 10px 0; }
            table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; margin: 8px 0 18px; }
            th { text-align: left; color: #5a6675; font-weight: 600; border-bottom: 1px solid #c9d1da; padding: 4px 16px 4px 0; }
            td { border-bottom: 1px solid #eef1f4; padding: 4px 16px 4px 0; } td.n, th.n { text-align: right; white-space: nowrap; }
            .bar { display: inline-block; height: 9px; background: #2a6496; border-radius: 2px; vertical-align: middle; }
            tr.ours td { font-weight: 600; color: #1f5587; }
            .zero { color: #c1373f; font-weight: 600; }
            th[scope=row] { color: inherit; font-weight: 400; border-bottom: 1px solid #eef1f4; min-width: 90px; }
            tr:first-child > td { border-bottom-color: #c9d1da; }
            th, td { overflow-wrap: break-word; } th[scope=row] { overflow-wrap: anywhere; }
            details { margin: 8px 0; max-width: 100%; overflow-x: auto; } summary { cursor: pointer; font-weight: 600; }
            svg { max-width: 100%; height: auto; }
            .card, svg, tr { break-inside: avoid; } h2, h3 { break-after: avoid; }
            .card.first, .bar { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
            @media (max-width: 700px) { body { padding: 20px 14px; } .bar { display: none; } }
            """;
    private static final int BAR = 160;
    /** Longer tables are collapsed at first. */
    private static final int MAX_OPEN = 24;

    private final Evaluation evaluation;
    private final StringBuilder html = new StringBuilder();

    private HtmlReport(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /**
     * Makes the page.
     *
     * @param evaluation the evaluation to show
     * @return the HTML, to be stored as UTF-8, since names in it may have other characters than ASCII
     */
    public static String of(Evaluation evaluation) {
        HtmlReport report = new HtmlReport(evaluation);
        report.head();
        evaluation.sections().forEach(report::section);
        report.references();
        report.groups();
        report.failures();
        report.html.append("</body></html>\n");
        return report.html.toString();
    }

    private void head() {
        String corpora = evaluation.judgements().stream()
                .map(judgement -> judgement.clip().corpus())
                .distinct()
                .collect(Collectors.joining(", "));
        String title = Svg.escape(evaluation.model() + " on " + corpora);
        add(
                "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>%s</title>",
                title);
        html.append("<style>\n").append(STYLE).append("</style></head><body>\n");
        add("<h1>%s</h1>\n<p class=\"sub\">Protocol: %s</p>", title, Svg.escape(evaluation.protocol()));
        evaluation.notes().forEach(note -> add("<p class=\"note\">%s</p>", Svg.escape(note)));
    }

    private void section(Evaluation.Section section) {
        Figures figures = section.figures();
        ConfusionMatrix confusion = figures.confusion();
        int classes = confusion.truthClasses().size();
        add(
                "<h2>%s: %,d %s, %s</h2>",
                capital(section.familiarity().toString()),
                confusion.total(),
                confusion.total() == 1 ? "clip" : "clips",
                speakers(figures.speakers()));
        if (section.familiarity() == Familiarity.SEEN_CLIP) {
            add("<p class=\"note\">Results on training clips say nothing about new ones.</p>");
        }
        add("<div class=\"cards\">");
        card(
                section == evaluation.sections().get(0) ? "card first" : "card",
                "UAR over " + classes + (classes == 1 ? " class" : " classes"),
                confusion.uar(),
                interval(figures.uarInterval(), figures.speakers()));
        card("card", "accuracy", confusion.accuracy(), interval(figures.accuracyInterval(), figures.speakers()));
        card("card", "expected calibration error", figures.calibration().error(), Calibration.BINS + " bins");
        card(
                "card",
                "UAR choosing among those classes only",
                figures.restrictedUar(),
                "chance: " + String.format(Locale.ROOT, "%.3f", 1.0 / classes));
        add("</div>\n<div class=\"pictures\">");
        picture("Per cent of each row", ConfusionPicture.draw(confusion));
        picture("Calibration", ReliabilityPicture.draw(figures.calibration()));
        picture("Answering only when sure", CoveragePicture.draw(figures.coverage()));
        add("</div>\n<div class=\"pictures\">");
        classes(confusion);
        thresholds(figures.coverage());
        add("</div>");
        counts(confusion);
    }

    private static String interval(Optional<Interval> interval, int speakers) {
        return interval.map(i ->
                        String.format(Locale.ROOT, "95 %% over %d speakers: %.3f to %.3f", speakers, i.low(), i.high()))
                .orElse(speakers(speakers) + ": no interval");
    }

    private static String speakers(int count) {
        return switch (count) {
            case 0 -> "speakers not named";
            case 1 -> "one speaker";
            default -> String.format(Locale.ROOT, "%,d speakers", count);
        };
    }

    private void card(String style, String what, double value, String range) {
        add(
                "<div class=\"%s\"><span class=\"what\">%s</span><b>%.3f</b><span class=\"range\">%s</span></div>",
                style, what, value, range);
    }

    private void picture(String heading, String svg) {
        add("<div><h3>%s</h3>", heading);
        html.append(svg).append("</div>\n");
    }

    private void classes(ConfusionMatrix confusion) {
        add("<table><tr><th>class</th><th class=\"n\">recall</th><td></td><th class=\"n\">precision</th>"
                + "<th class=\"n\">F1</th><th class=\"n\">clips</th></tr>");
        for (int i = 0; i < confusion.classes().size(); i++) {
            boolean present = confusion.support(i) > 0;
            add(
                    "<tr><th scope=\"row\">%s</th><td class=\"n%s\">%s</td><td>%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td>"
                            + "<td class=\"n\">%,d</td></tr>",
                    Svg.escape(confusion.classes().get(i).label()),
                    present && confusion.recall(i) == 0 ? " zero" : "",
                    present ? String.format(Locale.ROOT, "%.3f", confusion.recall(i)) : "-",
                    bar(confusion.recall(i)),
                    confusion.answered(i) > 0 ? String.format(Locale.ROOT, "%.3f", confusion.precision(i)) : "-",
                    present ? String.format(Locale.ROOT, "%.3f", confusion.f1(i)) : "-",
                    confusion.support(i));
        }
        add("</table>");
    }

    /** The confusion matrix in numbers, since a screen reader cannot read its picture. */
    private void counts(ConfusionMatrix confusion) {
        int size = confusion.classes().size();
        add("<details><summary>Confusion matrix in numbers of clips</summary><table><tr><th>truth \\ answer</th>");
        confusion.classes().forEach(answer -> add("<th class=\"n\">%s</th>", Svg.escape(answer.label())));
        for (int truth = 0; truth < size; truth++) {
            add(
                    "</tr><tr><th scope=\"row\">%s</th>",
                    Svg.escape(confusion.classes().get(truth).label()));
            for (int answer = 0; answer < size; answer++) {
                add("<td class=\"n\">%,d</td>", confusion.count(truth, answer));
            }
        }
        add("</tr></table></details>");
    }

    private static String bar(double share) {
        return String.format(Locale.ROOT, "<span class=\"bar\" style=\"width:%.0fpx\"></span>", BAR * share);
    }

    private void thresholds(Coverage coverage) {
        add("<table><tr><th class=\"n\">threshold</th><th class=\"n\">clips answered</th>"
                + "<th class=\"n\">accuracy of these</th></tr>");
        for (Coverage.Point point : coverage.table()) {
            add(
                    "<tr><td class=\"n\">%.1f</td><td class=\"n\">%.1f %%</td><td class=\"n\">%s</td></tr>",
                    point.threshold(),
                    100 * point.coverage(),
                    point.coverage() > 0 ? String.format(Locale.ROOT, "%.1f %%", 100 * point.accuracy()) : "-");
        }
        add("</table>");
    }

    private void references() {
        if (evaluation.references().isEmpty()) {
            return;
        }
        add("<h2>Published results</h2><p class=\"note\">Compare only where the protocol is the same. In per"
                + " cent; accuracy unless stated otherwise.</p>");
        add("<table><tr><th>corpus</th><th>protocol</th><th>who</th><th>result</th><th>source</th></tr>");
        for (Reference reference : evaluation.references()) {
            add(
                    "<tr%s><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td class=\"sub\">%s</td></tr>",
                    reference.source().equals(Reference.OURS) ? " class=\"ours\"" : "",
                    Svg.escape(reference.corpus()),
                    Svg.escape(reference.protocol()),
                    Svg.escape(reference.who()),
                    Svg.escape(reference.result()),
                    Svg.escape(reference.source()));
        }
        add("</table>");
    }

    private void groups() {
        Map<String, List<Evaluation.Group>> byProperty = evaluation.groups().stream()
                .collect(Collectors.groupingBy(
                        group -> group.property() + ", " + group.familiarity(),
                        LinkedHashMap::new,
                        Collectors.toList()));
        if (!byProperty.isEmpty()) {
            add("<h2>Parts</h2><div class=\"pictures\">");
        }
        byProperty.forEach((heading, groups) -> {
            add(
                    "<details%s><summary>By %s</summary><table><tr><th>%s</th><th class=\"n\">UAR</th><td></td>"
                            + "<th class=\"n\">accuracy</th><th class=\"n\">clips</th></tr>",
                    groups.size() <= MAX_OPEN ? " open" : "",
                    Svg.escape(heading),
                    Svg.escape(groups.get(0).property()));
            groups.forEach(group -> add(
                    "<tr><th scope=\"row\">%s</th><td class=\"n\">%.3f</td><td>%s</td><td class=\"n\">%.3f</td>"
                            + "<td class=\"n\">%,d</td></tr>",
                    Svg.escape(group.name()), group.uar(), bar(group.uar()), group.accuracy(), group.clips()));
            add("</table></details>");
        });
        if (!byProperty.isEmpty()) {
            add("</div>");
        }
    }

    private void failures() {
        if (!evaluation.failures().isEmpty()) {
            add("<h2>Not scored: %,d</h2>", evaluation.failures().size());
            evaluation
                    .failures()
                    .forEach(failure -> add(
                            "<p class=\"note\">%s: %s</p>",
                            Svg.escape(failure.clip().file().toString()), Svg.escape(failure.reason())));
        }
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private void add(String format, Object... values) {
        html.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
