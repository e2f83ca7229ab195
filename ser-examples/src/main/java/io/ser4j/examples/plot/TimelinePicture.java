package io.ser4j.examples.plot;

import io.ser4j.Emotion;
import io.ser4j.EmotionSegment;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import org.knowm.xchart.XYChart;

/** Draws a long recording: title, waveform, and emotions over time under it on the same time axis. Needs no screen. */
public final class TimelinePicture {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 700;
    private static final int TITLE_HEIGHT = 44;
    private static final int WAVEFORM_HEIGHT = 190;
    private static final int BAND_HEIGHT = 22;
    private static final int GAP = 10;
    private static final int AXIS_HEIGHT = 56;
    private static final int AXIS_WIDTH = 72;
    private static final int LABEL_GAP = 14;
    private static final int LEGEND_WIDTH = 130;

    private TimelinePicture() {}

    /**
     * Draws the picture.
     *
     * @param title what stands above it
     * @param waveform the recording, with at least one sample
     * @param segments what was heard, in the order of time
     * @param labels the model's classes
     * @return an RGB image of {@value ClipPicture#SCALE} pixels per unit
     */
    public static BufferedImage draw(
            String title, Envelope waveform, List<EmotionSegment> segments, List<Emotion> labels) {
        BufferedImage image =
                new BufferedImage(ClipPicture.SCALE * WIDTH, ClipPicture.SCALE * HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = ClipPicture.canvas(image);
        Rectangle wave = drawWaveform(g, waveform);
        ClipPicture.drawTitle(g, title, wave);
        Rectangle band = new Rectangle(wave.x, TITLE_HEIGHT + WAVEFORM_HEIGHT, wave.width, BAND_HEIGHT);
        int top = band.y + band.height + GAP;
        Rectangle stack = new Rectangle(wave.x, top, wave.width, HEIGHT - AXIS_HEIGHT - top);
        EmotionPanel panel = new EmotionPanel(labels);
        EmotionColumns columns = new EmotionColumns(
                segments, labels, waveform.seconds(), EmotionPanel.columns(wave.width, segments.size()));
        panel.drawBand(g, band, columns);
        new AxisPainter(g).labelRight(band.getMaxX() + LABEL_GAP, band.getCenterY(), "decision");
        panel.drawStack(g, stack, columns);
        panel.drawLegend(g, stack, LEGEND_WIDTH, columns.hasUndecided());
        TimeAxis.upTo(waveform.seconds()).draw(g, stack, waveform.seconds());
        g.dispose();
        return image;
    }

    /** Returns the area of the plot itself, which XChart chooses, so that the other panels can be aligned with it. */
    private static Rectangle drawWaveform(Graphics2D g, Envelope waveform) {
        XYChart chart = Waveform.chart(waveform, AXIS_WIDTH);
        Graphics2D panel = (Graphics2D) g.create();
        panel.translate(0, TITLE_HEIGHT);
        chart.paint(panel, WIDTH - LEGEND_WIDTH, WAVEFORM_HEIGHT);
        panel.dispose();
        int left = (int) Math.round(chart.getScreenXFromChart(0));
        int right = (int) Math.round(chart.getScreenXFromChart(waveform.seconds()));
        Rectangle plot = new Rectangle(left, TITLE_HEIGHT, right - left, WAVEFORM_HEIGHT);
        new AxisPainter(g).titleLeft(plot, "Amplitude");
        return plot;
    }
}
