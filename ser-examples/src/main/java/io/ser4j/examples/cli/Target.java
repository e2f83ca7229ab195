package io.ser4j.examples.cli;

import io.ser4j.examples.evaluation.AudioNames;
import io.ser4j.examples.evaluation.Reasons;
import io.ser4j.head.LinearHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Checks a file that a command writes when all its work is done, so that problems are reported before the work begins. */
final class Target {
    /** How the help labels files that are read; models are recognised by their suffixes instead. */
    private static final Set<String> READ = Set.of("FILE", "LIST", "CSV");

    private Target() {}

    /**
     * Fails if a file of this name cannot be written, or would replace something of value. Devices and pipes may be written to,
     * unless they are this program's own output.
     *
     * @param option the option that names it
     * @param name the file
     * @param commandLine the command in question
     */
    static void requirePossible(String option, String name, CommandLine commandLine) {
        try {
            Path file = Path.of(name).toAbsolutePath();
            requireNoStream(option, name, commandLine);
            if (Files.isDirectory(file)) {
                throw new ParameterException(commandLine, option + " must be a file, but " + name + " is a directory");
            }
            if (!Files.isDirectory(file.getParent())) {
                throw new ParameterException(
                        commandLine, option + " must lie in a folder that exists, but was " + name);
            }
            if (!Files.isWritable(file) && !Files.isWritable(file.getParent())) {
                throw new ParameterException(commandLine, option + ": " + name + " must be writable, but is not");
            }
            requireReplaceable(option, file, commandLine);
        } catch (InvalidPathException e) {
            throw new ParameterException(commandLine, option + ": " + Reasons.of(name, e), e);
        }
    }

    /**
     * The same for a file that is written next to its final place and moved there.
     *
     * @param option the option that names it
     * @param name the file
     * @param commandLine the command in question
     */
    static void requireRegular(String option, String name, CommandLine commandLine) {
        requirePossible(option, name, commandLine);
        if (Files.exists(Path.of(name)) && !Files.isRegularFile(Path.of(name))) {
            throw new ParameterException(commandLine, option + " must be a regular file, but " + name + " is not");
        }
    }

    /** What else is written to the same place would be lost, or mixed with the file. */
    private static void requireNoStream(String option, String name, CommandLine commandLine) {
        Optional<String> stream = stream(name);
        if (stream.isPresent()) {
            boolean dispensable = option.equals("--out")
                    && !commandLine.getCommandSpec().findOption(option).required();
            throw new ParameterException(
                    commandLine,
                    option + " must be a file of its own, but " + name + " stands for " + stream.get()
                            + (dispensable ? "; leave out --out to write to standard output" : ""));
        }
    }

    private static Optional<String> stream(String name) {
        Path file = Path.of(name);
        if (isSame(file, "/dev/null")) {
            // It may be both: what is thrown away does not mix.
            return Optional.empty();
        }
        if (name.equals("-") || isSame(file, "/dev/stdout") || isSame(file, "/dev/fd/1")) {
            return Optional.of("standard output");
        }
        return isSame(file, "/dev/stderr") || isSame(file, "/dev/fd/2")
                ? Optional.of("standard error")
                : Optional.empty();
    }

    /** Fails if the file is a recording, a model, or one that this very command reads, under whatever name. */
    static void requireReplaceable(String option, Path file, CommandLine commandLine) {
        try {
            Optional<String> kept = kept(file, commandLine);
            if (kept.isPresent()) {
                throw new ParameterException(
                        commandLine, option + " must not replace " + kept.get() + ", but would replace " + file);
            }
        } catch (IOException e) {
            throw new ParameterException(commandLine, option + ": " + Reasons.of(file.toString(), e), e);
        }
    }

    private static Optional<String> kept(Path file, CommandLine commandLine) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Path real = file.toRealPath();
        String name = real.getFileName().toString();
        if (AudioNames.isAudio(real)
                || AudioNames.isForeignAudio(real)
                || AudioSniffer.installed().isAudio(real)) {
            return Optional.of("a recording");
        }
        if (ModelChoice.isFile(name) || name.endsWith(LinearHead.SUFFIX)) {
            return Optional.of("a model");
        }
        boolean isRead = commandLine.getParseResult().matchedArgs().stream()
                .filter(given -> READ.contains(given.paramLabel()))
                .flatMap(given -> given.originalStringValues().stream())
                .flatMap(value -> Stream.of(value, value.replaceFirst("^@", "")))
                .anyMatch(value -> isSame(real, value));
        return isRead ? Optional.of("what the command reads") : Optional.empty();
    }

    private static boolean isSame(Path file, String other) {
        try {
            return Files.exists(Path.of(other)) && Files.isSameFile(file, Path.of(other));
        } catch (IOException | InvalidPathException e) {
            // Reported when the file is read.
            return false;
        }
    }

    /** Fails if the folder cannot be created or written to, or is something other than a folder. */
    static void requirePossibleFolder(String option, String name, CommandLine commandLine) {
        Path there = Path.of(name).toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (!Files.exists(there)) {
            throw new ParameterException(commandLine, option + " must be a folder, but there is no " + there);
        }
        if (Files.isDirectory(there) && !Files.isWritable(there)) {
            throw new ParameterException(commandLine, option + ": " + there + " must be writable, but is not");
        }
        if (!Files.isDirectory(there)) {
            throw new ParameterException(
                    commandLine, option + " must be a folder, or one that can be created, but " + there + " is a file");
        }
    }
}
