package io.ser4j.examples.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The output and the exit code of a command, which runs without a JVM of its own. */
record CommandLineRun(int exitCode, String out, String err) {
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
