package io.ser4j.examples.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.ser4j.Emotion;
import io.ser4j.EmotionSegment;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelinePictureTest {
    private static final int LEFT = 2 * 72;
    private static final int RIGHT = 2 * 1060;
    private static final int BAND = 2 * (44 + 190 + 11);
    private static final int STACK_TOP = 2 * (44 + 190 + 22 + 10);
    private static final int STACK_BOTTOM = 2 * (700 - 56);

    @BeforeAll
    static void withoutScreen() {
        System.setProperty("java.awt.headless", "true");
    }

    private static Envelope tone(double seconds) {
        Envelope envelope = new Envelope(1000);
        float[] second = new float[1000];
        for (int i = 0; i < second.length; i++) {
            second[i] = (float) (0.5 * Math.sin(i));
        }
        for (int done = 0; done < seconds * 1000; done += 1000) {
            envelope.add(second, (int) Math.min(1000, seconds * 1000 - done));
        }
        return envelope;
    }

    private static int colourAt(BufferedImage picture, double share, int y) {
        return picture.getRGB((int) (LEFT + share * (RIGHT - LEFT)), y);
    }

    @Test
    void bandAndStackShowTheSegments() {
        BufferedImage picture = TimelinePicture.draw(
                "synthetic",
                tone(12),
                List.of(Segments.heard(0, 4, 0.75, 0.25), Segments.silent(4, 8), Segments.heard(8, 12, 0.25, 0.75)),
                Segments.TWO);
        int angry = EmotionColours.of(Emotion.ANGRY, 0).getRGB();
        int sad = EmotionColours.of(Emotion.SAD, 1).getRGB();
        int grey = EmotionColours.SILENCE.getRGB();
        assertThat(colourAt(picture, 1 / 6.0, BAND)).isEqualTo(angry);
        assertThat(colourAt(picture, 3 / 6.0, BAND)).isEqualTo(grey);
        assertThat(colourAt(picture, 5 / 6.0, BAND)).isEqualTo(sad);
        int height = STACK_BOTTOM - STACK_TOP;
        int half = STACK_BOTTOM - height / 2;
        assertThat(colourAt(picture, 1 / 6.0, half)).isEqualTo(angry);
        assertThat(colourAt(picture, 1 / 6.0, STACK_BOTTOM - (int) (0.8 * height)))
                .isEqualTo(sad);
        assertThat(colourAt(picture, 3 / 6.0, half)).isEqualTo(grey);
        assertThat(colourAt(picture, 5 / 6.0, half)).isEqualTo(sad);
        assertThat(colourAt(picture, 5 / 6.0, STACK_BOTTOM - (int) (0.2 * height)))
                .isEqualTo(angry);
        // The borders between windows are at thirds of the plot, to a pixel or two.
        assertThat(colourAt(picture, 1 / 3.0 - 0.003, half)).isEqualTo(angry);
        assertThat(colourAt(picture, 1 / 3.0 + 0.003, half)).isEqualTo(grey);
    }

    @Test
    void theBandIsDarkWhereThereIsNoDecision() {
        BufferedImage picture = TimelinePicture.draw(
                "synthetic", tone(4), List.of(Segments.unsure(0, 2), Segments.heard(2, 4, 0.75, 0.25)), Segments.TWO);
        assertThat(colourAt(picture, 1 / 4.0, BAND)).isEqualTo(EmotionColours.UNDECIDED.getRGB());
        assertThat(colourAt(picture, 3 / 4.0, BAND))
                .isEqualTo(EmotionColours.of(Emotion.ANGRY, 0).getRGB());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 1, 61, 10_000})
    void anyLengthCanBeDrawn(double seconds) {
        BufferedImage picture = TimelinePicture.draw(
                "synthetic", tone(seconds), List.of(Segments.heard(0, seconds, 0.5, 0.5)), Segments.TWO);
        assertThat(picture.getWidth()).isEqualTo(2400);
        assertThat(picture.getHeight()).isEqualTo(1400);
    }

    @Test
    void longNamesAndManyClassesStayInThePicture() {
        List<Emotion> labels = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            labels.add(new Emotion("m".repeat(60) + i));
        }
        List<EmotionSegment> segments = List.of(Segments.silent(0, 1));
        BufferedImage picture = TimelinePicture.draw("a".repeat(400), tone(1), segments, labels);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < 8; x++) {
                assertThat(picture.getRGB(x, y)).isEqualTo(Color.WHITE.getRGB());
                assertThat(picture.getRGB(picture.getWidth() - 1 - x, y)).isEqualTo(Color.WHITE.getRGB());
            }
        }
    }

    @Test
    void manyWindowsAreShownByTheirMeans() {
        List<EmotionSegment> segments = new ArrayList<>();
        EmotionSegment angry = Segments.heard(0, 1, 0.9, 0.1);
        EmotionSegment sad = Segments.heard(0, 1, 0.3, 0.7);
        for (int i = 0; i < 5000; i++) {
            segments.add(new EmotionSegment(i, i + 1, 1, (i % 2 == 0 ? angry : sad).result()));
        }
        BufferedImage picture = TimelinePicture.draw("synthetic", tone(5000), segments, Segments.TWO);
        // The mean of 0.9 and 0.3, of which each column has about twenty.
        int height = STACK_BOTTOM - STACK_TOP;
        for (double share = 0.05; share < 1; share += 0.01) {
            assertThat(colourAt(picture, share, STACK_BOTTOM - (int) (0.55 * height)))
                    .isEqualTo(EmotionColours.of(Emotion.ANGRY, 0).getRGB());
            assertThat(colourAt(picture, share, STACK_BOTTOM - (int) (0.65 * height)))
                    .isEqualTo(EmotionColours.of(Emotion.SAD, 1).getRGB());
        }
    }

    @Test
    void coloursOfNeighboursDiffer() {
        for (int place = 0; place < 20; place++) {
            Color one = EmotionColours.of(new Emotion("x" + place), place);
            Color other = EmotionColours.of(new Emotion("x"), place + 1);
            int distance = Math.abs(one.getRed() - other.getRed())
                    + Math.abs(one.getGreen() - other.getGreen())
                    + Math.abs(one.getBlue() - other.getBlue());
            assertThat(distance).isGreaterThan(100);
        }
    }
}
