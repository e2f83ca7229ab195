package io.ser4j.examples.evaluation;

import io.ser4j.AudioFormatException;
import io.ser4j.SerException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Explains in one line why a file failed, without its name. */
public final class Reasons {
    private static final Pattern BREAK = Pattern.compile("\\R");

    private Reasons() {}

    /**
     * Why a file failed.
     *
     * @param file its name
     * @param failure what was thrown
     * @return one line that does not name the file
     */
    public static String of(String file, Throwable failure) {
        return BREAK.splitAsStream(describe(file, failure))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String describe(String file, Throwable failure) {
        if (failure instanceof InvalidPathException invalid) {
            boolean unmappable = invalid.getReason().contains("unmappable");
            return "not a valid file name here: " + invalid.getReason()
                    + (unmappable ? "; names outside ASCII need a UTF-8 locale, such as LC_ALL=C.UTF-8" : "");
        }
        if (failure instanceof OutOfMemoryError) {
            return lackOfMemory(message(failure));
        }
        if (failure instanceof StackOverflowError) {
            return "needs a deeper stack than the JVM may use; raise it with java -Xss";
        }
        if (failure instanceof IOException io) {
            boolean folder = !hasOwnReason(io) && Files.isDirectory(Path.of(file));
            return folder ? "is a directory" : describe(io);
        }
        if (failure instanceof AudioFormatException refused) {
            return refused.reason();
        }
        return failure instanceof SerException ? message(failure) : unexpected(failure);
    }

    /** Java throws the same error whatever has run out; only its message says what, in words that differ between versions. */
    private static String lackOfMemory(String message) {
        if (message.contains("native thread")) {
            return "needs more threads than may be started; raise their limit (ulimit -u, in a container pids.max)";
        }
        if (message.contains("irect buffer")) {
            return "needs more memory for direct buffers than the JVM may use; raise it with java -XX:MaxDirectMemorySize";
        }
        if (message.contains("Metaspace")) {
            return "needs more memory for classes than the JVM may use; raise it with java -XX:MaxMetaspaceSize";
        }
        return "needs more memory than the JVM may use; raise it with java -Xmx";
    }

    /**
     * Why a folder cannot be traversed.
     *
     * @param failure what was thrown
     * @return one line that does not name the folder
     */
    public static String ofFolder(IOException failure) {
        return describe(failure);
    }

    private static boolean hasOwnReason(IOException failure) {
        return failure instanceof NoSuchFileException || failure instanceof AccessDeniedException;
    }

    private static String describe(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof CharacterCodingException) {
            return "is not UTF-8";
        }
        if (failure instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return message(failure);
    }

    private static String message(Throwable failure) {
        return Optional.ofNullable(failure.getMessage())
                .orElseGet(() -> failure.getClass().getSimpleName());
    }

    /** Describes a programming error with its place in the code, for whoever reports it. */
    private static String unexpected(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return failure + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
