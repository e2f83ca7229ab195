package io.ser4j.examples.cli;

import io.ser4j.AudioClip;
import io.ser4j.SerException;
import io.ser4j.examples.evaluation.Reasons;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine;

/** Where a command writes results as they come, and tells of files that failed. For one thread. */
final class Output {
    /** Nobody reads the output any more, or it cannot be written: the command ends. */
    static final class ClosedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** What a command does with one clip. */
    @FunctionalInterface
    interface ClipTask {
        void accept(AudioClip clip) throws IOException;
    }

    private static final int MOST_OF_A_NAME = 300;
    private static final int MOST_OF_A_MESSAGE = 1 << 16;

    private final PrintWriter out;
    private final PrintWriter err;
    private int exitCode = CommandLine.ExitCode.OK;

    Output(CommandLine commandLine) {
        this.out = commandLine.getOut();
        this.err = commandLine.getErr();
    }

    /** Writes a line and flushes it. */
    void line(String line) {
        text(line + '\n');
    }

    /** Writes text as it is and flushes it. */
    void text(String text) {
        out.print(text);
        if (out.checkError()) {
            throw new ClosedException();
        }
    }

    /** Reads a file and hands it on; if either fails, standard error says why, and the exit code becomes 1. */
    void withClip(String file, ClipTask task) {
        try {
            task.accept(AudioClip.read(Path.of(file)));
        } catch (IOException | InvalidPathException | SerException | OutOfMemoryError e) {
            failed(file, Reasons.of(file, e));
        }
    }

    /** Tells on standard error that something failed, and why; the exit code becomes 1. */
    void failed(String what, String reason) {
        err.println(printable(shortened(what, MOST_OF_A_NAME)) + ": " + printable(reason));
        err.flush();
        exitCode = CommandLine.ExitCode.SOFTWARE;
    }

    /** Tells on standard error of something that is no failure. */
    void note(String line) {
        err.println(printable(line));
        err.flush();
    }

    /** A line as a terminal may show it, which would obey control characters in the names of files: they are written as in Java. */
    static String printable(String line) {
        StringBuilder plain = new StringBuilder();
        for (char c : shortened(line, MOST_OF_A_MESSAGE).toCharArray()) {
            plain.append(Character.isISOControl(c) ? String.format(Locale.ROOT, "\\u%04x", (int) c) : c);
        }
        return plain.toString();
    }

    /** A text without its middle where it has more characters than there is room for. */
    static String shortened(String text, int most) {
        return text.length() <= most
                ? text
                : text.substring(0, most / 2) + "..." + text.substring(text.length() - most / 2 + 3);
    }

    /** 0 as long as nothing failed. */
    int exitCode() {
        return exitCode;
    }
}
