package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests what only the finished {@code ser.jar} shows: its own JVM, its exit codes, its pipes and its contents. */
class ProgramIT {
    private static final Path JAR = Path.of(System.getProperty("ser.jar"));
    private static final int PATIENCE_SECONDS = 120;

    @TempDir
    Path folder;

    private record Run(int exitCode, String out, String err) {}

    private Run run(String... args) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = start(args)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static ProcessBuilder start(String... args) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-jar", JAR.toString()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command);
    }

    @Test
    void theDefaultModelClassifiesTheSamples() throws IOException, InterruptedException {
        List<String> args = new ArrayList<>(List.of("classify", "--format", "json"));
        args.addAll(Samples.all());
        Run run = run(args.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        List<Map<String, Object>> objects =
                run.out().lines().map(JsonReader::object).toList();
        assertThat(objects).extracting(o -> o.get("file")).isEqualTo(Samples.all());
        for (Map<String, Object> object : objects) {
            Map<String, Object> scores = JsonReader.nested(object, "scores");
            double most =
                    scores.values().stream().mapToDouble(p -> (Double) p).max().orElseThrow();
            assertThat(object.get("probability")).isEqualTo(most);
            assertThat(scores.get((String) object.get("emotion"))).isEqualTo(most);
        }
    }

    @Test
    void exitCodesSayWhatHappened() throws IOException, InterruptedException {
        Run failed = run("classify", "missing.wav", Samples.CALM);
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err()).isEqualToIgnoringNewLines("missing.wav: no such file");
        assertThat(failed.out()).startsWith(Samples.CALM + ": ");
        assertThat(run("classify").exitCode()).isEqualTo(2);
        assertThat(run("--version").exitCode()).isZero();
    }

    /** A log keeps what it had, whether it is named itself or as the output that leads to it. */
    @Test
    void theFileThatTheOutputGoesToIsNotReplaced() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/dev/stdout")), "there is no /dev/stdout here");
        Path log = Files.writeString(folder.resolve("log.txt"), "before\n");
        String[] classify = {"classify", "--model", "loudness-demo", Samples.CALM, "--out"};
        String[] evaluate = {"evaluate", "--model", "loudness-demo", "--manifest", "none.csv", "--html"};
        for (String[] command : new String[][] {classify, evaluate}) {
            for (String name : List.of("/dev/stdout", log.toString())) {
                Path err = folder.resolve("err");
                Process process = start(with(command, name))
                        .redirectOutput(Redirect.appendTo(log.toFile()))
                        .redirectError(err.toFile())
                        .start();
                assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isEqualTo(2);
                assertThat(Files.readString(err)).contains(name + " stands for standard output");
                assertThat(log).hasContent("before\n");
            }
        }
    }

    @Test
    void csvIsUtf8WhateverTheEncodingOfThePlatform() throws IOException, InterruptedException {
        Path list = Files.writeString(
                folder.resolve("list.csv"),
                "path,label,speaker\n" + Path.of(Samples.CALM).toAbsolutePath() + ",calm,\u0141\u00f3d\u017a\n");
        Path out = folder.resolve("out.csv");
        ProcessBuilder program =
                start("evaluate", "--model", "loudness-demo", "--format", "csv", "--manifest", list.toString());
        program.command().add(1, "-Dstdout.encoding=windows-1252");
        Process process = program.redirectOutput(out.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(out)).contains(",\u0141\u00f3d\u017a,");
    }

    @Test
    void aPipeIsAFileLikeAnyOther() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/dev/stdin")), "there is no /dev/stdin here");
        Path out = folder.resolve("out");
        String[] options = {"timeline", "--model", "loudness-demo", "--format", "csv"};
        Process process = start(with(options, "/dev/stdin"))
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        try (OutputStream in = process.getOutputStream()) {
            Files.copy(Path.of(Samples.CALM), in);
        }
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        String piped = Files.readString(out);
        assertThat(process.exitValue()).isZero();
        assertThat(piped).isEqualTo(run(with(options, Samples.CALM)).out()).contains("calm");
        assertThat(run("help", "timeline").out())
                .contains("  cat interview.wav | java -jar ser.jar timeline /dev/stdin");
    }

    private static String[] with(String[] options, String last) {
        return Stream.concat(Stream.of(options), Stream.of(last)).toArray(String[]::new);
    }

    /** Elsewhere file names do not depend on the locale. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aManifestWithNamesThatTheLocaleLacksIsExplained() throws IOException, InterruptedException {
        Path list = Files.writeString(folder.resolve("list.csv"), "path,label\n\u0141\u00f3d\u017a.wav,calm\n");
        Path err = folder.resolve("err");
        ProcessBuilder program = start("evaluate", "--model", "loudness-demo", "--manifest", list.toString());
        program.environment().put("LC_ALL", "C");
        Process process = program.redirectError(err.toFile()).start();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(Files.readString(err))
                .contains("list.csv, record 2: \"")
                .contains(".wav\" is not a valid file name here: Malformed input")
                .endsWith("; names outside ASCII need a UTF-8 locale, such as LC_ALL=C.UTF-8" + System.lineSeparator());
    }

    @Test
    void modelsAndPlotWorkFromTheJar() throws IOException, InterruptedException {
        Run models = run("models");
        assertThat(models.err()).isEmpty();
        assertThat(models.exitCode()).isZero();
        Path picture = folder.resolve("voice.png");
        Run plot = run("plot", Samples.BRISK, "--out", picture.toString());
        assertThat(plot.err()).isEmpty();
        assertThat(plot.exitCode()).isZero();
        assertThat(picture).isNotEmptyFile();
    }

    @Test
    void aClosedPipeEndsTheProgramQuietly() throws IOException, InterruptedException {
        // Far more output than a pipe holds, so that it cannot end by itself before the pipe is closed.
        Path list = Files.write(folder.resolve("list.txt"), Collections.nCopies(20_000, Samples.BRISK));
        Path err = folder.resolve("err");
        Process process = start("classify", "--model", "loudness-demo", "--format", "json", "@" + list)
                .redirectError(err.toFile())
                .start();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(JsonReader.object(reader.readLine()).get("file")).isEqualTo(Samples.BRISK);
        }
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(err)).isEmpty();
        assertThat(process.exitValue()).isEqualTo(1);
    }

    /** The last file is the standard input, which never provides anything, so that the program waits there until it is killed. */
    @Test
    void aKilledRunResumesWhereItWas() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/dev/stdin")), "there is no /dev/stdin here");
        List<String> names = ManyFiles.write(Files.createDirectory(folder.resolve("audio")), 100, 20).stream()
                .map(Path::toString)
                .toList();
        Path list = Files.write(folder.resolve("list.txt"), names);
        Path out = folder.resolve("results.csv");
        String[] args = {
            "classify",
            "--model",
            "loudness-demo",
            "--format",
            "csv",
            "--threads",
            "2",
            "--out",
            out.toString(),
            "--resume",
            "@" + list,
            "/dev/stdin"
        };
        Run whole = withoutInput(args);
        byte[] expected = Files.readAllBytes(out);
        Files.delete(out);

        Path partial = folder.resolve("results.csv.partial");
        Process process = start(args).start();
        while (!Files.exists(partial) || Files.readAllLines(partial).size() < 101) {
            assertThat(process.waitFor(20, TimeUnit.MILLISECONDS)).isFalse();
        }
        process.destroyForcibly().waitFor();
        assertThat(out).doesNotExist();
        assertThat(withoutInput(args)).isEqualTo(whole);
        assertThat(out).hasBinaryContent(expected);
        assertThat(partial).doesNotExist();
        assertThat(whole.exitCode()).isEqualTo(1);
        assertThat(whole.err().lines()).containsExactly("ser: 6 of 101 failed; their rows say why");
    }

    private Run withoutInput(String... args) throws IOException, InterruptedException {
        Path err = folder.resolve("err");
        Process process = start(args).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), "", Files.readString(err));
    }

    @Test
    void theJarHoldsWhatItNeedsAndNoTestLibraries() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Enable-Native-Access"))
                    .isEqualTo("ALL-UNNAMED");
            List<String> names = jar.stream().map(entry -> entry.getName()).collect(Collectors.toList());
            assertThat(names)
                    .doesNotHaveDuplicates()
                    .contains("META-INF/services/io.ser4j.spi.EmotionModelProvider")
                    .contains("META-INF/LICENSE", "META-INF/THIRD-PARTY.txt", "META-INF/licenses/LGPL-2.1.txt")
                    .noneMatch(name -> name.endsWith("module-info.class"))
                    .noneMatch(name -> name.matches("META-INF/.*\\.(SF|RSA|DSA)"))
                    .noneMatch(name -> name.startsWith("org/junit/")
                            || name.startsWith("junit/")
                            || name.startsWith("org/hamcrest/")
                            || name.startsWith("org/assertj/")
                            || name.startsWith("org/openjdk/jmh/")
                            || name.startsWith("com/tngtech/"));
            for (String name :
                    List.of("BSD-2-Clause-JLargeArrays", "BSD-2-Clause-JTransforms", "BSD-3-Clause-Concentus")) {
                try (InputStream in = jar.getInputStream(jar.getEntry("META-INF/licenses/" + name + ".txt"))) {
                    assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip())
                            .as("the whole of " + name)
                            .endsWith("POSSIBILITY OF SUCH DAMAGE.");
                }
            }
        }
    }
}
