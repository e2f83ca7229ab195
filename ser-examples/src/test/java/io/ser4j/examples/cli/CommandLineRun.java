package io.ser4j.examples.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The output and the exit code of a command, which runs without a JVM of its own. */
record CommandLineRun(int exitCode, String out, String err) {
    /** Why {@code --resume} refuses a file whose rows are not those of this run. */
    static final String OTHER_ROWS =
            "was written with another format, or other classes, merges, channel, voice, threshold or model"
                    + "; leave out --resume to start over";

    static CommandLineRun of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = SerCommand.commandLine(Surroundings.pipe())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
        return new CommandLineRun(exitCode, out.toString(), err.toString());
    }
}
