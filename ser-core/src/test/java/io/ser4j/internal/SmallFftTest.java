package io.ser4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallFftTest {
    @ParameterizedTest
    @ValueSource(ints = {8, 16, 32, 64, 128, 256, 512, 1024, 2048})
    void agreesWithTheDefinition(int size) {
        Random random = new Random(size);
        SmallFft.Work work = new SmallFft.Work(size);
        SmallFft fft = new SmallFft(size);
        double[] powers = new double[size / 2 + 1];
        for (int run = 0; run < 2; run++) {
            double[] frame = random.doubles(size, -1, 1).toArray();
            for (int i = 0; i < size; i++) {
                (i % 2 == 0 ? work.even : work.odd)[i / 2] = frame[i];
            }
            fft.powers(work, powers);
            for (int k = 0; k <= size / 2; k++) {
                assertThat(powers[k]).as("bin %d", k).isCloseTo(power(frame, k), within(1e-11 * size));
            }
        }
    }

    private static double power(double[] frame, int k) {
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < frame.length; i++) {
            double angle = 2 * Math.PI * ((long) i * k % frame.length) / frame.length;
            real += frame[i] * Math.cos(angle);
            imaginary -= frame[i] * Math.sin(angle);
        }
        return real * real + imaginary * imaginary;
    }
}
