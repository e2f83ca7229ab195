package io.ser4j.onnx.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a main class of the tests in a JVM of its own, which may crash. */
final class ChildJvm {
    private final Class<?> main;
    private final List<String> flags = new ArrayList<>();
    private Map<String, String> environment = Map.copyOf(System.getenv());

    private ChildJvm(Class<?> main) {
        this.main = main;
    }

    static ChildJvm of(Class<?> main) {
        return new ChildJvm(main);
    }

    ChildJvm flag(String flag) {
        flags.add(flag);
        return this;
    }

    /** Sets the whole environment of the child. */
    ChildJvm environment(Map<String, String> variables) {
        environment = variables;
        return this;
    }

    Outcome run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:ErrorFile=/dev/null",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(flags);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a child JVM ran", e);
        }
    }

    /**
     * The outcome of a child.
     *
     * @param exit 0 if all went well, 134 if it crashed
     * @param output what it printed
     */
    record Outcome(int exit, String output) {}
}
