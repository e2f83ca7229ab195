package io.ser4j.examples.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.math.BigDecimal;
import java.math.MathContext;
import org.knowm.xchart.style.AxesChartStyler;

/** The style of all panels of a picture, whether XChart draws them or not. */
final class Style {
    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 17);
    static final Font AXIS = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
    static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    static final Color TEXT = new Color(0x222222);
    static final Color LINE = new Color(0x555555);
    static final Color GRID = new Color(0xdddddd);
    static final Color SERIES = new Color(0x51127c);
    static final Color UNDECIDED = new Color(0xb0b0b0);
    static final BasicStroke THIN = new BasicStroke(1);
    static final int TICK_LENGTH = 5;
    static final int PADDING = 10;

    private Style() {}

    static void apply(AxesChartStyler styler) {
        styler.setLegendVisible(false)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(true)
                .setPlotBorderColor(LINE)
                .setChartFontColor(TEXT)
                .setChartPadding(PADDING);
        styler.setPlotContentSize(1);
        styler.setAxisTitleFont(AXIS)
                .setAxisTickLabelsFont(TICK)
                .setAxisTickLabelsColor(TEXT)
                .setAxisTickMarksColor(LINE)
                .setAxisTickMarksStroke(THIN)
                .setAxisTickMarkLength(TICK_LENGTH)
                .setAxisTicksLineVisible(false)
                // Drawn by AxisPainter, so that the titles of all panels are aligned.
                .setAxisTitlesVisible(false)
                .setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right)
                .setYAxisTickLabelsFormattingFunction(Style::decimal)
                .setPlotMargin(0)
                .setPlotGridVerticalLinesVisible(false)
                .setPlotGridLinesColor(GRID)
                .setPlotGridLinesStroke(THIN);
    }

    /** Formats a number with up to six digits and no trailing zeros, and with a true minus sign, which is as wide as a digit. */
    static String decimal(double value) {
        String digits = BigDecimal.valueOf(Math.abs(value))
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
        return value < 0 ? '\u2212' + digits : digits;
    }
}
