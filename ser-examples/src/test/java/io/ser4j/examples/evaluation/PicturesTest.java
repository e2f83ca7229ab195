package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.Emotion;
import io.ser4j.examples.MadeUpEvaluation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The contents of the pictures of a report, and their places. */
class PicturesTest {
    private static final List<String> LEGEND = List.of("overconfident by", "underconfident by");
    private static final String CONFUSION = ConfusionPicture.draw(figures().confusion());
    private static final String RELIABILITY = ReliabilityPicture.draw(figures().calibration());
    private static final String COVERAGE = CoveragePicture.draw(figures().coverage());

    /** A frame like that of the plots, for the coordinates of shares. */
    private static final UnitPlot PLOT = new UnitPlot("", "", "", 0);

    private static Figures figures() {
        return MadeUpEvaluation.evaluation().sections().get(0).figures();
    }

    private record Box(double x, double y, double width, double height, String fill, String hint) {
        boolean holds(double pointX, double pointY) {
            return x < pointX && pointX < x + width && y < pointY && pointY < y + height;
        }

        private int part(int place) {
            return Integer.parseInt(fill.substring(2 * place + 1, 2 * place + 3), 16);
        }

        boolean isRed() {
            return part(0) > part(2);
        }

        boolean isBlue() {
            return part(2) > part(0);
        }
    }

    private record Text(double x, double y, String words) {}

    private static List<Box> boxes(String svg) {
        return Pattern.compile("<rect x=\"(.*?)\" y=\"(.*?)\" width=\"(.*?)\" height=\"(.*?)\" fill=\"(.*?)\">"
                        + "<title>(.*?)</title></rect>")
                .matcher(svg)
                .results()
                .map(found -> new Box(
                        number(found, 1),
                        number(found, 2),
                        number(found, 3),
                        number(found, 4),
                        found.group(5),
                        found.group(6)))
                .toList();
    }

    private static List<Text> texts(String svg) {
        return Pattern.compile("<text x=\"(.*?)\" y=\"(.*?)\"[^>]*>(.*?)</text>")
                .matcher(svg)
                .results()
                .map(found -> new Text(number(found, 1), number(found, 2), found.group(3)))
                .toList();
    }

    private static double number(MatchResult found, int group) {
        return Double.parseDouble(found.group(group));
    }

    /** The cell below the name of an answer and beside that of a truth. */
    private static Box cell(Emotion truth, Emotion answer) {
        List<Text> texts = texts(CONFUSION);
        Text beside = texts.stream()
                .filter(text -> text.words().equals(truth.label()))
                .max((one, other) -> Double.compare(-one.x(), -other.x()))
                .orElseThrow();
        Text above = texts.stream()
                .filter(text -> text.words().equals(answer.label()))
                .min((one, other) -> Double.compare(one.y(), other.y()))
                .orElseThrow();
        return boxes(CONFUSION).stream()
                .filter(box -> box.holds(above.x(), beside.y()))
                .findFirst()
                .orElseThrow();
    }

    private static void assertCell(Emotion truth, Emotion answer, String share, String hint) {
        Box cell = cell(truth, answer);
        assertThat(cell.hint()).isEqualTo(hint);
        assertThat(texts(CONFUSION))
                .filteredOn(text -> cell.holds(text.x(), text.y()))
                .extracting(Text::words)
                .isEqualTo(share.isEmpty() ? List.of() : List.of(share));
    }

    /** The contrast with white, as the Web Content Accessibility Guidelines define it; small text needs 4.5. */
    private static double contrast(String colour) {
        return 1.05 / (luminance(colour) + 0.05);
    }

    private static double luminance(String colour) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        double luminance = 0;
        for (int part = 0; part < weights.length; part++) {
            double share = Integer.parseInt(colour.substring(2 * part, 2 * part + 2), 16) / 255.0;
            luminance += weights[part] * (share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4));
        }
        return luminance;
    }

    @Test
    void theNumberInACellCanBeReadWhateverTheShare() {
        for (int right = 1; right < 100; right++) {
            List<Emotion> answers = new ArrayList<>(Collections.nCopies(right, Emotion.SAD));
            answers.addAll(Collections.nCopies(100 - right, Emotion.HAPPY));
            String svg = ConfusionPicture.draw(ConfusionMatrix.of(
                    List.of(Emotion.SAD, Emotion.HAPPY), Collections.nCopies(100, Emotion.SAD), answers));
            List<MatchResult> cells = Pattern.compile(
                            "(?s)fill=\"#(.{6})\"><title>[^\n]*\n<text [^>]*fill=\"#(.{6})\"[^>]*>\\d")
                    .matcher(svg)
                    .results()
                    .toList();
            assertThat(cells).hasSize(2).allSatisfy(cell -> {
                double one = luminance(cell.group(1)) + 0.05;
                double other = luminance(cell.group(2)) + 0.05;
                assertThat(Math.max(one, other) / Math.min(one, other))
                        .as(cell.group())
                        .isGreaterThan(4.5);
            });
        }
    }

    @Test
    void allTextOnWhiteCanBeRead() {
        List<String> colours = Pattern.compile("<text [^>]*fill=\"#(.{6})\"")
                .matcher(CONFUSION + RELIABILITY + COVERAGE)
                .results()
                .map(found -> found.group(1))
                // The numbers in dark cells.
                .filter(colour -> !colour.equals("ffffff"))
                .distinct()
                .toList();
        assertThat(colours)
                .isNotEmpty()
                .allSatisfy(colour -> assertThat(contrast(colour)).isGreaterThan(4.5));
    }

    @Test
    void theCellOfATruthAndAnAnswerShowsTheirShare() {
        assertThat(boxes(CONFUSION)).hasSize(16);
        assertCell(Emotion.ANGRY, Emotion.ANGRY, "71", "5 of 7 clips with angry were called angry");
        assertCell(Emotion.ANGRY, Emotion.NEUTRAL, "14", "1 of 7 clips with angry were called neutral");
        assertCell(Emotion.ANGRY, Emotion.SAD, "", "0 of 7 clips with angry were called sad");
        assertCell(Emotion.HAPPY, Emotion.SAD, "25", "1 of 4 clips with happy were called sad");
        assertCell(Emotion.SAD, Emotion.HAPPY, "75", "3 of 4 clips with sad were called happy");
        assertCell(Emotion.SAD, Emotion.SAD, "25", "1 of 4 clips with sad were called sad");
        assertCell(Emotion.NEUTRAL, Emotion.ANGRY, "", "0 of 0 clips with neutral were called angry");
    }

    @Test
    void rightIsBlueAndWrongIsRedDeeperForLargerShares() {
        assertThat(cell(Emotion.ANGRY, Emotion.ANGRY)).matches(Box::isBlue);
        assertThat(cell(Emotion.SAD, Emotion.SAD)).matches(Box::isBlue);
        assertThat(cell(Emotion.SAD, Emotion.HAPPY)).matches(Box::isRed);
        assertThat(cell(Emotion.ANGRY, Emotion.NEUTRAL)).matches(Box::isRed);
        assertThat(cell(Emotion.SAD, Emotion.ANGRY)).matches(box -> !box.isRed() && !box.isBlue());
        assertThat(cell(Emotion.SAD, Emotion.HAPPY).part(1))
                .isLessThan(cell(Emotion.ANGRY, Emotion.HAPPY).part(1));
        assertThat(cell(Emotion.ANGRY, Emotion.ANGRY).part(0))
                .isLessThan(cell(Emotion.SAD, Emotion.SAD).part(0));
    }

    @Test
    void everyRowEndsWithItsClips() {
        double right = boxes(CONFUSION).stream()
                .mapToDouble(box -> box.x() + box.width())
                .max()
                .orElseThrow();
        assertThat(texts(CONFUSION))
                .filteredOn(text -> text.x() > right)
                .extracting(Text::words)
                .containsExactly("clips", "7", "4", "4", "0");
    }

    /** The three boxes of a bin: its accuracy, the gap to the confidence, and the number of answers in the histogram. */
    private static List<Box> bin(double confidence) {
        return boxes(RELIABILITY).stream()
                .filter(box -> !LEGEND.contains(box.hint()))
                .filter(box -> box.x() < PLOT.x(confidence) && PLOT.x(confidence) < box.x() + box.width())
                .toList();
    }

    @Test
    void aBinIsAsHighAsItsAnswersAreRight() {
        // Both with a confidence from 66.7 to 73.3 %: a2 is right, and d3 is not.
        List<Box> half = bin(0.7);
        assertThat(half)
                .hasSize(3)
                .allSatisfy(box -> assertThat(box.hint()).isEqualTo("2 answers, mean confidence 69.5 %, 50.0 % right"));
        assertThat(half.get(0).height()).isCloseTo(UnitPlot.SIDE * 0.5, within(0.1));
        assertThat(half.get(0).y()).isCloseTo(PLOT.y(0.5), within(0.1));
        assertThat(half.get(1).y()).isCloseTo(PLOT.y(0.695), within(0.1));
        assertThat(half.get(1).height()).isCloseTo(UnitPlot.SIDE * 0.195, within(0.1));
        assertThat(bin(0.03))
                .singleElement()
                .satisfies(empty -> assertThat(empty.height()).isZero());
    }

    @Test
    void overconfidenceIsRed() {
        assertThat(bin(0.7).get(1).fill()).startsWith("rgba(193,55,63,");
        // Only a3, which is right with 97 %.
        assertThat(bin(0.97).get(1).hint()).startsWith("1 answer, mean confidence 97.0 %, 100.0 % right");
        assertThat(bin(0.97).get(1).fill()).startsWith("rgba(255,255,255,");
    }

    @Test
    void theColoursOfGapsAreExplained() {
        assertThat(boxes(RELIABILITY))
                .filteredOn(box -> box.hint().equals("overconfident by"))
                .extracting(Box::fill)
                .containsExactly(bin(0.7).get(1).fill());
        assertThat(boxes(RELIABILITY))
                .filteredOn(box -> box.hint().equals("underconfident by"))
                .extracting(Box::fill)
                .containsExactly(bin(0.97).get(0).fill(), bin(0.97).get(1).fill());
        assertThat(texts(RELIABILITY)).extracting(Text::words).containsAll(LEGEND);
    }

    @Test
    void theReliabilityDiagramShowsItsError() {
        assertThat(texts(RELIABILITY))
                .extracting(Text::words)
                .contains(
                        String.format(
                                Locale.ROOT, "ECE %.3f", figures().calibration().error()),
                        "ECE 0.233");
    }

    @Test
    void theTallestBarOfTheHistogramIsLabelledWithItsNumberOfAnswers() {
        assertThat(texts(RELIABILITY)).extracting(Text::words).contains("answers per bin, the tallest 2");
        double tallest = bin(0.7).get(2).height();
        // The bin of a3 has one answer.
        assertThat(bin(0.97).get(2).height()).isCloseTo(tallest / 2, within(0.1));
    }

    @Test
    void theAxesOfAPlotGrowToTheRightAndUpwards() {
        for (String plot : List.of(RELIABILITY, COVERAGE)) {
            List<Text> zeros = texts(plot).stream()
                    .filter(text -> text.words().equals("0"))
                    .toList();
            List<Text> hundreds = texts(plot).stream()
                    .filter(text -> text.words().equals("100"))
                    .toList();
            assertThat(zeros).hasSize(2);
            assertThat(hundreds.get(0).y())
                    .as("upwards")
                    .isLessThan(zeros.get(0).y() - 200);
            assertThat(hundreds.get(1).x())
                    .as("to the right")
                    .isGreaterThan(zeros.get(1).x() + 200);
        }
        assertThat(texts(RELIABILITY)).extracting(Text::words).contains("confidence, %", "right, %");
        assertThat(texts(COVERAGE)).extracting(Text::words).contains("clips answered, %", "accuracy of these, %");
    }

    @Test
    void theCurveGoesFromAllAnswersToTheMostConfident() {
        List<double[]> points = Pattern.compile("([\\d.]+),([\\d.]+)")
                .matcher(COVERAGE.replaceFirst("(?s).*<polyline points=\"", "").replaceFirst("(?s)\".*", ""))
                .results()
                .map(found -> new double[] {number(found, 1), number(found, 2)})
                .toList();
        List<Coverage.Point> curve = figures().coverage().curve();
        assertThat(points).hasSameSizeAs(curve);
        for (int i = 0; i < curve.size(); i++) {
            double[] drawn = points.get(points.size() - 1 - i);
            assertThat(drawn[0]).isCloseTo(PLOT.x(curve.get(i).coverage()), within(0.06));
            assertThat(drawn[1]).isCloseTo(PLOT.y(curve.get(i).accuracy()), within(0.06));
        }
    }

    @Test
    void aDotIsLabelledWithItsThreshold() {
        List<double[]> dots = Pattern.compile("<circle cx=\"(.*?)\" cy=\"(.*?)\"")
                .matcher(COVERAGE)
                .results()
                .map(found -> new double[] {number(found, 1), number(found, 2)})
                .toList();
        assertThat(dots).isNotEmpty();
        for (Coverage.Point point : figures().coverage().table()) {
            double x = PLOT.x(point.coverage());
            double y = PLOT.y(point.accuracy());
            String threshold = String.format(Locale.ROOT, "%.1f", point.threshold());
            if (texts(COVERAGE).stream().anyMatch(text -> text.words().equals(threshold))) {
                assertThat(dots).anyMatch(dot -> Math.hypot(dot[0] - x, dot[1] - y) < 0.1);
                assertThat(texts(COVERAGE))
                        .anyMatch(text -> text.words().equals(threshold)
                                && Math.abs(text.x() - x) < 0.1
                                && Math.abs(text.y() - y) < 20);
            }
        }
        assertThat(texts(COVERAGE)).extracting(Text::words).contains("0.0", "0.6", "0.9");
    }
}
