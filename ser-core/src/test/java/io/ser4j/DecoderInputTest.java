package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The input as a decoder sees it. */
@Timeout(60)
class DecoderInputTest {
    private static final int BYTES = 40_000;

    /** What a decoder reads, until it refuses the input. */
    @FunctionalInterface
    private interface Reading {
        void read(InputStream in) throws IOException;
    }

    private static byte[] input() throws IOException {
        byte[] bytes = new byte[BYTES];
        new Random(1).nextBytes(bytes);
        return FakeDecoder.prefixed(new ByteArrayInputStream(bytes)).readAllBytes();
    }

    private static void decode(Reading reading) throws IOException {
        byte[] input = input();
        FakeDecoder decoder = new FakeDecoder(in -> {
            reading.read(in);
            throw new AudioFormatException("enough", input.length);
        });
        assertThatThrownBy(() -> AudioReader.open(
                        new ByteArrayInputStream(input), AudioLimits.defaults(), BYTES, () -> List.of(decoder)))
                .isInstanceOf(AudioFormatException.class)
                .hasMessageStartingWith("enough");
    }

    @Test
    void singleBytesAreThoseOfTheInputAndThenItsEnd() throws IOException {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        List<Integer> ends = new ArrayList<>();
        decode(in -> {
            for (int value = in.read(); value > 0 || value == 0 && seen.size() < BYTES + 4; value = in.read()) {
                seen.write(value);
            }
            ends.addAll(List.of(in.read(), in.read(new byte[3]), in.read(new byte[3], 1, 0), in.available()));
        });
        assertThat(seen.toByteArray()).isEqualTo(input());
        assertThat(ends).containsExactly(-1, -1, 0, 0);
    }

    @Test
    void asMuchIsAvailableAsComesAtOnce() throws IOException {
        List<Integer> available = new ArrayList<>();
        List<Integer> came = new ArrayList<>();
        decode(in -> {
            assertThat(in.available()).as("before anything was read").isZero();
            while (in.read() >= 0) {
                available.add(in.available());
                came.add(in.read(new byte[2 * BYTES]));
                assertThat(in.available()).as("after all that was there").isZero();
            }
        });
        assertThat(available).isEqualTo(came).hasSizeGreaterThan(1);
    }
}
