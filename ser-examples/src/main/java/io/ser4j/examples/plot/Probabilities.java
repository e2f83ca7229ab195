package io.ser4j.examples.plot;

import io.ser4j.EmotionResult;
import io.ser4j.EmotionScore;
import java.util.List;
import org.knowm.xchart.CategoryChart;

/** The panel of class probabilities: a bar per class, the most probable one first. */
final class Probabilities {
    private Probabilities() {}

    static CategoryChart chart(EmotionResult result, int axisWidth) {
        CategoryChart chart = new CategoryChart(1, 1);
        chart.setYAxisTitle("Probability");
        Style.apply(chart.getStyler());
        chart.getStyler().setYAxisLeftWidthHint(axisWidth);
        chart.getStyler().setAvailableSpaceFill(0.6).setLabelsVisible(true).setLabelsFont(Style.TICK);
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0).setYAxisDecimalPattern("0.0");
        List<String> classes =
                result.scores().stream().map(score -> score.emotion().label()).toList();
        List<Double> probabilities =
                result.scores().stream().map(EmotionScore::probability).toList();
        chart.addSeries("probability", classes, probabilities).setFillColor(Style.SERIES);
        return chart;
    }
}
