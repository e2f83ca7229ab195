package io.ser4j.onnx;

import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.EmotionModelProvider;
import java.util.List;

/** The ONNX Runtime backend as {@link java.util.ServiceLoader} finds it. Its models are the bundled ones. */
public final class OnnxModelProvider implements EmotionModelProvider {
    private static final int PRIORITY = 100;

    /** Called by {@link java.util.ServiceLoader}; loads nothing. */
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

    /** Returns 100: ahead of backends that say nothing. */
    @Override
    public int priority() {
        return PRIORITY;
    }

    /** Opens {@link OnnxModels#bundled(String)}. */
    @Override
    public EmotionModel open(String modelId) {
        return OnnxModels.bundled(modelId);
    }
}
