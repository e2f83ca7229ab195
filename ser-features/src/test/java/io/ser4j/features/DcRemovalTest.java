package io.ser4j.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DcRemovalTest {
    private static final int RATE_HZ = 1000;
    private static final int SAMPLES = 250;
    private static final DcRemoval REMOVAL = new DcRemoval(0.25);

    @ParameterizedTest
    @ValueSource(ints = {1, 249, 250, 251, 2000})
    void equalsTheDefinition(int length) {
        float[] signal = noise(length);
        int first = Math.min(SAMPLES, length);
        double mean = 0;
        for (int i = 0; i < first; i++) {
            mean += signal[i] / (double) first;
        }
        float[] expected = new float[length];
        for (int i = 0; i < length; i++) {
            mean = i < SAMPLES ? mean : mean + (signal[i] - mean) / SAMPLES;
            expected[i] = (float) (signal[i] - mean);
        }

        assertThat(removed(signal)).containsExactly(expected, within(1e-7f));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 249, 250, 251, 2000})
    void aConstantLeavesNothing(int length) {
        float[] signal = new float[length];
        Arrays.fill(signal, 0.1f);

        assertThat(removed(signal)).containsOnly(new float[length], within(1e-15f));
    }

    @Test
    void aConstantThatBeginsLaterIsForgotten() {
        float[] signal = new float[20 * SAMPLES];
        Arrays.fill(signal, 5 * SAMPLES, signal.length, 1);
        float[] removed = removed(signal);

        assertThat(removed[5 * SAMPLES - 1]).isZero();
        assertThat(removed[5 * SAMPLES]).isGreaterThan(0.99f);
        assertThat(removed[6 * SAMPLES]).isCloseTo((float) Math.exp(-1), within(0.01f));
        assertThat(removed[19 * SAMPLES]).isLessThan(1e-5f);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 249, 250, 251, 2000})
    void piecesOfAnySizeGiveTheSameBits(int length) {
        float[] signal = noise(length);
        for (int largest : new int[] {1, 7, 249, 250, 600, 5000}) {
            assertThat(removedInPieces(REMOVAL.stream(RATE_HZ), signal, largest))
                    .containsExactly(removed(signal));
        }
        assertThat(removedInPieces(DcRemoval.NONE.stream(RATE_HZ), signal, 100)).containsExactly(signal);
    }

    @Test
    void laterSamplesAreReturnedAtOnce() {
        DcRemovalStream stream = REMOVAL.stream(RATE_HZ);
        float[] signal = noise(1000);

        assertThat(stream.push(signal, 0, SAMPLES - 1)).isEmpty();
        assertThat(stream.push(signal, SAMPLES - 1, 1)).hasSize(SAMPLES);
        assertThat(stream.push(signal, SAMPLES, 3)).hasSize(3);
        assertThat(stream.end()).isEmpty();
    }

    @Test
    void noSecondsChangeNothing() {
        float[] signal = noise(1000);
        float[] changed = signal.clone();
        DcRemoval.NONE.apply(changed, changed.length, RATE_HZ);

        assertThat(changed).containsExactly(signal);
        assertThat(DcRemoval.NONE.stream(RATE_HZ).isIdentity()).isTrue();
        assertThat(REMOVAL.stream(RATE_HZ).isIdentity()).isFalse();
    }

    @Test
    void whatLiesBehindTheSignalStaysAsItIs() {
        float[] signal = noise(1000);
        float[] changed = signal.clone();
        REMOVAL.apply(changed, 600, RATE_HZ);

        assertThat(Arrays.copyOf(changed, 600)).containsExactly(removed(Arrays.copyOf(signal, 600)));
        assertThat(Arrays.copyOfRange(changed, 600, 1000)).containsExactly(Arrays.copyOfRange(signal, 600, 1000));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 10.1, Double.NaN})
    void refusesOtherSeconds(double seconds) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DcRemoval(seconds))
                .withMessage("dc_seconds must lie in [0.0, 10.0], but was " + seconds);
    }

    private static float[] removed(float[] signal) {
        float[] changed = signal.clone();
        REMOVAL.apply(changed, changed.length, RATE_HZ);
        return changed;
    }

    private static float[] removedInPieces(DcRemovalStream stream, float[] signal, int largest) {
        Random random = new Random(largest);
        float[] result = new float[0];
        for (int done = 0; done < signal.length; ) {
            int count = Math.min(signal.length - done, 1 + random.nextInt(largest));
            result = joined(result, stream.push(signal, done, count));
            done += count;
        }
        return joined(result, stream.end());
    }

    private static float[] joined(float[] before, float[] after) {
        float[] both = Arrays.copyOf(before, before.length + after.length);
        System.arraycopy(after, 0, both, before.length, after.length);
        return both;
    }

    private static float[] noise(int length) {
        Random random = new Random(length);
        float[] signal = new float[length];
        for (int i = 0; i < length; i++) {
            signal[i] = (float) (0.3 + 0.1 * random.nextGaussian());
        }
        return signal;
    }
}
