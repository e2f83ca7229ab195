package io.ser4j;

import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.EmotionModelProvider;
import io.ser4j.spi.ModelSpec;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A provider of fake models, under any name and priority. */
record FakeProvider(String name, int priority, List<String> modelIds, Supplier<EmotionModel> opener)
        implements EmotionModelProvider {
    FakeProvider(String name, int priority, String... modelIds) {
        this(name, priority, List.of(modelIds), null);
    }

    @Override
    public EmotionModel open(String modelId) {
        if (!modelIds.contains(modelId)) {
            throw new ModelException("model must be one of " + modelIds + ", but was " + modelId);
        }
        return opener != null
                ? opener.get()
                : new FakeModel(new ModelSpec(modelId, name, FakeModel.LABELS, 8000, 1, Map.of()));
    }
}
