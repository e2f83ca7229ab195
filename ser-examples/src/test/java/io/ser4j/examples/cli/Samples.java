package io.ser4j.examples.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The clips in the repository; tests run in the module's folder. */
final class Samples {
    static final String CALM = "samples/voice-1-calm.wav";
    static final String BRISK = "samples/voice-2-brisk.wav";

    private Samples() {}

    static List<String> all() {
        try (Stream<Path> files = Files.list(Path.of("samples"))) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".wav"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
