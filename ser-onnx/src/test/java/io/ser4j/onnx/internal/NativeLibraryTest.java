package io.ser4j.onnx.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loading the native library: if it fails, one exception explains it; if it works, nothing is left behind. */
class NativeLibraryTest {
    @Test
    void aMissingTemporaryFolderIsExplainedTheSameEachTime() {
        ChildJvm.Outcome outcome = ChildJvm.of(OpenTwice.class)
                .flag("-Djava.io.tmpdir=/nonexistent")
                .run();
        assertExplained(outcome, "java.io.tmpdir=/nonexistent (no such directory)");
    }

    @Test
    void anInvalidLibraryIsExplained(@TempDir Path folder) throws IOException {
        for (String name : List.of("libonnxruntime.so", "libonnxruntime.dylib", "onnxruntime.dll")) {
            Files.writeString(folder.resolve(name), "no library");
        }
        ChildJvm.Outcome outcome = ChildJvm.of(OpenTwice.class)
                .flag("-Donnxruntime.native.path=" + folder)
                .run();
        assertExplained(outcome, "onnxruntime.native.path=" + folder);
    }

    private static void assertExplained(ChildJvm.Outcome outcome, String tried) {
        assertThat(outcome.exit()).as(outcome.output()).isZero();
        List<String> lines = outcome.output()
                .lines()
                .filter(line -> line.startsWith("models") || line.startsWith("refused"))
                .toList();
        assertThat(lines).as(outcome.output()).hasSize(3);
        assertThat(lines.get(0)).isEqualTo("models [general, tess-lstm]");
        assertThat(lines.get(1))
                .contains("cannot be loaded on " + System.getProperty("os.name") + ", " + System.getProperty("os.arch"))
                .contains("Tried: ")
                .contains(tried)
                .contains("Reason: ")
                .contains("What to do: ");
        assertThat(lines.get(2).substring("refused 2".length()))
                .isEqualTo(lines.get(1).substring("refused 1".length()));
    }

    /** Some versions of ONNX Runtime keep an id of the device and events to be sent in the user's home folder. */
    @Test
    void nothingIsWrittenToTheHomeFolder(@TempDir Path home) throws IOException {
        ChildJvm.Outcome outcome = ChildJvm.of(OpenTwice.class)
                .flag("-Duser.home=" + home)
                .environment(Map.of("HOME", home.toString()))
                .run();
        assertThat(outcome.output()).contains("opened 2");
        try (Stream<Path> files = Files.walk(home)) {
            assertThat(files.toList()).containsExactly(home);
        }
    }
}
