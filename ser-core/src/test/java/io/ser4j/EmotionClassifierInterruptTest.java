package io.ser4j;

import static io.ser4j.EmotionClassifierTest.around;
import static io.ser4j.EmotionClassifierTest.constant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.spi.Tensor;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a long call does if its thread is interrupted, and that the thread remains so. */
@Timeout(60)
class EmotionClassifierInterruptTest {
    @Test
    void anInterruptEndsTheWindowsOfALongRecordingAndRemainsSet() throws IOException {
        List<EmotionSegment> heard = new ArrayList<>();
        try (EmotionClassifier classifier = around(new FakeModel());
                AudioReader reader = AudioReader.open(new SyntheticWav(8000, 3600), AudioLimits.streaming())) {
            assertThatThrownBy(() -> classifier.classifyWindows(reader, new WindowConfig(2, 1), segment -> {
                        heard.add(segment);
                        Thread.currentThread().interrupt();
                    }))
                    .isInstanceOf(InterruptedIOException.class)
                    .hasMessageMatching("interrupted after .* s of audio");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(heard).hasSize(1);
    }

    @Test
    void anInterruptEndsManyClipsAndTheWindowsOfOneAndRemainsSet() {
        try (EmotionClassifier classifier = around(new FakeModel())) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> classifier.classifyAll(List.of(constant(0.1f, 8000))))
                    .isInstanceOf(CancellationException.class);
            assertThatThrownBy(() -> classifier.classifyWindows(constant(0.1f, 80_000)))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("interrupted after 0.0 s of audio");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void anInterruptEndsTheWindowsOfAClipAtTheNextOne() {
        AtomicInteger windows = new AtomicInteger();
        FakeModel interrupting = new FakeModel() {
            @Override
            public float[] infer(Tensor features) {
                windows.incrementAndGet();
                Thread.currentThread().interrupt();
                return super.infer(features);
            }
        };
        try (EmotionClassifier classifier = around(interrupting)) {
            AudioClip clip = Signals.voiceClip(8000, 3, 1);
            assertThatThrownBy(() -> classifier.classifyWindows(clip, new WindowConfig(2, 0.01)))
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(windows).hasValue(1);
    }
}
