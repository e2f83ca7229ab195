package io.ser4j.examples.plot;

import io.ser4j.AudioClip;
import io.ser4j.EmotionResult;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import org.knowm.xchart.XYChart;

/** Draws a clip: title, waveform, spectrogram under it on the same time axis, and the probabilities. Needs no screen. */
public final class ClipPicture {
    /** Pixels per unit of length: sharp in print at half the size. */
    public static final int SCALE = 2;

    private static final int WIDTH = 1000;
    private static final int TITLE_HEIGHT = 44;
    private static final int TITLE_GAP = 14;
    private static final int WAVEFORM_HEIGHT = 190;
    private static final int SPECTROGRAM_HEIGHT = 320;
    private static final int AXIS_HEIGHT = 56;
    private static final int AXIS_WIDTH = 72;
    private static final int COLOUR_BAR_WIDTH = 96;

    private ClipPicture() {}

    /**
     * Draws the picture.
     *
     * @param title what stands above it
     * @param clip any rate, any number of channels
     * @param result what a classifier heard in the clip
     * @return an RGB image of {@value #SCALE} pixels per unit
     */
    public static BufferedImage draw(String title, AudioClip clip, EmotionResult result) {
        ProbabilityPanel probabilities = new ProbabilityPanel(result);
        int spectrogramY = TITLE_HEIGHT + WAVEFORM_HEIGHT;
        int probabilitiesY = spectrogramY + SPECTROGRAM_HEIGHT + AXIS_HEIGHT;
        int height = probabilitiesY + probabilities.height() + AXIS_HEIGHT;
        BufferedImage image = new BufferedImage(SCALE * WIDTH, SCALE * height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = canvas(image);
        Rectangle plot = drawWaveform(g, clip);
        drawTitle(g, title, plot);
        new SpectrogramPanel(LogMel.of(clip), clip.durationSeconds())
                .draw(g, new Rectangle(plot.x, spectrogramY, plot.width, SPECTROGRAM_HEIGHT));
        int left = Math.max(plot.x, probabilities.leftOf(g, WIDTH));
        probabilities.draw(g, new Rectangle(left, probabilitiesY, plot.x + plot.width - left, probabilities.height()));
        g.dispose();
        return image;
    }

    static Graphics2D canvas(BufferedImage image) {
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        g.scale(SCALE, SCALE);
        return g;
    }

    /** Returns the area of the plot itself, which XChart chooses, so that the spectrogram can be aligned with it. */
    private static Rectangle drawWaveform(Graphics2D g, AudioClip clip) {
        XYChart chart = Waveform.chart(clip, AXIS_WIDTH);
        Graphics2D panel = (Graphics2D) g.create();
        panel.translate(0, TITLE_HEIGHT);
        chart.paint(panel, WIDTH - COLOUR_BAR_WIDTH, WAVEFORM_HEIGHT);
        panel.dispose();
        int left = (int) Math.round(chart.getScreenXFromChart(0));
        int right = (int) Math.round(chart.getScreenXFromChart(clip.durationSeconds()));
        Rectangle plot = new Rectangle(left, TITLE_HEIGHT, right - left, WAVEFORM_HEIGHT);
        new AxisPainter(g).titleLeft(plot, "Amplitude");
        return plot;
    }

    /** Draws a title in smaller type if it is long, and without its end if it is very long. */
    static void drawTitle(Graphics2D g, String title, Rectangle plot) {
        Font font = Style.TITLE;
        while (font.getSize() > Style.TICK.getSize() && g.getFontMetrics(font).stringWidth(title) > plot.width) {
            font = font.deriveFont(font.getSize2D() - 1);
        }
        g.setFont(font);
        g.setColor(Style.TEXT);
        String fitting = AxisPainter.fitting(title, g.getFontMetrics(), plot.width);
        int width = g.getFontMetrics().stringWidth(fitting);
        g.drawString(fitting, plot.x + (plot.width - width) / 2, TITLE_HEIGHT - TITLE_GAP);
    }
}
