package io.ser4j.examples.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The program {@code ser.jar}. */
public final class Main {
    private Main() {}

    /**
     * Runs one command and ends the JVM with its exit code: 0 success, 1 a file or the evaluation failed, 2 wrong usage.
     *
     * @param args the command line, see {@code --help}
     */
    public static void main(String[] args) {
        // A user who stops this program wants it to end at once, not to admit further calls for a while.
        System.setProperty("ser4j.exit.seconds", System.getProperty("ser4j.exit.seconds", "0"));
        Charset charset = standardOutputCharset();
        StandardOutput standardOutput = new StandardOutput();
        // Files and pipes get the same bytes on every platform.
        Charset written = Terminal.STANDARD_OUTPUT.isThere() ? charset : StandardCharsets.UTF_8;
        PrintWriter out = new PrintWriter(new OutputStreamWriter(standardOutput, written));
        int exitCode = SerCommand.commandLine(
                        new Surroundings(Bars.encodableIn(written), Terminal::isThere, Microphone::open))
                .setOut(out)
                .execute(args);
        out.flush();
        standardOutput
                .failure()
                .filter(Main::isWorthReporting)
                .ifPresent(e -> System.err.println("standard output: " + e.getMessage()));
        System.exit(standardOutput.failure().isPresent() ? 1 : exitCode);
    }

    /** The encoding of the terminal (JDK 19 and later), or else that of the platform. */
    private static Charset standardOutputCharset() {
        String name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", "US-ASCII"));
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return Charset.defaultCharset();
        }
    }

    /** A pipe closed by its reader, such as {@code head}, is not worth reporting; a full disk is. */
    private static boolean isWorthReporting(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return !message.toLowerCase(Locale.ROOT).contains("pipe") && !message.equals(closedPipeMessage());
    }

    /** The platform's message for a closed pipe, which may be in the user's language. */
    private static String closedPipeMessage() {
        try {
            Pipe pipe = Pipe.open();
            try (WritableByteChannel in = pipe.sink()) {
                pipe.source().close();
                in.write(ByteBuffer.allocate(1));
            }
            return "";
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}
