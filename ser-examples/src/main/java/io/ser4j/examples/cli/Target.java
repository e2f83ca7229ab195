package io.ser4j.examples.cli;

import io.ser4j.examples.evaluation.Reasons;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What a command writes when all its work is done: what is wrong with its place is told before the work begins. */
final class Target {
    private Target() {}

    /**
     * Fails where a file of this name cannot come to be.
     *
     * @param option the option that names it
     * @param name the file
     * @param commandLine the command in question
     */
    static void requirePossible(String option, String name, CommandLine commandLine) {
        try {
            Path file = Path.of(name).toAbsolutePath();
            if (Files.isDirectory(file)) {
                throw new ParameterException(commandLine, option + " must be a file, but " + name + " is a directory");
            }
            if (!Files.isDirectory(file.getParent())) {
                throw new ParameterException(
                        commandLine, option + " must lie in a folder that exists, but was " + name);
            }
        } catch (InvalidPathException e) {
            throw new ParameterException(commandLine, option + ": " + Reasons.of(name, e), e);
        }
    }

    /** Fails where there is something else than a folder already, or above it. */
    static void requirePossibleFolder(String option, String name, CommandLine commandLine) {
        Path there = Path.of(name).toAbsolutePath();
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there)) {
            throw new ParameterException(
                    commandLine, option + " must be a folder, or one that can be made, but " + there + " is a file");
        }
    }
}
