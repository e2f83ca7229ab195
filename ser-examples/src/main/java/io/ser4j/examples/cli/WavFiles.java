package io.ser4j.examples.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which files an argument names: itself, for a folder the {@code .wav} files below it, sorted by name, and for {@code @LIST} the
 * files and folders that stand in the file LIST, one per line, whatever characters they have. What cannot be read is told
 * through the output, and the rest goes on.
 */
final class WavFiles {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Output output;

    WavFiles(Output output) {
        this.output = output;
    }

    List<String> of(String argument) {
        try {
            return argument.startsWith("@") ? listed(argument) : expanded(argument);
        } catch (IOException | InvalidPathException e) {
            output.failed(argument, Reasons.of(argument.substring(1), e));
            return List.of();
        }
    }

    private List<String> listed(String argument) throws IOException {
        List<String> files = new ArrayList<>();
        String text = Files.readString(Path.of(argument.substring(1)));
        for (String line : text.replaceFirst("^" + BYTE_ORDER_MARK, "").lines().toList()) {
            if (!line.isEmpty()) {
                files.addAll(expanded(line));
            }
        }
        if (text.isBlank()) {
            output.failed(argument, "an empty list");
        }
        return files;
    }

    private List<String> expanded(String name) throws IOException {
        if (name.isEmpty()) {
            output.failed("\"\"", "an empty file name");
            return List.of();
        }
        return isFolder(name) ? below(name) : List.of(name);
    }

    private List<String> below(String folder) throws IOException {
        List<String> files = new ArrayList<>();
        Files.walkFileTree(Path.of(folder), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && isWav(file)) {
                    files.add(file.toString());
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                output.failed(file.toString(), Reasons.of(file.toString(), failure));
                return FileVisitResult.CONTINUE;
            }
        });
        if (files.isEmpty()) {
            output.failed(folder, "a folder without any .wav file");
        }
        files.sort(null);
        return files;
    }

    private static boolean isFolder(String name) {
        try {
            return Files.isDirectory(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isWav(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".wav");
    }
}
