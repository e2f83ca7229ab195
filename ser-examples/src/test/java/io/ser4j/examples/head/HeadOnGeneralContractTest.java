package io.ser4j.examples.head;

import io.ser4j.AudioClip;
import io.ser4j.Emotion;
import io.ser4j.EmotionClassifier;
import io.ser4j.contract.EmotionModelContract;
import io.ser4j.head.BaseModel;
import io.ser4j.head.HeadFolder;
import io.ser4j.head.LinearHead;
import io.ser4j.head.LinearLayer;
import io.ser4j.head.TrainingMarks;
import io.ser4j.spi.EmotionModelProvider;
import io.ser4j.spi.ModelSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A head on the bundled model keeps the contract of every model. */
class HeadOnGeneralContractTest extends EmotionModelContract {
    @TempDir
    Path folder;

    @BeforeEach
    void writeHead() throws IOException {
        try (EmotionClassifier general =
                EmotionClassifier.builder().model("general").build()) {
            Random random = new Random(2);
            int width =
                    general.embedding(AudioClip.of(new float[general.sampleRateHz()], general.sampleRateHz())).length;
            double[] ones = new double[width];
            Arrays.fill(ones, 1);
            LinearLayer layer = LinearLayer.of(
                    new double[width],
                    ones,
                    new double[][] {
                        random.doubles(width).toArray(), random.doubles(width).toArray()
                    },
                    new double[2]);
            LinearHead.of(
                            ModelSpec.of("mine", List.of(Emotion.SAD, new Emotion("bored")), general.sampleRateHz()),
                            BaseModel.of(general.spec()),
                            layer,
                            new TrainingMarks(List.of(), List.of()))
                    .write(folder.resolve("mine.head"));
        }
    }

    @Override
    protected EmotionModelProvider provider() {
        return HeadFolder.of(folder);
    }
}
