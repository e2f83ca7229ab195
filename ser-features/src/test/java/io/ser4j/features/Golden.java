package io.ser4j.features;

import io.ser4j.spi.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What librosa made of the test signals; see {@code src/test/golden/generate.py}. */
final class Golden {
    /** The names of the signals. */
    static final List<String> SIGNALS = List.of(
            "tone", "tones", "chirp", "noise", "fading", "impulse", "silence", "dc", "one", "n13", "n207", "n4098");

    private static final Map<String, int[]> PLACES = new HashMap<>();
    private static final ByteBuffer BYTES;

    static {
        BYTES = ByteBuffer.wrap(bytes("golden.bin")).order(ByteOrder.LITTLE_ENDIAN);
        new String(bytes("index.csv"), StandardCharsets.UTF_8).lines().forEach(line -> {
            String[] cells = line.split(",");
            PLACES.put(
                    cells[0],
                    Arrays.stream(cells, 1, cells.length)
                            .mapToInt(Integer::parseInt)
                            .toArray());
        });
    }

    private Golden() {}

    /** Whether there is such an array; not every stage has one of the shortest signals. */
    static boolean has(String name) {
        return PLACES.containsKey(name);
    }

    /** The shape of an array. */
    static int[] shape(String name) {
        int[] place = place(name);
        return Arrays.copyOfRange(place, 1, place.length);
    }

    /** All values of an array. */
    static double[] values(String name) {
        double[] values = new double[Arrays.stream(shape(name)).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = name.endsWith(".f32")
                    ? BYTES.getFloat(place(name)[0] + Float.BYTES * i)
                    : BYTES.getDouble(place(name)[0] + Double.BYTES * i);
        }
        return values;
    }

    /** A signal. */
    static float[] signal(String name) {
        double[] values = values(name + ".signal.f32");
        float[] samples = new float[values.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) values[i];
        }
        return samples;
    }

    /** Every n-th row of a tensor, from the first. */
    static double[] everyRow(Tensor rows, int n) {
        int[] picked = new int[(rows.dimension(0) + n - 1) / n];
        Arrays.setAll(picked, i -> i * n);
        return rows(rows, picked);
    }

    /** Some rows of a tensor; negative numbers count from the end. */
    static double[] rows(Tensor rows, int... picked) {
        int width = rows.dimension(1);
        double[] values = new double[picked.length * width];
        for (int i = 0; i < picked.length; i++) {
            int row = picked[i] < 0 ? rows.dimension(0) + picked[i] : picked[i];
            for (int j = 0; j < width; j++) {
                values[i * width + j] = rows.get(row * width + j);
            }
        }
        return values;
    }

    /** The largest difference between two arrays of one length. */
    static double worst(double[] actual, double[] expected) {
        if (actual.length != expected.length) {
            throw new AssertionError("there must be " + expected.length + " values, but were " + actual.length);
        }
        double worst = 0;
        for (int i = 0; i < actual.length; i++) {
            double difference = Math.abs(actual[i] - expected[i]);
            worst = difference <= worst ? worst : difference;
        }
        return worst;
    }

    /** The largest magnitude. */
    static double peak(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    private static int[] place(String name) {
        return Objects.requireNonNull(PLACES.get(name), () -> "no golden array " + name);
    }

    private static byte[] bytes(String name) {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
