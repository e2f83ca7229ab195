package io.ser4j.examples.cli;

import java.io.Console;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The streams that may end at a terminal, where a person reads them, instead of in a file or a program. */
enum Terminal {
    STANDARD_OUTPUT(1),
    STANDARD_ERROR(2);

    private static final List<Path> PLACES =
            List.of(Path.of("/usr/bin/test"), Path.of("/bin/test"), Path.of("/run/current-system/sw/bin/test"));

    private final int descriptor;

    Terminal(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Whether the stream ends at a terminal. Java itself can only check input and output together, so this runs {@code test}
     * (POSIX), which inherits the stream; if that is not at a usual place, as on Windows, the console decides. It is run by its
     * full path, so that no program of this name in a folder of recordings is ever started.
     */
    boolean isThere() {
        return PLACES.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .map(this::runTest)
                .orElseGet(Terminal::isAtConsole);
    }

    private boolean runTest(Path program) {
        ProcessBuilder test = new ProcessBuilder(program.toString(), "-t", String.valueOf(descriptor));
        try {
            return test.redirectOutput(Redirect.INHERIT)
                            .redirectError(Redirect.INHERIT)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return isAtConsole();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** From JDK 22 on there may be a console without a terminal, and a method that says whether it is one. */
    private static boolean isAtConsole() {
        Console console = System.console();
        try {
            return console != null
                    && Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
