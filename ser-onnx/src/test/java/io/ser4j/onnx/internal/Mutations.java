package io.ser4j.onnx.internal;

import io.ser4j.ModelException;
import io.ser4j.onnx.OnnxModels;
import io.ser4j.onnx.OnnxOptions;
import io.ser4j.onnx.TestModels;
import io.ser4j.spi.EmotionModel;
import java.util.Arrays;
import java.util.Random;

/** The program that {@link MutationTest} runs in a child JVM: opens damaged files, and runs those that open nevertheless. */
final class Mutations {
    private static final int LARGEST_DAMAGE = 4;

    private int refused;
    private int opened;

    private Mutations() {}

    public static void main(String[] arguments) {
        byte[] whole = TestModels.onnx("linear");
        Mutations mutations = new Mutations();
        for (int length = 0; length < whole.length; length++) {
            mutations.open(Arrays.copyOf(whole, length));
        }
        int files = Integer.parseInt(arguments[0]);
        for (int seed = 0; seed < files; seed++) {
            mutations.open(damaged(whole, new Random(seed)));
        }
        System.out.println(
                "refused " + mutations.refused + ", opened " + mutations.opened + ", handles " + Handle.open());
    }

    private static byte[] damaged(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        for (int i = random.nextInt(LARGEST_DAMAGE); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private void open(byte[] bytes) {
        try (EmotionModel model = OnnxModels.fromBytes(bytes, OnnxOptions.defaults())) {
            opened++;
            model.infer(TestModels.features(1));
        } catch (ModelException e) {
            refused++;
        }
    }
}
