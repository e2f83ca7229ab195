package io.ser4j.examples.plot;

import io.ser4j.AudioClip;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The waveform panel: amplitude over time. */
final class Waveform {
    private static final double HEADROOM = 1.08;
    /** The smallest amplitude at the end of the axis, for silent clips. */
    private static final double MIN_LIMIT = 0.02;

    private Waveform() {}

    /** The chart, without labels on the time axis, since the panel below it has them. */
    static XYChart chart(AudioClip clip, int axisWidth) {
        Envelope envelope = new Envelope(clip.sampleRateHz());
        envelope.add(clip.toMono(), clip.frames());
        return chart(envelope, axisWidth);
    }

    static XYChart chart(Envelope envelope, int axisWidth) {
        int columns = envelope.columns();
        double[] seconds = new double[2 * columns];
        double[] amplitudes = new double[2 * columns];
        double limit = MIN_LIMIT;
        for (int column = 0; column < columns; column++) {
            seconds[2 * column] = column * envelope.secondsPerColumn();
            seconds[2 * column + 1] = (column + 0.5) * envelope.secondsPerColumn();
            amplitudes[2 * column] = envelope.low(column);
            amplitudes[2 * column + 1] = envelope.high(column);
            limit = Math.max(limit, HEADROOM * Math.max(-envelope.low(column), envelope.high(column)));
        }
        // If all values are 0, XChart makes one tick only, away from the axis.
        amplitudes[1] += Double.MIN_NORMAL;
        return chart(seconds, amplitudes, new Bounds(envelope.seconds(), limit, axisWidth));
    }

    private record Bounds(double seconds, double amplitude, int axisWidth) {}

    private static XYChart chart(double[] seconds, double[] amplitudes, Bounds bounds) {
        XYChart chart = new XYChart(1, 1);
        Style.apply(chart.getStyler());
        chart.getStyler().setYAxisLeftWidthHint(bounds.axisWidth());
        chart.getStyler()
                .setXAxisTicksVisible(false)
                .setXAxisMin(0.0)
                .setXAxisMax(bounds.seconds())
                .setYAxisMin(-bounds.amplitude())
                .setYAxisMax(bounds.amplitude());
        XYSeries series = chart.addSeries("waveform", seconds, amplitudes);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(Style.SERIES);
        series.setLineWidth(0.8f);
        return chart;
    }
}
