package io.ser4j.examples.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Which files an argument names: itself, or for a folder the {@code .wav} files below it, sorted by name. */
final class WavFiles {
    private WavFiles() {}

    /** The files; none, told through the output, for a folder without any or one that cannot be read. */
    static List<String> of(String argument, Output output) {
        if (!isFolder(argument)) {
            return List.of(argument);
        }
        try (Stream<Path> below = Files.walk(Path.of(argument))) {
            List<String> files =
                    below.filter(WavFiles::isWav).map(Path::toString).sorted().toList();
            if (files.isEmpty()) {
                output.failed(argument, "a folder without any .wav file");
            }
            return files;
        } catch (IOException | UncheckedIOException e) {
            output.failed(argument, "a folder that cannot be read: " + e.getMessage());
            return List.of();
        }
    }

    private static boolean isFolder(String argument) {
        try {
            return Files.isDirectory(Path.of(argument));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isWav(Path path) {
        return Files.isRegularFile(path)
                && path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".wav");
    }
}
