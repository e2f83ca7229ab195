package io.ser4j.examples.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/**
 * Draws the spectrogram with its axes and colour bar. The axes of XChart's heat map are categories, not seconds and hertz, so
 * this panel is drawn without XChart.
 */
final class SpectrogramPanel {
    private static final int[] TICKS_HZ = {0, 500, 1000, 2000, 4000, 8000, 16_000, 32_000, 64_000, 128_000, 256_000};
    private static final int BAR_GAP = 16;
    private static final int BAR_WIDTH = 16;
    private static final int DB_STEP = 20;
    private static final int MIN_TICK_DISTANCE = 14;

    private final LogMel spectrogram;
    private final double durationSeconds;

    SpectrogramPanel(LogMel spectrogram, double durationSeconds) {
        this.spectrogram = spectrogram;
        this.durationSeconds = durationSeconds;
    }

    /** Draws the image into the plot, the axes to its left and below it, and the colour bar to its right. */
    void draw(Graphics2D g, Rectangle plot) {
        drawImage((Graphics2D) g.create(plot.x, plot.y, plot.width, plot.height), plot.width, plot.height);
        AxisPainter axes = new AxisPainter(g);
        axes.frame(plot);
        TimeAxis.upTo(durationSeconds).draw(g, plot, durationSeconds);
        double lastY = Double.POSITIVE_INFINITY;
        for (int hz : TICKS_HZ) {
            double y =
                    plot.y + plot.height * (1 - LogMel.SCALE.toMel(hz) / LogMel.SCALE.toMel(spectrogram.highestHz()));
            if (hz <= spectrogram.highestHz() && lastY - y >= MIN_TICK_DISTANCE) {
                axes.tickLeft(plot.x, y, String.valueOf(hz));
                lastY = y;
            }
        }
        axes.titleLeft(plot, "Frequency (Hz)");
        drawColourBar(g, axes, new Rectangle(plot.x + plot.width + BAR_GAP, plot.y, BAR_WIDTH, plot.height));
    }

    /* Frame i is centred at i hops; band j of n between the edges (j + 0.5) and (j + 1.5) of n + 1 equal steps of mel. */
    private void drawImage(Graphics2D g, int width, int height) {
        BufferedImage image = image();
        g.setColor(new Color(ColourMap.rgb(0)));
        g.fillRect(0, 0, width, height);
        double frameWidth = spectrogram.hopSeconds() / durationSeconds * width;
        double bandHeight = (double) height / (image.getHeight() + 1);
        AffineTransform placed = AffineTransform.getTranslateInstance(-frameWidth / 2, bandHeight / 2);
        placed.scale(frameWidth, bandHeight);
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(image, placed, null);
        g.dispose();
    }

    private BufferedImage image() {
        int frames = spectrogram.decibels().dimension(0);
        int bands = spectrogram.decibels().dimension(1);
        // The last frame is repeated, since the clip may end almost a whole hop after its middle.
        BufferedImage image = new BufferedImage(frames + 1, bands, BufferedImage.TYPE_INT_RGB);
        for (int frame = 0; frame <= frames; frame++) {
            for (int band = 0; band < bands; band++) {
                double decibels = spectrogram.decibels().get(Math.min(frame, frames - 1) * bands + band);
                image.setRGB(frame, bands - 1 - band, ColourMap.rgb(1 + decibels / LogMel.RANGE_DB));
            }
        }
        return image;
    }

    private static void drawColourBar(Graphics2D g, AxisPainter axes, Rectangle bar) {
        for (int y = 0; y < bar.height; y++) {
            g.setColor(new Color(ColourMap.rgb(1 - (y + 0.5) / bar.height)));
            g.fillRect(bar.x, bar.y + y, bar.width, 1);
        }
        axes.frame(bar);
        for (int db = 0; db >= -LogMel.RANGE_DB; db -= DB_STEP) {
            axes.tickRight(bar.x + bar.width, bar.y - (double) db / LogMel.RANGE_DB * bar.height, Style.decimal(db));
        }
        axes.titleRight(bar, "Power (dB re maximum)");
    }
}
