package io.ser4j.examples.cli;

import java.io.Console;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Who reads what a command prints: a person at a terminal, or a file or a program. */
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
     * Whether the stream ends at a terminal. Java itself only tells whether input and output both do, so this asks {@code test}
     * (POSIX), which inherits the stream; where it is not in its place, as on Windows, the console decides. It is asked by its whole
     * path, so that no program of this name that lies among recordings is ever started.
     */
    boolean isThere() {
        return PLACES.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .map(this::asked)
                .orElseGet(Terminal::isAtConsole);
    }

    private boolean asked(Path program) {
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

    /** From JDK 22 on there is a console without a terminal, too, and a method that tells. */
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
