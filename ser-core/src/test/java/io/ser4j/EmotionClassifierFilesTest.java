package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.spi.ModelSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Windows of files and streams, and whether the files are closed. */
class EmotionClassifierFilesTest {
    @TempDir
    Path folder;

    @Test
    void filesAndStreamsGetTheWindowsOfTheModel() throws IOException {
        ModelSpec spec = new ModelSpec(
                "fake",
                "1",
                FakeModel.LABELS,
                8000,
                1,
                Map.of(ModelSpec.WINDOW_SECONDS, "1.5", ModelSpec.HOP_SECONDS, "0.5"));
        Path file = Files.write(folder.resolve("4 s.wav"), WavBytes.plain(1, 1, 8000, 16, new byte[64_000]));
        try (EmotionClassifier classifier = EmotionClassifierTest.around(new FakeModel(spec));
                InputStream in = Files.newInputStream(file)) {
            List<EmotionSegment> expected =
                    classifier.classifyWindows(AudioClip.read(file), new WindowConfig(1.5, 0.5));
            assertThat(classifier.classifyWindows(AudioClip.read(file))).isEqualTo(expected);
            assertThat(classifier.classifyWindows(file)).isEqualTo(expected);
            assertThat(classifier.classifyWindows(in)).isEqualTo(expected);
        }
    }

    @Test
    void windowsOfFilesAndStreamsAreNotLimitedToTheHourOfAClip() throws IOException {
        Path file = Files.write(folder.resolve("3601 s.wav"), WavBytes.plain(1, 1, 100, 16, new byte[720_200]));
        WindowConfig windows = new WindowConfig(600, 600);
        try (EmotionClassifier classifier = EmotionClassifierTest.around(new FakeModel());
                InputStream in = Files.newInputStream(file)) {
            List<EmotionSegment> ofFile = classifier.classifyWindows(file, windows);
            assertThat(ofFile.get(ofFile.size() - 1).endSeconds()).isEqualTo(3601);
            assertThat(classifier.classifyWindows(in, windows)).isEqualTo(ofFile);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void filesAreClosedWhateverHappens() throws IOException {
        Path good = Files.write(folder.resolve("good.wav"), WavBytes.pcm16(16_384));
        Path bad = Files.write(folder.resolve("bad.wav"), new byte[100]);
        AudioReader.open(good).close();
        assertThatThrownBy(() -> AudioReader.open(bad)).isInstanceOf(AudioFormatException.class);
        AudioClip.read(good);
        assertThatThrownBy(() -> AudioClip.read(bad)).isInstanceOf(AudioFormatException.class);
        try (EmotionClassifier classifier = EmotionClassifierTest.around(new FakeModel())) {
            classifier.classifyWindows(good);
        }
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            assertThat(open.map(EmotionClassifierFilesTest::targetOf))
                    .doesNotContain(good.toRealPath(), bad.toRealPath());
        }
    }

    private static Path targetOf(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor);
        } catch (IOException e) {
            return descriptor; // Closed in the meantime.
        }
    }
}
