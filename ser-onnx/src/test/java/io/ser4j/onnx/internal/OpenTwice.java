package io.ser4j.onnx.internal;

import io.ser4j.ModelException;
import io.ser4j.onnx.OnnxModelProvider;

/** The program that {@link NativeLibraryTest} runs in child JVMs: lists the models and opens one, twice. */
final class OpenTwice {
    private OpenTwice() {}

    public static void main(String[] arguments) {
        System.out.println("models " + new OnnxModelProvider().modelIds());
        for (int i = 1; i <= 2; i++) {
            try {
                new OnnxModelProvider().open("tess-lstm").close();
                System.out.println("opened " + i);
            } catch (ModelException e) {
                System.out.println("refused " + i + ": " + e.getMessage());
            }
        }
    }
}
