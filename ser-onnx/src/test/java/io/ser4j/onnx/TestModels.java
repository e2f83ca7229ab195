package io.ser4j.onnx;

import io.ser4j.Emotion;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The files that {@code src/test/golden/generate_models.py} writes. */
public final class TestModels {
    public static final ModelSpec SPEC =
            ModelSpec.of("by-code", List.of(Emotion.ANGRY, Emotion.HAPPY, Emotion.SAD), 22_050);
    public static final FrontEnd FRONT_END = clip -> Tensor.of(new float[40], 1, 40, 1);

    private TestModels() {}

    public static byte[] bytes(String resource) {
        try (InputStream in = TestModels.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no test resource " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] onnx(String name) {
        return bytes(name + ".onnx");
    }

    /** An input of the size that linear.onnx takes, all values different. */
    public static Tensor features(int seed) {
        float[] values = new float[40];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(seed + i);
        }
        return Tensor.of(values, 1, 40, 1);
    }
}
