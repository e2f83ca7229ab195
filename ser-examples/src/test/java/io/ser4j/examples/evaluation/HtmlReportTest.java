package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ser4j.examples.MadeUpEvaluation;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The contents of the page's headings, cards, notes and tables. */
class HtmlReportTest {
    private final String html = HtmlReport.of(MadeUpEvaluation.evaluation());

    /** The text of each element of a kind, without the tags in it except for the lengths of bars. */
    private static List<String> texts(String html, String element) {
        String tag = element.replaceFirst(" .*", "");
        return Pattern.compile("(?s)<" + element + "[^>]*>(.*?)</" + tag + ">")
                .matcher(html)
                .results()
                .map(found -> found.group(1)
                        .replaceAll("<span class=\"bar\" style=\"width:(.*?)\">", "bar $1")
                        .replaceAll("\\R*<[^>]*>\\R*", "|")
                        .replaceAll("\\|+", "|")
                        .strip())
                .toList();
    }

    private static String section(String html, String heading) {
        return html.replaceFirst("(?s).*<h2>" + heading, "").replaceFirst("(?s)<h2>.*", "");
    }

    private List<String> rows(int table) {
        String all = Pattern.compile("(?s)<table>.*?</table>")
                .matcher(html)
                .results()
                .skip(table)
                .findFirst()
                .orElseThrow()
                .group();
        return texts(all, "tr");
    }

    @Test
    void thePageNamesModelCorporaAndProtocol() {
        assertThat(texts(html, "h1")).containsExactly("made-up 3 on tess, home");
        assertThat(texts(html, "p class=\"sub\"")).containsExactly("Protocol: 2 folds &amp; &quot;more&quot;");
    }

    @Test
    void everyPartHasItsHeading() {
        assertThat(texts(html, "h2"))
                .containsExactly(
                        "Unseen speakers: 15 clips, 4 speakers",
                        "Clips it was trained on: 4 clips, 2 speakers",
                        "Published results",
                        "Parts",
                        "Not scored: 1");
        assertThat(texts(html, "summary"))
                .containsExactly(
                        "Confusion matrix in numbers of clips",
                        "Confusion matrix in numbers of clips",
                        "By fold, unseen speakers",
                        "By fold, clips it was trained on",
                        "By accent, unseen speakers");
        assertThat(html).endsWith("</body></html>\n");
    }

    @Test
    void everyNoteIsWhereItBelongs() {
        assertThat(texts(html, "p class=\"note\""))
                .containsExactly(
                        "Labels read as: &lt;wut&gt; -&gt; angry.",
                        "Only 4 speakers.",
                        "Results on training clips say nothing about new ones.",
                        "Compare only where the protocol is the same. In per cent; accuracy unless stated otherwise.",
                        "torn.wav: cut off &lt;here&gt;");
        assertThat(section(html, "Clips it was trained on")).contains("Results on training clips say nothing");
    }

    @Test
    void everyCardHasItsOwnNumberAndRange() {
        assertThat(texts(html, "div class=\"card(?: first)?\""))
                .containsExactly(
                        "|UAR over 3 classes|0.488|95 % over 4 speakers: 0.210 to 0.667|",
                        "|accuracy|0.533|95 % over 4 speakers: 0.250 to 0.857|",
                        "|expected calibration error|0.233|15 bins|",
                        "|UAR choosing among those classes only|0.536|chance: 0.333|",
                        "|UAR over 3 classes|0.833|2 speakers: no interval|",
                        "|accuracy|0.750|2 speakers: no interval|",
                        "|expected calibration error|0.325|15 bins|",
                        "|UAR choosing among those classes only|0.833|chance: 0.333|");
        assertThat(texts(html, "div class=\"card first\""))
                .containsExactly("|UAR over 3 classes|0.488|95 % over 4 speakers: 0.210 to 0.667|");
    }

    @Test
    void everyClassHasItsRates() {
        assertThat(rows(0))
                .containsExactly(
                        "|class|recall|precision|F1|clips|",
                        "|angry|0.714|bar 114px|0.833|0.769|7|",
                        "|happy|0.500|bar 80px|0.333|0.400|4|",
                        "|sad|0.250|bar 40px|0.500|0.333|4|",
                        "|neutral|-|bar 0px|0.000|-|0|");
        assertThat(rows(3))
                .containsExactly(
                        "|class|recall|precision|F1|clips|",
                        "|angry|1.000|bar 160px|0.500|0.667|1|",
                        "|happy|1.000|bar 160px|1.000|1.000|1|",
                        "|sad|-|bar 0px|-|-|0|",
                        "|neutral|0.500|bar 80px|1.000|0.667|2|");
    }

    @Test
    void everyThresholdHasItsCoverageAndAccuracy() {
        assertThat(rows(1))
                .containsExactly(
                        "|threshold|clips answered|accuracy of these|",
                        "|0.0|93.3 %|57.1 %|",
                        "|0.1|93.3 %|57.1 %|",
                        "|0.2|93.3 %|57.1 %|",
                        "|0.3|93.3 %|57.1 %|",
                        "|0.4|93.3 %|57.1 %|",
                        "|0.5|86.7 %|61.5 %|",
                        "|0.6|73.3 %|63.6 %|",
                        "|0.7|53.3 %|75.0 %|",
                        "|0.8|33.3 %|80.0 %|",
                        "|0.9|13.3 %|100.0 %|");
    }

    @Test
    void theConfusionMatrixIsATableToo() {
        assertThat(rows(2))
                .containsExactly(
                        "|truth \\ answer|angry|happy|sad|neutral|",
                        "|angry|5|1|0|1|",
                        "|happy|1|2|1|0|",
                        "|sad|0|3|1|0|",
                        "|neutral|0|0|0|0|");
    }

    @Test
    void everyRowOfATableIsNamedAndNoHeadingIsEmpty() {
        assertThat(texts(html, "th scope=\"row\"")).startsWith("angry", "happy", "sad", "neutral");
        assertThat(html).doesNotContain("<th></th>");
    }

    @Test
    void thePageFitsAPhone() {
        assertThat(html).contains("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    }

    @Test
    void publishedResultsAreListedWithOurs() {
        assertThat(rows(6))
                .containsExactly(
                        "|corpus|protocol|who|result|source|",
                        "|tess|3 classes, 2 folds|made-up 3|48.8 UAR|this evaluation|",
                        "|tess|7 classes|Doe &amp; al.|&lt;99.1&gt;|Journal 7, 2020|");
        assertThat(texts(html, "tr class=\"ours\"")).singleElement().asString().contains("made-up");
    }

    @Test
    void partsAreSeparateForEachFamiliarity() {
        assertThat(rows(7))
                .containsExactly(
                        "|fold|UAR|accuracy|clips|",
                        "|fold 01|0.415|bar 66px|0.625|8|",
                        "|fold 02|0.445|bar 71px|0.435|7|");
        assertThat(rows(8)).containsExactly("|fold|UAR|accuracy|clips|", "|fold 02|0.835|bar 134px|0.755|4|");
        assertThat(rows(9)).containsExactly("|accent|UAR|accuracy|clips|", "|&lt;b&gt;|0.275|bar 44px|0.365|1,234|");
    }

    @Test
    void everySectionHasThePicturesOfItsFigures() {
        for (Evaluation.Section section : MadeUpEvaluation.evaluation().sections()) {
            String heading = section.familiarity().toString();
            assertThat(section(html, Character.toUpperCase(heading.charAt(0)) + heading.substring(1)))
                    .containsSubsequence(
                            "<h3>Per cent of each row</h3>",
                            ConfusionPicture.draw(section.figures().confusion()),
                            "<h3>Calibration</h3>",
                            ReliabilityPicture.draw(section.figures().calibration()),
                            "<h3>Answering only when sure</h3>",
                            CoveragePicture.draw(section.figures().coverage()));
        }
    }

    private static Evaluation evaluation(List<Judgement> judgements, int groups) {
        Evaluation.Section section =
                new Evaluation.Section(Familiarity.UNKNOWN, Figures.of(judgements, MadeUpEvaluation.CLASSES));
        Evaluation.Group group = new Evaluation.Group("speaker", "x", Familiarity.UNKNOWN, 1, 1, 1);
        return new Evaluation(
                "m",
                "p",
                List.of(),
                List.of(section),
                Collections.nCopies(groups, group),
                List.of(),
                List.of(),
                List.of());
    }

    @Test
    void aClassOfWhichNothingIsRecognisedStandsOut() {
        List<Judgement> wrong = MadeUpEvaluation.evaluation().judgements().stream()
                .filter(judgement -> !judgement.isRight())
                .toList();
        assertThat(HtmlReport.of(evaluation(wrong, 0))).contains("<td class=\"n zero\">0.000</td>");
        assertThat(html).doesNotContain("class=\"n zero\"");
    }

    @Test
    void manyPartsAreCollapsed() {
        List<Judgement> all = MadeUpEvaluation.evaluation().judgements();
        assertThat(HtmlReport.of(evaluation(all, 24))).contains("<details open><summary>By speaker, clips it may");
        assertThat(HtmlReport.of(evaluation(all, 25))).contains("<details><summary>By speaker, clips it may");
    }
}
