package io.ser4j.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** White noise through soxr HQ and through {@link Resampler}; the vectors' generator is golden/generate_resampler.py. */
class ResamplerGoldenTest {
    /** soxr starts up from an interpolator without a past, which shows in its first samples only. */
    private static final int START_UP = 40;

    @ParameterizedTest
    @CsvSource({
        "24414, 22050, -68",
        "44100, 16000, -68",
        "16000, 22050, -68",
        "48000, 22050, -68",
        "96000, 22050, -58",
        "44100, 22050, -95",
        "48000, 16000, -70"
    })
    void equalsSoxr(int inputHz, int outputHz, double decibels) throws IOException {
        float[] expected = read(inputHz + "-" + outputHz + ".out.f32");
        float[] actual = Resampler.between(inputHz, outputHz).resample(read(inputHz + "-" + outputHz + ".in.f32"));
        assertThat(actual.length).isBetween(expected.length - 1, expected.length + 1);
        double error = 0;
        double power = 0;
        for (int k = START_UP; k < Math.min(actual.length, expected.length); k++) {
            error += Math.pow((double) actual[k] - expected[k], 2);
            power += Math.pow(expected[k], 2);
        }
        assertThat(10 * Math.log10(error / power)).isLessThan(decibels);
    }

    private static float[] read(String name) throws IOException {
        try (InputStream in = ResamplerGoldenTest.class.getResourceAsStream("/golden/resampler/" + name)) {
            assertThat(in).as(name).isNotNull();
            FloatBuffer floats = ByteBuffer.wrap(in.readAllBytes())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            float[] values = new float[floats.remaining()];
            floats.get(values);
            return values;
        }
    }
}
