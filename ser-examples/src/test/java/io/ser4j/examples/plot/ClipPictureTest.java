package io.ser4j.examples.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.ser4j.AudioClip;
import io.ser4j.EmotionClassifier;
import io.ser4j.EmotionResult;
import io.ser4j.examples.SyntheticModel;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClipPictureTest {
    @BeforeAll
    static void withoutScreen() {
        System.setProperty("java.awt.headless", "true");
    }

    @Test
    void aToneIsBrightAtItsFrequencyOnly() throws IOException {
        float[] tone = new float[44_100];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (float) (0.5 * Math.sin(2 * Math.PI * 1000 * i / 22_050));
        }
        BufferedImage picture = draw(AudioClip.of(tone, 22_050));
        ImageIO.write(picture, "png", new File("target/tone.png"));
        ImageIO.write(draw(AudioClip.read(Path.of("samples/voice-3-high.wav"))), "png", new File("target/voice.png"));
        assertThat(picture.getWidth()).isEqualTo(2000);
    }

    private static BufferedImage draw(AudioClip clip) {
        try (EmotionClassifier classifier = EmotionClassifier.builder()
                .model(new SyntheticModel(0, -2, 1, 4, 2, 1.5f, -6))
                .build()) {
            EmotionResult result = classifier.classify(clip);
            return ClipPicture.draw("synthetic", clip, result);
        }
    }
}
