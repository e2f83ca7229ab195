package io.ser4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.AudioClip;
import io.ser4j.EmotionClassifier;
import io.ser4j.EmotionScore;
import io.ser4j.EmotionSegment;
import io.ser4j.EmotionStream;
import io.ser4j.WindowConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long recordings and live audio through the bundled model. */
class RecordingTest {
    @ParameterizedTest
    @ValueSource(ints = {8000, 16_000, 22_050, 44_100})
    void howLiveAudioIsSplitChangesNoBit(int rateHz) {
        float[] signal = Voices.turns(11.3, rateHz);
        WindowConfig windows = new WindowConfig(2, 0.9);
        try (EmotionClassifier classifier =
                EmotionClassifier.builder().model("tess-lstm").build()) {
            List<EmotionSegment> expected = classifier.classifyWindows(AudioClip.of(signal, rateHz), windows);
            assertThat(expected).anyMatch(EmotionSegment::isSilence).anyMatch(segment -> !segment.isSilence());
            Random random = new Random(rateHz);
            for (int largest : new int[] {1, 37, rateHz / 50, 3 * rateHz}) {
                List<EmotionSegment> heard = new ArrayList<>();
                try (EmotionStream stream = classifier.stream(rateHz)
                        .windows(windows)
                        .onSegment(heard::add)
                        .open()) {
                    for (int done = 0; done < signal.length; ) {
                        int count = Math.min(signal.length - done, 1 + random.nextInt(largest));
                        stream.push(signal, done, count);
                        done += count;
                    }
                }
                assertThat(heard).isEqualTo(expected);
            }
        }
    }

    @Test
    void aClipOfOneWindowIsHeardAsTheClip() {
        int rateHz = 22_050;
        AudioClip clip = AudioClip.of(Voices.turns(2.9, rateHz), rateHz);
        try (EmotionClassifier classifier =
                EmotionClassifier.builder().model("tess-lstm").build()) {
            // The model's own stretch of a clip begins at 0.5 s, a window at its beginning.
            float[] stretch = new float[clip.frames() - rateHz / 2];
            clip.copyMono(rateHz / 2, stretch, 0, stretch.length);
            List<EmotionSegment> segments =
                    classifier.classifyWindows(AudioClip.of(stretch, rateHz), new WindowConfig(3, 1.5));
            assertThat(segments).hasSize(1);
            for (EmotionScore score : classifier.classify(clip).scores()) {
                assertThat(segments.get(0).result().orElseThrow().probability(score.emotion()))
                        .isCloseTo(score.probability(), within(1e-6));
            }
        }
    }
}
