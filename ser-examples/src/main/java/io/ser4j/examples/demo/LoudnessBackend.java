package io.ser4j.examples.demo;

import io.ser4j.AudioClip;
import io.ser4j.Emotion;
import io.ser4j.ModelException;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.EmotionModelProvider;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.Tensor;
import java.util.List;
import java.util.Map;

/**
 * A whole backend on one page, to copy from. It tells {@code calm} from {@code excited} by the level of the voice alone: aroused
 * speakers are louder (Scherer, "Vocal communication of emotion", Speech Communication 40, 2003), but so is whoever sits closer
 * to the microphone. The two numbers below are set by hand and trained on nothing, so it demonstrates the interface, and
 * recognises no emotion.
 */
public final class LoudnessBackend implements EmotionModelProvider {
    private static final String MODEL_ID = "loudness-demo";
    private static final double MIDDLE_DB = -20;
    private static final double DB_PER_LOGIT = 3;
    private static final double FLOOR_DB = -100;

    /** Called by {@link java.util.ServiceLoader}. */
    public LoudnessBackend() {}

    @Override
    public String name() {
        return "loudness";
    }

    @Override
    public List<String> modelIds() {
        return List.of(MODEL_ID);
    }

    @Override
    public EmotionModel open(String modelId) {
        if (!modelId.equals(MODEL_ID)) {
            throw new ModelException(
                    "there is no model \"" + modelId + "\" in " + name() + "; available: " + modelIds());
        }
        return new LoudnessModel();
    }

    /** The front end: one number, [1], the RMS level in dB re full scale. It is the same at any rate, so nothing is resampled. */
    private static Tensor level(AudioClip clip) {
        double power = 0;
        for (float sample : clip.toMono()) {
            power += (double) sample * sample / clip.frames();
        }
        return Tensor.of(new float[] {(float) Math.max(FLOOR_DB, 10 * Math.log10(power))}, 1);
    }

    private static final class LoudnessModel implements EmotionModel {
        private final ModelSpec spec = new ModelSpec(
                MODEL_ID,
                "1",
                List.of(new Emotion("calm"), new Emotion("excited")),
                16_000,
                1,
                // The average levels of voices have not been measured; this takes the middle, and a plausible level for
                // each class.
                Map.of(
                        ModelSpec.LICENCE,
                        "Apache-2.0",
                        ModelSpec.MEAN_LOGITS,
                        "0,0",
                        ModelSpec.EMOTION_MEAN_LOGITS,
                        "1,-1;-1,1"));
        private volatile boolean closed;

        @Override
        public ModelSpec spec() {
            return spec;
        }

        @Override
        public FrontEnd frontEnd() {
            return LoudnessBackend::level;
        }

        @Override
        public float[] infer(Tensor features) {
            if (closed) {
                throw new IllegalStateException("the model " + MODEL_ID + " is closed");
            }
            return new float[] {0, (float) ((features.get(0) - MIDDLE_DB) / DB_PER_LOGIT)};
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
