package io.ser4j.examples.cli;

import io.ser4j.SerException;
import io.ser4j.examples.evaluation.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line as a whole: the commands, the exit codes, and how failures are reported. */
@Command(
        name = "ser",
        description = "Recognises emotions in speech.",
        mixinStandardHelpOptions = true,
        versionProvider = SerCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success",
            "1:a file or the evaluation failed; standard error, or the file's row, says why",
            "2:wrong usage"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  java -jar ser.jar classify voice.wav", "  java -jar ser.jar help classify"})
final class SerCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private SerCommand() {}

    static CommandLine commandLine(Surroundings surroundings) {
        CommandLine commandLine = new CommandLine(new SerCommand())
                .addSubcommand(new ClassifyCommand(surroundings))
                .addSubcommand(new TimelineCommand(surroundings.bars()))
                .addSubcommand(new LiveCommand(surroundings))
                .addSubcommand(new FeaturesCommand())
                .addSubcommand(new PlotCommand())
                .addSubcommand(new EvaluateCommand(surroundings))
                .addSubcommand(new TrainHeadCommand(surroundings))
                .addSubcommand(new HashesCommand())
                .addSubcommand(new ModelsCommand())
                .addSubcommand(new CommandLine.HelpCommand());
        return commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                // The commands read @LIST themselves: its lines are file names, never options or comments.
                .setExpandAtFiles(false)
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler(SerCommand::reportUsage)
                .setExecutionStrategy(SerCommand::run)
                .setExecutionExceptionHandler(SerCommand::report);
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }

    /** Prints the error last, so that it is not lost above a page of help. */
    private static int reportUsage(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        if (command.getParent() == null) {
            command.usage(err);
        }
        err.println(command.getColorScheme().errorText(printable(wrong.getMessage())));
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err) && command.getParent() != null) {
            err.println("For all options: java -jar ser.jar help " + command.getCommandName());
        }
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** Picocli handles exceptions only, so this wraps a lack of memory, whose message says what to do. */
    private static int run(CommandLine.ParseResult parsed) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (OutOfMemoryError e) {
            throw new CommandLine.ExecutionException(
                    parsed.commandSpec().commandLine(), e.getMessage(), new IllegalStateException(e));
        }
    }

    private static int report(Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
        if (failure instanceof SerException) {
            commandLine.getErr().println("ser: " + printable(failure.getMessage()));
        } else if (lackOfMemory(failure).isPresent()) {
            commandLine
                    .getErr()
                    .println("ser: " + Reasons.of("", lackOfMemory(failure).get()));
        } else if (!(failure instanceof Output.ClosedException)) {
            // A bug in this program: to report it, the user needs the whole stack trace.
            throw new IllegalStateException(failure);
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** Makes a message printable, but keeps its line breaks. */
    private static String printable(String message) {
        return String.valueOf(message)
                .lines()
                .map(Output::printable)
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static Optional<Throwable> lackOfMemory(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(OutOfMemoryError.class::isInstance)
                .findFirst();
    }

    /** Reads the version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            Properties build = new Properties();
            try (InputStream in = SerCommand.class.getResourceAsStream("build.properties")) {
                build.load(in);
            }
            return new String[] {"ser " + build.getProperty("version")};
        }
    }
}
