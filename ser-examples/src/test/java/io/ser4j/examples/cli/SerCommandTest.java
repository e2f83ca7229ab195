package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ser4j.onnx.OnnxModels;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerCommandTest {
    @Test
    void theVersionIsThatOfTheBuild() {
        CommandLineRun run = CommandLineRun.of("--version");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).matches("ser \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
        assertThat(CommandLineRun.of("classify", "--version").out()).isEqualTo(run.out());
    }

    @Test
    void helpNamesEveryCommand() {
        CommandLineRun run = CommandLineRun.of("--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        "classify",
                        "timeline",
                        "live",
                        "features",
                        "plot",
                        "evaluate",
                        "train-head",
                        "hashes",
                        "models",
                        "Exit codes",
                        "Examples");
        assertThat(CommandLineRun.of("help", "classify").out())
                .isEqualTo(CommandLineRun.of("classify", "--help").out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"classify", "timeline", "live", "features", "plot", "evaluate", "train-head", "hashes", "models"
            })
    void everyCommandHasItsOwnHelp(String command) {
        CommandLineRun run = CommandLineRun.of(command, "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Usage: ser " + command);
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(run.out()).as("a name is not broken at its dot").doesNotContainPattern("\\w\\.\n *[a-z]");
    }

    @Test
    void noCommandOrAnUnknownOneIsWrongUsage() {
        CommandLineRun none = CommandLineRun.of();
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("no command given").contains("Usage:");
        assertThat(CommandLineRun.of("clasify").exitCode()).isEqualTo(2);
        assertThat(CommandLineRun.of("clasify").err()).contains("classify");
    }

    @Test
    void anErrorIsNotLostAboveAPageOfHelp() {
        CommandLineRun run = CommandLineRun.of("classify", "--model", "nope", "a.wav");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("there is no model \"nope\"; available: ")
                .contains("; a head also needs --models FOLDER");
        assertThat(run.err()).endsWith("For all options: java -jar ser.jar help classify" + System.lineSeparator());
        assertThat(CommandLineRun.of("classify", "--modle", "x", "a.wav").err()).contains("--model");
    }

    @Test
    void hashesOfTwoListsDoNotGoToOneFile(@TempDir Path folder) throws IOException {
        String first = Files.writeString(
                        folder.resolve("q.txt"), Path.of(Samples.CALM).toAbsolutePath() + "\n")
                .toString();
        String second = Files.writeString(folder.resolve("q.lst"), "").toString();
        CommandLineRun run = CommandLineRun.of("hashes", first, second);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("q.hashes.txt");
        assertThat(run.err()).startsWith(second + ": its hashes would overwrite those of another list");
        assertThat(folder.resolve("q.hashes.txt")).content().hasLineCount(2);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void hashesReplaceALinkAndNotItsTarget(@TempDir Path folder) throws IOException {
        Path list =
                Files.writeString(folder.resolve("q.txt"), Path.of(Samples.CALM).toAbsolutePath() + "\n");
        Path precious = Files.writeString(folder.resolve("precious.conf"), "kept");
        Path hashes = Files.createSymbolicLink(folder.resolve("q.hashes.txt"), precious);
        assertThat(CommandLineRun.of("hashes", list.toString()).exitCode()).isZero();
        assertThat(precious).hasContent("kept");
        assertThat(hashes).content().hasLineCount(2);
        assertThat(folder).isDirectoryNotContaining("glob:**.partial");
        CommandLineRun root = CommandLineRun.of("hashes", "/");
        assertThat(root.exitCode()).isEqualTo(1);
        assertThat(root.err()).isEqualTo("/: a list must be a file, but was /\n");
        Files.delete(hashes);
        Files.createDirectory(hashes);
        CommandLineRun taken = CommandLineRun.of("hashes", list.toString());
        assertThat(taken.exitCode()).as("an empty folder is no file to replace").isNotZero();
        assertThat(hashes).isDirectory();
    }

    @Test
    void aMergedClassMayNotHaveAReservedName() {
        assertThat(CommandLineRun.of("classify", "--model", "tess-lstm", "--merge", "silence=sad,neutral", Samples.CALM)
                        .err())
                .contains(
                        "--merge must not form a class called silence or undecided, which stand for no decision, but forms silence");
    }

    @Test
    void norMayAClassOfAModelFileHaveOne(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("pauses.onnx");
        try (InputStream bundled = OnnxModels.class.getResourceAsStream("models/tess-lstm/tess-lstm.onnx")) {
            String content = new String(bundled.readAllBytes(), StandardCharsets.ISO_8859_1);
            String labels = content.replace("happy,neutral,sad", "happy,silence,sad");
            assertThat(labels).isNotEqualTo(content);
            Files.write(file, labels.getBytes(StandardCharsets.ISO_8859_1));
        }
        for (String command : List.of("classify", "timeline")) {
            CommandLineRun run = CommandLineRun.of(command, "--model", file.toString(), Samples.CALM);
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .startsWith("--model must not have a class called silence, which stands for no decision;"
                            + " leave it out with --labels, or --merge it");
        }
        String merge = "--merge=calm=silence,sad";
        assertThat(CommandLineRun.of("classify", "--model", file.toString(), merge, Samples.CALM)
                        .exitCode())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void lackOfMemoryIsReportedInALine(boolean wrapped) {
        StringWriter err = new StringWriter();
        Surroundings narrow = new Surroundings(
                Bars.ASCII,
                terminal -> {
                    OutOfMemoryError lack = new OutOfMemoryError("Java heap space");
                    if (wrapped) {
                        throw new IllegalStateException(lack);
                    }
                    throw lack;
                },
                Microphone::open);
        int exitCode = SerCommand.commandLine(narrow)
                .setErr(new PrintWriter(err))
                .execute("classify", "--model", "loudness-demo", Samples.CALM);
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("ser: needs more memory than the JVM may use; raise it with java -Xmx");
    }

    @Test
    void namesDoNotControlTheTerminal(@TempDir Path folder) throws IOException {
        String wild = "no\u001b[2J\u0007\u009b.wav";
        String tame = "no\\u001b[2J\\u0007\\u009b.wav";
        CommandLineRun run = CommandLineRun.of("classify", "--model", "loudness-demo", wild);
        assertThat(run.err()).isEqualToIgnoringNewLines(tame + ": no such file");
        assertThat(CommandLineRun.of("classify", wild, "--" + wild).err())
                .contains(tame)
                .doesNotContain(wild);
        Path list = Files.writeString(
                folder.resolve("list.csv"),
                "path,label\n" + wild + ",calm\n" + Path.of(Samples.CALM).toAbsolutePath() + ",calm\n");
        String[] evaluate = {"evaluate", "--model", "loudness-demo", "--map", "calm=calm", "--manifest", list + ""};
        assertThat(CommandLineRun.of(evaluate).err())
                .isEqualToIgnoringNewLines(folder.resolve(tame) + ": no such file");
        Files.writeString(list, "path,label\n" + wild + ",calm\n");
        assertThat(CommandLineRun.of(evaluate).err())
                .startsWith("ser: not one clip could be classified; the first, " + folder.resolve(tame) + ": ");
    }

    @Test
    void longNamesAreShortened() {
        String name = "a" + "x".repeat(100_000) + ".wav";
        CommandLineRun run = CommandLineRun.of("classify", "--model", "loudness-demo", name);
        assertThat(run.err()).startsWith("axxx").contains("xxx...xxx").contains("xxx.wav: ");
        assertThat(run.err().length()).isBetween(300, 400);
        assertThat(CommandLineRun.of("evaluate", "--corpus", name).err().length())
                .isBetween(60_000, 70_000);
    }
}
