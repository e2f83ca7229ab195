package io.ser4j.onnx;

import io.ser4j.spi.Tensor;
import java.util.Arrays;

/** A line of a golden file: an input, and the output of ONNX Runtime in Python for it. */
record Golden(Tensor input, float[] output) {
    static Golden parse(String line) {
        String[] columns = line.split(";");
        int[] shape =
                Arrays.stream(columns[0].split(",")).mapToInt(Integer::parseInt).toArray();
        return new Golden(Tensor.of(floats(columns[1]), shape), floats(columns[2]));
    }

    private static float[] floats(String text) {
        String[] numbers = text.split(",");
        float[] values = new float[numbers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(numbers[i]);
        }
        return values;
    }
}
