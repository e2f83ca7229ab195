package io.ser4j.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ser4j.features.internal.Workspace;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoudFramesTest {
    private static final int BANDS = 3;

    @Test
    void steadyNoiseIsNotLoudHoweverLittleQuieterItIs() {
        // Noise in the last band, 10 dB below a voice in the band before it, which lasts from frame 5 to frame 8.
        double[] rows = rows(14, -100, -70, -10);
        IntStream.range(5, 9).forEach(t -> rows[t * BANDS + 1] = 0);

        assertThat(loud(new LoudFrames(BANDS, 1, 40, 0, 0, 0), rows))
                .containsExactly(IntStream.range(0, 14).toArray());
        assertThat(loud(new LoudFrames(BANDS, 1, 40, 12, 0, 0), rows)).containsExactly(5, 6, 7, 8);
        // The mean of three frames, one of which is in the voice, is 23 dB above the noise, that of seven 10 dB.
        assertThat(loud(new LoudFrames(BANDS, 1, 40, 12, 1, 0), rows)).containsExactly(4, 5, 6, 7, 8, 9);
        assertThat(loud(new LoudFrames(BANDS, 1, 40, 12, 3, 0), rows)).containsExactly(3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void aShareOfQuieterFramesDoesNotMatter() {
        // As after a fade-in: a tenth of the frames is quieter than the noise.
        double[] rows = rows(20, -100, -70, -10);
        IntStream.range(9, 12).forEach(t -> rows[t * BANDS + 1] = 0);
        rows[2] = -60;
        rows[BANDS + 2] = -35;

        assertThat(loud(new LoudFrames(BANDS, 1, 40, 12, 0, 0.1), rows)).containsExactly(9, 10, 11);
        assertThat(loud(new LoudFrames(BANDS, 1, 40, 12, 0, 0.099), rows))
                .containsExactly(IntStream.range(2, 20).toArray());
    }

    @Test
    void inTheLowestBandsNothingStandsOut() {
        double[] rows = rows(6, -100, -30, -30);
        rows[2 * BANDS] = 0;
        rows[4 * BANDS + 2] = -18;

        assertThat(loud(new LoudFrames(BANDS, 1, 40, 12, 0, 0), rows)).containsExactly(4);
        assertThat(loud(new LoudFrames(BANDS, 0, 40, 12, 0, 0), rows)).containsExactly(2, 4);
    }

    @Test
    void ifNothingStandsOutTheLevelDecides() {
        double[] rows = rows(5, -100, -20, -30);
        rows[3 * BANDS + 1] = -31;

        assertThat(loud(new LoudFrames(BANDS, 1, 10, 12, 0, 0), rows)).containsExactly(0, 1, 2, 3, 4);
        assertThat(loud(new LoudFrames(BANDS, 1, 9, 12, 0, 0), rows)).containsExactly(0, 1, 2, 4);
    }

    @Test
    void equalsTheDefinition() {
        Random random = new Random(3);
        Workspace workspace = new Workspace();
        for (int run = 0; run < 500; run++) {
            int frames = 1 + random.nextInt(30);
            double[] rows = new double[(frames + 5) * BANDS];
            Arrays.setAll(rows, i -> -10 * random.nextInt(7));
            // No difference between two means is so close to a multiple of five.
            double noiseDb = random.nextInt(6) == 0 ? 0 : 5 * random.nextInt(6) + 0.01;
            LoudFrames loudFrames = new LoudFrames(
                    BANDS, random.nextInt(BANDS), 20, noiseDb, random.nextInt(6), 0.2 * random.nextInt(3));
            int first = random.nextInt(4);
            boolean[] expected = defined(loudFrames, rows, first, frames);
            assertThat(loudFrames.of(loudFrames.byLevel(rows, first, frames), rows, first, workspace))
                    .as(loudFrames + " of " + frames)
                    .containsExactly(expected);
        }
    }

    private static boolean[] defined(LoudFrames loudFrames, double[] rows, int first, int count) {
        double[] levels = IntStream.range(0, count)
                .mapToDouble(t -> IntStream.range(loudFrames.fromBand(), BANDS)
                        .mapToDouble(band -> rows[(first + t) * BANDS + band])
                        .max()
                        .orElseThrow())
                .toArray();
        double loudest = Arrays.stream(levels).max().orElseThrow();
        boolean[] within = new boolean[count];
        boolean[] both = new boolean[count];
        for (int t = 0; t < count; t++) {
            within[t] = levels[t] >= loudest - loudFrames.trimDb();
            for (int band = loudFrames.fromBand(); band < BANDS; band++) {
                int at = band;
                double least = IntStream.range(0, count)
                        .mapToDouble(s -> mean(loudFrames, rows, first, count, at, s))
                        .sorted()
                        .toArray()[(int) (loudFrames.noiseShare() * count)];
                // So that rounding makes no difference where every frame stands out.
                least = loudFrames.noiseDb() == 0 ? Double.NEGATIVE_INFINITY : least + loudFrames.noiseDb();
                both[t] |= within[t] && mean(loudFrames, rows, first, count, at, t) >= least;
            }
        }
        return IntStream.range(0, count).anyMatch(t -> both[t]) ? both : within;
    }

    private static double mean(LoudFrames loudFrames, double[] rows, int first, int count, int band, int frame) {
        return IntStream.rangeClosed(frame - loudFrames.noiseFrames(), frame + loudFrames.noiseFrames())
                .filter(t -> t >= 0 && t < count)
                .mapToDouble(t -> rows[(first + t) * BANDS + band])
                .average()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.5, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesOtherNoise(double noiseDb) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LoudFrames(BANDS, 1, 40, noiseDb, 8, 0))
                .withMessage("trim_noise_db must be at least 0 and finite, but was " + noiseDb);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void refusesOtherShares(double noiseShare) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LoudFrames(BANDS, 1, 40, 12, 8, noiseShare))
                .withMessage("trim_noise_share must lie in [0, 1), but was " + noiseShare);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3})
    void refusesOtherBands(int fromBand) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LoudFrames(BANDS, fromBand, 40, 12, 8, 0))
                .withMessage("trim_from_band must lie in [0, 2], but was " + fromBand);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1_000_001})
    void refusesOtherNumbersOfFrames(int noiseFrames) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LoudFrames(BANDS, 1, 40, 12, noiseFrames, 0))
                .withMessage("trim_noise_frames must lie in [0, 1000000], but was " + noiseFrames);
    }

    private static double[] rows(int frames, double... each) {
        double[] rows = new double[frames * BANDS];
        Arrays.setAll(rows, i -> each[i % BANDS]);
        return rows;
    }

    private static int[] loud(LoudFrames loudFrames, double[] rows) {
        boolean[] byLevel = loudFrames.byLevel(rows, 0, rows.length / BANDS);
        boolean[] loud = loudFrames.of(byLevel, rows, 0, new Workspace());
        return IntStream.range(0, loud.length).filter(t -> loud[t]).toArray();
    }
}
