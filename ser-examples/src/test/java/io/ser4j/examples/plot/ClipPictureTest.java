package io.ser4j.examples.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.AudioClip;
import io.ser4j.Emotion;
import io.ser4j.EmotionClassifier;
import io.ser4j.examples.SyntheticModel;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClipPictureTest {
    private static final int BRIGHTEST = 0xff000000 | ColourMap.rgb(1);

    @BeforeAll
    static void withoutScreen() {
        System.setProperty("java.awt.headless", "true");
    }

    @Test
    void aToneIsBrightWhereTheAxisSaysItsFrequency() {
        BufferedImage picture = draw(tone(1000, 22_050, 44_100), 0, 0, 0, 0, 0, 0, 0);
        // In the middle of the picture the brightest colour occurs once from top to bottom; the colour bar is
        // elsewhere.
        int x = picture.getWidth() / 2;
        Set<Integer> rows = new TreeSet<>();
        for (int y = 0; y < picture.getHeight(); y++) {
            if (distance(picture.getRGB(x, y), BRIGHTEST) < 12) {
                rows.add(y);
            }
        }
        double top = 2 * (44 + 190);
        double height = 2 * 320;
        double expected = top + height * (1 - LogMel.SCALE.toMel(1000) / LogMel.SCALE.toMel(11_025));
        assertThat(rows).isNotEmpty().allSatisfy(y -> assertThat((double) y).isBetween(expected - 12, expected + 12));
    }

    @Test
    void theBarsAreAsLongAsTheirProbabilities() {
        AudioClip silence = AudioClip.of(new float[16_000], 16_000);
        // The softmax of logarithms gives the numbers themselves: 0.5 and six times 1/12.
        float low = (float) Math.log(1 / 12.0);
        BufferedImage picture = draw(silence, low, low, low, (float) Math.log(0.5), low, low, low);
        int[] widths = new int[7];
        for (int row = 0; row < 7; row++) {
            int y = (int) (2 * (44 + 190 + 320 + 56 + (row + 0.5) * 26));
            for (int x = 0; x < picture.getWidth(); x++) {
                widths[row] += picture.getRGB(x, y) == Style.UNDECIDED.getRGB() ? 1 : 0;
            }
        }
        assertThat(widths[0]).isGreaterThan(500);
        for (int row = 1; row < 7; row++) {
            assertThat((double) widths[row] / widths[0]).isBetween(0.16, 0.175);
        }
    }

    @Test
    void waveformAndSpectrogramHaveTheSameTimeAxis() {
        float[] samples = new float[22_050];
        System.arraycopy(tone(1000, 22_050, 11_025).toMono(), 0, samples, 11_025, 11_025);
        BufferedImage picture = draw(AudioClip.of(samples, 22_050), 0, 0, 0, 0, 0, 0, 0);
        int waveform = firstColumn(picture, 2 * (44 + 20), 2 * (44 + 80), Style.SERIES.getRGB());
        int spectrogram = firstColumn(picture, 2 * (44 + 190), 2 * (44 + 190 + 320), BRIGHTEST);
        int left = firstColumn(picture, 2 * (44 + 190 + 100), 2 * (44 + 190 + 101), Style.LINE.getRGB());
        int right = picture.getWidth() - 2 * 96 - 2 * Style.PADDING;
        assertThat((double) waveform).isBetween((left + right) / 2.0 - 6, (left + right) / 2.0 + 6);
        // Before the tone fills the analysis window, it is not yet at its brightest: half a window of 46 ms.
        double halfWindow = 0.023 * (right - left);
        assertThat((double) spectrogram).isBetween(waveform - 6.0, waveform + halfWindow + 6);
    }

    @Test
    void longNamesAreShortenedRatherThanClipped() {
        AudioClip clip = tone(300, 8_000, 4000);
        String label = "m".repeat(64);
        BufferedImage picture;
        try (EmotionClassifier classifier = EmotionClassifier.builder()
                .model(new SyntheticModel(List.of(new Emotion(label), Emotion.SAD), 1, 0))
                .build()) {
            picture = ClipPicture.draw("a".repeat(300), clip, classifier.classify(clip));
        }
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < 8; x++) {
                assertThat(picture.getRGB(x, y)).isEqualTo(Color.WHITE.getRGB());
                assertThat(picture.getRGB(picture.getWidth() - 1 - x, y)).isEqualTo(Color.WHITE.getRGB());
            }
        }
    }

    @Test
    void aNameOfTwentyLettersIsNotShortened() {
        AudioClip clip = tone(300, 8_000, 4000);
        int bars = 2 * (44 + 190 + 320 + 56);
        for (String label : List.of("m".repeat(20), "sad")) {
            try (EmotionClassifier classifier = EmotionClassifier.builder()
                    .model(new SyntheticModel(List.of(new Emotion(label), Emotion.HAPPY), 9, 0))
                    .build()) {
                BufferedImage picture = ClipPicture.draw("title", clip, classifier.classify(clip));
                int first = firstColumn(picture, bars, bars + 2 * 26, Style.SERIES.getRGB());
                int width = picture.createGraphics().getFontMetrics(Style.TICK).stringWidth(label);
                assertThat(first).isGreaterThan(2 * width);
            }
        }
    }

    @Test
    void barsAreGreyWithoutADecision() {
        int bars = 2 * (44 + 190 + 320 + 56);
        BufferedImage silence = draw(AudioClip.of(new float[16_000], 16_000), 0, 1, 2, 3, 4, 5, 6);
        firstColumn(silence, bars, bars + 2 * 26, Style.UNDECIDED.getRGB());
        assertThatThrownBy(() -> firstColumn(silence, bars, bars + 2 * 26, Style.SERIES.getRGB()))
                .isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000_000})
    void anyLengthCanBeDrawn(int frames) {
        assertThat(draw(tone(300, 8_000, frames), 1, 2, 3, 4, 5, 6, 7).getWidth())
                .isEqualTo(2000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 768_000})
    void anyRateCanBeDrawn(int rate) {
        assertThat(draw(tone(0.1 * rate, rate, 3000), 1, 2, 3, 4, 5, 6, 7).getWidth())
                .isEqualTo(2000);
    }

    @Test
    void silenceIsDark() {
        BufferedImage picture = draw(AudioClip.of(new float[16_000], 16_000), 0, 0, 0, 0, 0, 0, 0);
        int middle = picture.getRGB(picture.getWidth() / 2, 2 * (44 + 190 + 160));
        assertThat(distance(middle, ColourMap.rgb(0))).isLessThan(12);
    }

    @Test
    void theSpectrogramReachesTheEndOfAShortClip() {
        // 12.9 hops of 96 samples: the last frame is centred almost a whole hop before the end.
        BufferedImage picture = draw(tone(1000, 24_000, 1_235), 0, 0, 0, 0, 0, 0, 0);
        int right = picture.getWidth() - 2 * 96 - 2 * Style.PADDING;
        int brightest = firstColumn(picture, 2 * (44 + 190), 2 * (44 + 190 + 320), BRIGHTEST);
        assertThat(brightest).isLessThan(right);
        int end = right - 5;
        for (int y = 2 * (44 + 190); y < 2 * (44 + 190 + 320); y++) {
            if (distance(picture.getRGB(end, y), BRIGHTEST) < 40) {
                return;
            }
        }
        throw new AssertionError("the tone ends before the clip");
    }

    @Test
    void theAxisOfASilentWaveformHasItsTicks() {
        BufferedImage picture = draw(AudioClip.of(new float[16_000], 16_000), 0, 0, 0, 0, 0, 0, 0);
        int frame = firstColumn(picture, 2 * (44 + 190 + 100), 2 * (44 + 190 + 101), Style.LINE.getRGB());
        int ticks = 0;
        for (int y = 2 * 44; y < 2 * (44 + 180); y++) {
            ticks += distance(picture.getRGB(frame - 5, y), Style.LINE.getRGB()) < 60 ? 1 : 0;
        }
        assertThat(ticks).as("rows of ticks beside the frame").isGreaterThanOrEqualTo(3);
    }

    /** The picture of a part of a long recording and that of its timeline are then read alike. */
    @Test
    void theTimeAxisIsThatOfATimeline() {
        for (double seconds : new double[] {2, 90}) {
            AudioClip clip = AudioClip.of(new float[(int) (8_000 * seconds)], 8_000);
            Rectangle plot = new Rectangle(80, 0, 800, 300);
            BufferedImage panel = new BufferedImage(2_000, 720, BufferedImage.TYPE_INT_RGB);
            new SpectrogramPanel(LogMel.of(clip), seconds).draw(ClipPicture.canvas(panel), plot);
            BufferedImage axis = new BufferedImage(2_000, 720, BufferedImage.TYPE_INT_RGB);
            TimeAxis.upTo(seconds).draw(ClipPicture.canvas(axis), plot, seconds);
            // Below the frame, and to the right of the labels of the frequencies.
            assertThat(panel.getSubimage(150, 604, 1_600, 116).getRGB(0, 0, 1_600, 116, null, 0, 1_600))
                    .as("%s s", seconds)
                    .isEqualTo(axis.getSubimage(150, 604, 1_600, 116).getRGB(0, 0, 1_600, 116, null, 0, 1_600));
        }
    }

    /** The first column with a pixel of roughly the given colour between two rows. */
    private static int firstColumn(BufferedImage picture, int top, int bottom, int rgb) {
        for (int x = 0; x < picture.getWidth(); x++) {
            for (int y = top; y < bottom; y++) {
                if (distance(picture.getRGB(x, y), rgb) < 12) {
                    return x;
                }
            }
        }
        throw new AssertionError("no pixel of that colour");
    }

    private static int distance(int one, int other) {
        int distance = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            distance += Math.abs((one >> shift & 255) - (other >> shift & 255));
        }
        return distance;
    }

    private static AudioClip tone(double hz, int rate, int frames) {
        float[] samples = new float[frames];
        for (int i = 0; i < frames; i++) {
            samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * hz * i / rate));
        }
        return AudioClip.of(samples, rate);
    }

    private static BufferedImage draw(AudioClip clip, float... logits) {
        try (EmotionClassifier classifier =
                EmotionClassifier.builder().model(new SyntheticModel(logits)).build()) {
            return ClipPicture.draw("synthetic", clip, classifier.classify(clip));
        }
    }
}
