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

/** Writes the results of a command as they come, and reports files that failed. For one thread. */
final class Output {
    /** Ends the command if nobody reads the output any more, or it cannot be written. */
    static final class ClosedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A task for one clip. */
    @FunctionalInterface
    interface ClipTask {
        void accept(AudioClip clip) throws IOException;
    }

    private static final int MAX_NAME = 300;
    private static final int MAX_MESSAGE = 1 << 16;

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

    /** Reads a file and passes it to the task; if either fails, standard error says why, and the exit code becomes 1. */
    void withClip(String file, ClipTask task) {
        try {
            task.accept(AudioClip.read(Path.of(file)));
        } catch (IOException | InvalidPathException | SerException | OutOfMemoryError e) {
            failed(file, Reasons.of(file, e));
        }
    }

    /** Reports on standard error that something failed, and why; the exit code becomes 1. */
    void failed(String what, String reason) {
        err.println(printable(shortened(what, MAX_NAME)) + ": " + printable(reason));
        err.flush();
        exitCode = CommandLine.ExitCode.SOFTWARE;
    }

    /** Writes a note to standard error about something that is not a failure. */
    void note(String line) {
        err.println(printable(line));
        err.flush();
    }

    /**
     * Replaces control characters, which names of files may contain and a terminal would obey, with their Java escapes, and
     * shortens very long lines.
     */
    static String printable(String line) {
        StringBuilder plain = new StringBuilder();
        for (char c : shortened(line, MAX_MESSAGE).toCharArray()) {
            plain.append(Character.isISOControl(c) ? String.format(Locale.ROOT, "\\u%04x", (int) c) : c);
        }
        return plain.toString();
    }

    /** Replaces the middle of a text with dots if it has more than the given number of characters. */
    static String shortened(String text, int most) {
        return text.length() <= most
                ? text
                : text.substring(0, most / 2) + "..." + text.substring(text.length() - most / 2 + 3);
    }

    /** 0 unless something failed. */
    int exitCode() {
        return exitCode;
    }
}
