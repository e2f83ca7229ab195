package io.ser4j.examples.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option {@code --threads}. */
final class Threads {
    /** More than any machine can make use of, and few enough to be started on any. */
    private static final int MOST = 1024;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private int count = 1;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many files to process at once, at most " + MOST
                    + "; the output keeps the order of the input. Default: 1.")
    void choose(int threads) {
        if (threads < 1 || threads > MOST) {
            throw new ParameterException(
                    command.commandLine(), "--threads must lie in [1, " + MOST + "], but was " + threads);
        }
        count = threads;
    }

    int count() {
        return count;
    }
}
