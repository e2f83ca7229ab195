package io.ser4j.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.spi.Tensor;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DctTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "2, 2", "13, 5", "13, 13", "40, 13", "128, 40", "128, 127", "207, 207"})
    void equalsTheDefinition(int bands, int coefficients) {
        float[] rows = noise(3 * bands);
        Tensor plain = Dct.of(bands, coefficients, DctNorm.NONE, 0).apply(Tensor.of(rows, 3, bands));
        Tensor ortho = Dct.of(bands, coefficients, DctNorm.ORTHO, 0).apply(Tensor.of(rows, 3, bands));
        Tensor liftered = Dct.of(bands, coefficients, DctNorm.ORTHO, 22).apply(Tensor.of(rows, 3, bands));

        assertThat(plain.shape()).containsExactly(3, coefficients);
        for (int i = 0; i < plain.size(); i++) {
            int k = i % coefficients;
            double sum = 0;
            for (int j = 0; j < bands; j++) {
                sum += rows[i / coefficients * bands + j] * Math.cos(Math.PI / bands * (j + 0.5) * k);
            }
            double scaled = sum * Math.sqrt((k == 0 ? 1.0 : 2.0) / bands);
            assertThat((double) plain.get(i)).isCloseTo(2 * sum, within(1e-5));
            assertThat((double) ortho.get(i)).isCloseTo(scaled, within(1e-5));
            assertThat((double) liftered.get(i))
                    .isCloseTo(scaled * (1 + 11 * Math.sin(Math.PI * (k + 1) / 22)), within(1e-4));
        }
    }

    @Test
    void keepsTheEnergyWhereItIsOrthonormal() {
        float[] row = noise(65);
        float[] transformed =
                Dct.of(65, 65, DctNorm.ORTHO, 0).apply(Tensor.of(row, 1, 65)).toArray();

        assertThat(energy(transformed)).isCloseTo(energy(row), within(1e-5 * energy(row)));
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> Dct.of(13, 14, DctNorm.ORTHO, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("coefficients must lie in [1, 13], but was 14");
        assertThatThrownBy(() -> Dct.of(13, 13, DctNorm.ORTHO, 0).apply(Tensor.of(new float[12], 1, 12)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[frames, 13]");
    }

    private static double energy(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value * value;
        }
        return sum;
    }

    private static float[] noise(int length) {
        Random random = new Random(length);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return values;
    }
}
