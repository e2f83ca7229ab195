package io.ser4j.examples.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** Who reads what a command prints: a person at a terminal, or a file or a program. */
enum Terminal {
    STANDARD_OUTPUT(1),
    STANDARD_ERROR(2);

    private final int descriptor;

    Terminal(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Whether the stream ends at a terminal. Java itself only tells whether input and output both do, so this asks {@code test}
     * (POSIX), which inherits the stream; where there is no such program, as on Windows, the console decides.
     */
    boolean isThere() {
        ProcessBuilder test = new ProcessBuilder("test", "-t", String.valueOf(descriptor));
        try {
            return test.redirectOutput(Redirect.INHERIT)
                            .redirectError(Redirect.INHERIT)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return System.console() != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
