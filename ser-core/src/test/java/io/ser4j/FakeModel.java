package io.ser4j;

import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.Tensor;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A small but complete backend, which computes the logits from the clip's mean square and mean. */
class FakeModel implements EmotionModel {
    static final List<Emotion> LABELS = List.of(Emotion.ANGRY, Emotion.NEUTRAL, Emotion.SAD);

    final AtomicInteger closings = new AtomicInteger();
    private final ModelSpec spec;
    private volatile boolean closed;

    FakeModel(ModelSpec spec) {
        this.spec = spec;
    }

    FakeModel() {
        this(ModelSpec.of("fake", LABELS, 8000));
    }

    @Override
    public ModelSpec spec() {
        return spec;
    }

    @Override
    public FrontEnd frontEnd() {
        return FakeModel::features;
    }

    static Tensor features(AudioClip clip) {
        double sum = 0;
        double squares = 0;
        for (float sample : clip.toMono()) {
            sum += sample;
            squares += sample * sample;
        }
        return Tensor.of(new float[] {(float) (sum / clip.frames()), (float) (squares / clip.frames())}, 1, 2);
    }

    @Override
    public float[] infer(Tensor features) {
        if (closed) {
            throw new IllegalStateException("this FakeModel is closed");
        }
        return new float[] {10 * features.get(1), 1, -features.get(0)};
    }

    @Override
    public void close() {
        closed = true;
        closings.incrementAndGet();
    }
}
