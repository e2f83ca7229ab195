package io.ser4j.examples.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
    private static float[] noise(int count) {
        Random random = new Random(count);
        float[] samples = new float[count];
        for (int i = 0; i < count; i++) {
            samples[i] = 2 * random.nextFloat() - 1;
        }
        return samples;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 13, 4095, 4096, 4097, 8192, 8193, 100_003})
    void everyColumnHoldsTheExtremesOfItsSamples(int count) {
        float[] samples = noise(count);
        Envelope envelope = new Envelope(8000);
        Random random = new Random(1);
        for (int done = 0; done < count; ) {
            int piece = Math.min(count - done, 1 + random.nextInt(5000));
            envelope.add(Arrays.copyOfRange(samples, done, done + piece), piece);
            done += piece;
        }
        assertThat(envelope.seconds()).isEqualTo(count / 8000.0);
        int step = (int) Math.round(envelope.secondsPerColumn() * 8000);
        assertThat(envelope.columns()).isEqualTo((count + step - 1) / step).isLessThanOrEqualTo(Envelope.MAX_COLUMNS);
        for (int column = 0; column < envelope.columns(); column++) {
            float low = samples[column * step];
            float high = low;
            for (int i = column * step; i < Math.min(count, (column + 1) * step); i++) {
                low = Math.min(low, samples[i]);
                high = Math.max(high, samples[i]);
            }
            assertThat(envelope.low(column)).isEqualTo(low);
            assertThat(envelope.high(column)).isEqualTo(high);
        }
    }

    @Test
    void aLongRecordingHasHalfOfTheColumnsAtLeast() {
        Envelope envelope = new Envelope(16_000);
        float[] second = noise(16_000);
        for (int i = 0; i < 1000; i++) {
            envelope.add(second, second.length);
        }
        assertThat(envelope.columns()).isBetween(Envelope.MAX_COLUMNS / 2, Envelope.MAX_COLUMNS);
        assertThat(envelope.seconds()).isEqualTo(1000);
    }
}
