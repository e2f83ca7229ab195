package io.ser4j.onnx;

import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.EmotionModelProvider;
import java.util.List;

/** The ONNX Runtime backend, found by {@link java.util.ServiceLoader}. Its models are the bundled ones. */
public final class OnnxModelProvider implements EmotionModelProvider {
    private static final int PRIORITY = 100;

    /** Called by {@link java.util.ServiceLoader}; loads neither a model nor the native library. */
    public OnnxModelProvider() {}

    /** Returns {@code onnx}. */
    @Override
    public String name() {
        return "onnx";
    }

    /** Returns {@link OnnxModels#bundledIds()}. */
    @Override
    public List<String> modelIds() {
        return OnnxModels.bundledIds();
    }

    /** Returns 100, ahead of backends that keep the default of 0. */
    @Override
    public int priority() {
        return PRIORITY;
    }

    /** Opens a bundled model, see {@link OnnxModels#bundled(String)}. */
    @Override
    public EmotionModel open(String modelId) {
        return OnnxModels.bundled(modelId);
    }
}
