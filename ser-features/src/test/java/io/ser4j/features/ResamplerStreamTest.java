package io.ser4j.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In pieces or whole: the same bits. */
class ResamplerStreamTest {
    @ParameterizedTest
    @CsvSource({
        "44100, 16000",
        "24414, 22050",
        "16000, 22050",
        "8000, 16000",
        "48000, 16000",
        "16000, 16000",
        "44101, 22050",
        "16000, 800"
    })
    void piecesEqualTheWhole(int inputHz, int outputHz) {
        Random random = new Random(5);
        Resampler resampler = Resampler.between(inputHz, outputHz);
        ResamplerStream stream = resampler.stream();
        for (int n : new int[] {0, 1, 13, 207, 4098, 40_001}) {
            float[] input = ResamplerTest.noise(n);
            float[] whole = resampler.resample(input);
            for (int largest : new int[] {1, 7, 500, 20_000}) {
                assertThat(Arrays.mismatch(inPieces(stream, input, random, largest), whole))
                        .as("first difference of %d samples in pieces of up to %d", n, largest)
                        .isEqualTo(-1);
            }
        }
    }

    @Test
    void givesOutSamplesAsSoonAsTheyAreComputable() {
        ResamplerStream stream = Resampler.between(44_100, 16_000).stream();
        float[] input = ResamplerTest.noise(44_100);
        int given = stream.push(input, 0, input.length).length;
        assertThat(given).isBetween(16_000 - 112, 16_000 - 109);
        assertThat(stream.flush()).hasSize(16_000 - given);
        assertThat(stream.flush()).isEmpty();
    }

    @Test
    void refusesAPieceOutsideOfTheArray() {
        ResamplerStream stream = Resampler.between(44_100, 16_000).stream();
        assertThatThrownBy(() -> stream.push(new float[10], 5, 6)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static float[] inPieces(ResamplerStream stream, float[] input, Random random, int largest) {
        float[] result = new float[0];
        int filled = 0;
        for (int i = 0; i < input.length; ) {
            int count = Math.min(input.length - i, 1 + random.nextInt(largest));
            float[] piece = stream.push(input, i, count);
            if (filled + piece.length > result.length) {
                result = Arrays.copyOf(result, 2 * (filled + piece.length));
            }
            System.arraycopy(piece, 0, result, filled, piece.length);
            filled += piece.length;
            i += count;
        }
        float[] rest = stream.flush();
        result = Arrays.copyOf(result, filled + rest.length);
        System.arraycopy(rest, 0, result, filled, rest.length);
        return result;
    }
}
