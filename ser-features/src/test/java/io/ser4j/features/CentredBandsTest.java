package io.ser4j.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.features.internal.Workspace;
import io.ser4j.spi.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which frames are kept; what is made of them, {@link LogMelFrontEndTest} holds against the training code. */
class CentredBandsTest {
    private static final int BANDS = 3;

    private static CentredBands of(double trimDb, int margin, int minimum, int maximum) {
        return new CentredBands(
                BANDS,
                new LoudFrames(BANDS, 1, trimDb, 0, 0, 0),
                margin,
                margin,
                minimum,
                maximum,
                1,
                List.of(Channel.PITCH));
    }

    /** The numbers of the frames that are kept: each has its own in place of the pitch. The first band, a loud hum, is not heard. */
    private static List<Integer> kept(CentredBands finish, int... levels) {
        Workspace workspace = new Workspace();
        double[] rows = workspace.rows(levels.length, BANDS);
        double[] numbers = workspace.pitch(levels.length, BANDS);
        Arrays.fill(rows, -200);
        for (int t = 0; t < levels.length; t++) {
            rows[t * BANDS] = 100 + t;
            rows[t * BANDS + 1 + t % 2] = levels[t];
            Arrays.fill(numbers, t * BANDS, (t + 1) * BANDS, t);
        }
        Tensor kept = finish.of(levels.length, workspace);
        return IntStream.range(0, kept.dimension(1))
                .mapToObj(t -> (int) kept.get(t * BANDS))
                .toList();
    }

    @Test
    void aFrameAtTheLimitIsLoudAndThoseBetweenAreKept() {
        assertThat(kept(of(40, 0, 1, 9), -41, -40, -90, 0, -40, -41)).containsExactly(1, 2, 3, 4);
        assertThat(kept(of(0, 0, 1, 9), -1, 0, -9, 0, -1)).containsExactly(1, 2, 3);
        assertThat(kept(of(Double.POSITIVE_INFINITY, 0, 1, 9), -150, 0, -90)).containsExactly(0, 1, 2);
    }

    @Test
    void marginsReachToTheEndsAtMost() {
        assertThat(kept(of(40, 2, 1, 9), -90, 0, -90, -90, -90)).containsExactly(0, 1, 2, 3);
        assertThat(kept(of(40, 2, 1, 9), -90, -90, -90, 0, -90)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void ofSteadyNoiseItsOwnMarginIsKept() {
        int[] levels = {-90, -10, -10, -10, -10, 5, 5, 5, -10, -10, -10, -30, -10, -90};
        for (int noiseMargin = 0; noiseMargin < 9; noiseMargin++) {
            CentredBands finish = new CentredBands(
                    BANDS, new LoudFrames(BANDS, 1, 30, 200, 0, 0), 1, noiseMargin, 1, 99, 1, List.of(Channel.PITCH));
            int first = Math.max(0, 5 - noiseMargin);
            int last = Math.min(13, 7 + noiseMargin);
            assertThat(kept(finish, levels))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(first, last).boxed().toList());
        }
    }

    @Test
    void fewFramesAreRepeated() {
        assertThat(kept(of(40, 0, 5, 9), -90, 0, 0, -90)).containsExactly(1, 2, 1, 2, 1);
    }

    @Test
    void ofTooManyTheLoudStretchNearestToTheMiddleIsKept() {
        assertThat(kept(of(40, 0, 1, 2), 0, 0, -90, -90, -90, 0, 0, -90, -90, 0))
                .containsExactly(5, 6);
        assertThat(kept(of(40, 0, 1, 2), 0, -90, 0, 0, -90, -90, 0, 0, -90, 0))
                .as("the earlier of two")
                .containsExactly(2, 3);
        assertThat(kept(of(40, 0, 1, 3), 0, -90, -90, 0, -30, -30, -90, -90, -90, -90, 0))
                .containsExactly(3, 4, 5);
    }

    @Test
    void keepsWhatTheDefinitionSays() {
        Random random = new Random(1);
        for (int run = 0; run < 2000; run++) {
            int[] levels = IntStream.range(0, 1 + random.nextInt(24))
                    .map(t -> -15 * random.nextInt(7))
                    .toArray();
            int margin = random.nextInt(3);
            int maximum = 1 + random.nextInt(12);
            assertThat(kept(of(40, margin, 1, maximum), levels))
                    .as("%d frames at most, %d more at the ends, of %s", maximum, margin, Arrays.toString(levels))
                    .isEqualTo(defined(levels, margin, maximum));
        }
    }

    private static List<Integer> defined(int[] levels, int margin, int maximum) {
        List<Integer> frames =
                trimmed(levels, IntStream.range(0, levels.length).boxed().toList(), margin);
        int spare = frames.size() - maximum;
        if (spare <= 0) {
            return frames;
        }
        List<Integer> loud = loud(levels, frames);
        return IntStream.rangeClosed(0, spare)
                .boxed()
                .min(Comparator.<Integer>comparingLong(start -> -frames.subList(start, start + maximum).stream()
                                .filter(loud::contains)
                                .count())
                        .thenComparing(start -> Math.abs(start - spare / 2)))
                .map(start -> trimmed(levels, frames.subList(start, start + maximum), margin))
                .orElseThrow();
    }

    private static List<Integer> trimmed(int[] levels, List<Integer> frames, int margin) {
        List<Integer> loud = loud(levels, frames);
        int first = loud.get(0) - margin;
        int last = loud.get(loud.size() - 1) + margin;
        return frames.stream().filter(t -> t >= first && t <= last).toList();
    }

    private static List<Integer> loud(int[] levels, List<Integer> frames) {
        int loudest = frames.stream().mapToInt(t -> levels[t]).max().orElseThrow();
        return frames.stream().filter(t -> levels[t] >= loudest - 40).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "16 | 15 | 1000000 | 1000000 | 1000000 | 1 |",
                "16 | 0 | 0 | 1 | 1000001 | 1 | maximum_frames must lie in [1, 1000000], but was 1000001",
                "64 | 0 | 0 | 1 | 131072 | 2 |",
                "64 | 0 | 0 | 1 | 131073 | 2 | maximum_frames must be at most 131072 of 64 bands and 2 channels, but was 131073",
                "64 | 0 | 1000001 | 1 | 9 | 1 | trim_margin_frames must lie in [0, 1000000], but was 1000001",
                "64 | 0 | 0 | 0 | 9 | 1 | minimum_frames must lie in [1, 9], but was 0"
            })
    void takesWhatFitsAndNothingMore(
            int bands, int fromBand, int margin, int minimum, int maximum, int channels, String message) {
        LoudFrames loudFrames = new LoudFrames(bands, fromBand, 40, 0, 0, 0);
        List<Channel> first = List.of(Channel.values()).subList(0, channels);
        Supplier<CentredBands> made =
                () -> new CentredBands(bands, loudFrames, margin, margin, minimum, maximum, 1, first);
        if (message == null) {
            assertThat(made.get().mostFrames()).isEqualTo(maximum);
        } else {
            assertThatThrownBy(made::get)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message);
        }
    }

    @Test
    void theFloorOfTheDeviationIsFinite() {
        double infinity = Double.POSITIVE_INFINITY;
        LoudFrames loudFrames = new LoudFrames(BANDS, 0, 40, 0, 0, 0);
        assertThatThrownBy(
                        () -> new CentredBands(BANDS, loudFrames, 0, 0, 1, 9, infinity, List.of(Channel.BAND_CENTRED)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("deviation_floor must be positive and finite, but was Infinity");
    }
}
