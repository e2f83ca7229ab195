package io.ser4j.examples.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Says in one line of human words why a file failed. */
final class Reasons {
    private Reasons() {}

    static String of(String file, Throwable failure) {
        return describe(file, failure).replaceAll("\\s*\\R\\s*", "; ");
    }

    private static String describe(String file, Throwable failure) {
        if (failure instanceof InvalidPathException invalid) {
            return "not a file name here: " + invalid.getReason();
        }
        if (failure instanceof OutOfMemoryError) {
            return "needs more memory than the JVM may use; raise it with java -Xmx";
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (Files.isDirectory(Path.of(file))) {
            return "is a directory";
        }
        if (failure instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return Optional.ofNullable(failure.getMessage())
                .orElseGet(() -> failure.getClass().getSimpleName());
    }
}
