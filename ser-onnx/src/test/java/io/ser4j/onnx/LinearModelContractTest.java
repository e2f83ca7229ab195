package io.ser4j.onnx;

import io.ser4j.ModelException;
import io.ser4j.contract.EmotionModelContract;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.EmotionModelProvider;
import java.util.List;

/** A model opened from memory fulfils the contract. */
class LinearModelContractTest extends EmotionModelContract {
    @Override
    protected EmotionModelProvider provider() {
        return new EmotionModelProvider() {
            @Override
            public String name() {
                return "files";
            }

            @Override
            public List<String> modelIds() {
                return List.of("linear", "frames");
            }

            @Override
            public EmotionModel open(String modelId) {
                if (!modelIds().contains(modelId)) {
                    throw new ModelException("there is no " + modelId + "; available: " + modelIds());
                }
                return OnnxModels.fromBytes(TestModels.onnx(modelId), OnnxOptions.defaults());
            }
        };
    }
}
