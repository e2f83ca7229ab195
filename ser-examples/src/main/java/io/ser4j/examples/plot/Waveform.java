package io.ser4j.examples.plot;

import io.ser4j.AudioClip;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The waveform panel: amplitude over time. */
final class Waveform {
    /** Two points each; finer than the pixels of a picture. */
    private static final int MOST_COLUMNS = 1600;

    private static final double HEADROOM = 1.08;
    /** What a silent clip is scaled to. */
    private static final double LEAST_LIMIT = 0.02;

    private Waveform() {}

    /** The chart, without labels on the time axis: it stands above the spectrogram and shares that one's. */
    static XYChart chart(AudioClip clip, int axisWidth) {
        float[] mono = clip.toMono();
        int step = Math.max(1, (mono.length + MOST_COLUMNS - 1) / MOST_COLUMNS);
        int columns = (mono.length + step - 1) / step;
        double[] seconds = new double[2 * columns];
        double[] amplitudes = new double[2 * columns];
        double limit = LEAST_LIMIT;
        for (int column = 0; column < columns; column++) {
            int from = column * step;
            int to = Math.min(mono.length, from + step);
            double low = mono[from];
            double high = mono[from];
            for (int i = from + 1; i < to; i++) {
                low = Math.min(low, mono[i]);
                high = Math.max(high, mono[i]);
            }
            seconds[2 * column] = (double) from / clip.sampleRateHz();
            seconds[2 * column + 1] = (from + step / 2.0) / clip.sampleRateHz();
            amplitudes[2 * column] = low;
            amplitudes[2 * column + 1] = high;
            limit = Math.max(limit, HEADROOM * Math.max(-low, high));
        }
        return chart(seconds, amplitudes, new Bounds(clip.durationSeconds(), limit, axisWidth));
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
