package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ser4j.examples.Links;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever option names it, an output never replaces a recording, a model or what the same command reads. */
class TargetTest {
    private static final String[] PROTOCOL_LIST = {"--protocol", "list", "--test"};

    @TempDir
    Path folder;

    private Path recording;
    private Path manifest;

    @BeforeEach
    void makeInputs() throws IOException {
        recording = Files.copy(Path.of(Samples.CALM), folder.resolve("keep"));
        manifest = Files.writeString(folder.resolve("my.csv"), "path,label\nkeep,calm\n");
    }

    private static void assertRefused(String what, Path file, String... args) throws IOException {
        byte[] before = Files.readAllBytes(file);
        CommandLineRun run = CommandLineRun.of(args);
        assertThat(run.err()).contains(" must not replace " + what + ", but would replace ");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(file).hasBinaryContent(before);
    }

    private String[] evaluate(Path html, String... more) {
        return concat(new String[] {"evaluate", "--model", "loudness-demo", "--html", html.toString()}, more);
    }

    private static String[] concat(String[] first, String... second) {
        String[] both = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void noRecordingIsReplaced() throws IOException {
        Path torn = Files.writeString(folder.resolve("torn.m4a"), "");
        for (Path file : new Path[] {recording, torn}) {
            String name = file.toString();
            assertRefused("a recording", file, evaluate(file, "--manifest", manifest.toString()));
            assertRefused(
                    "a recording",
                    file,
                    "train-head",
                    "--id",
                    "x",
                    "--out",
                    folder + "/heads",
                    "--html",
                    name,
                    "--manifest",
                    manifest.toString());
            assertRefused("a recording", file, "classify", "--out", name, Samples.CALM);
            assertRefused("a recording", file, "plot", "--out", name, Samples.CALM);
            assertRefused("a recording", file, "timeline", "--plot", name, Samples.CALM);
        }
        Path partial = Files.copy(recording, folder.resolve("results.partial"));
        assertRefused(
                "a recording",
                partial,
                "classify",
                "--model",
                "loudness-demo",
                "--out",
                folder.resolve("results").toString(),
                Samples.CALM);
    }

    @Test
    void noModelIsReplaced() throws IOException {
        for (String name : new String[] {"mine.onnx", "mine.head"}) {
            Path file = Files.writeString(folder.resolve(name), "weights");
            assertRefused("a model", file, "classify", "--model", file.toString(), "--out", file.toString(), "x.wav");
            assertRefused("a model", file, evaluate(file, "--manifest", manifest.toString()));
        }
    }

    @Test
    void nothingThatTheCommandReadsIsReplaced() throws IOException {
        String read = "what the command reads";
        String list = manifest.toString();
        assertRefused(read, manifest, evaluate(manifest, "--manifest", list));
        assertRefused(read, manifest, evaluate(manifest, "--corpus", "tess=x", "--leave-out", list));
        assertRefused(read, manifest, evaluate(manifest, concat(PROTOCOL_LIST, list)));
        assertRefused(read, manifest, evaluate(manifest, concat(PROTOCOL_LIST, "x", "--train", list)));
        assertRefused(read, manifest, "classify", "--out", list, "@" + list);
        assertRefused(read, manifest, "classify", "--out", list, "x.wav", "--voice", "@" + list);
        assertRefused(
                read, manifest, "classify", "--out", folder.resolve("./my.csv").toString(), list);
        Path partial = Files.copy(manifest, folder.resolve("results.partial"));
        String out = folder.resolve("results").toString();
        assertRefused(read, partial, "classify", "--model", "loudness-demo", "--out", out, "@" + partial);
        Path hashes = Files.copy(manifest, folder.resolve("my.hashes.txt"));
        assertRefused(read, hashes, "hashes", folder.resolve("my.txt").toString(), hashes.toString());
    }

    @Test
    void linksToThemAreProtectedAsWell() throws IOException {
        Path link = folder.resolve("link");
        Links.make(link, manifest);
        String list = manifest.toString();
        assertRefused("what the command reads", manifest, evaluate(link, "--manifest", list));
        assertRefused("what the command reads", manifest, evaluate(manifest, "--manifest", link.toString()));
        assertRefused("what the command reads", manifest, "classify", "--out", link.toString(), "@" + list);
    }

    @Test
    void aHyphenIsNoFile() {
        for (String[] args : new String[][] {
            {"classify", "--out", "-", Samples.CALM},
            {"plot", "--out", "-", Samples.CALM},
            {"timeline", "--plot", "-", Samples.CALM},
            evaluate(Path.of("-"), "--manifest", manifest.toString())
        }) {
            CommandLineRun run = CommandLineRun.of(args);
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err().lines().findFirst().orElseThrow())
                    .endsWith(" must be a file of its own, but - stands for standard output"
                            + (args[0].equals("classify") ? "; leave out --out to write to standard output" : ""));
        }
        assertThat(Path.of("-")).doesNotExist();
    }

    @Test
    void theProgramsOwnOutputIsNoFile() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/stdout")) && Files.exists(Path.of("/dev/stderr")), "no such devices");
        Links.make(folder.resolve("out.png"), Path.of("/dev/stdout"));
        Links.make(folder.resolve("err.png"), Path.of("/dev/fd/2"));
        String out = folder + "/out.png";
        String err = folder + "/err.png";
        String manifested = manifest.toString();
        String without = "; leave out --out to write to standard output";
        assertStream("/dev/stdout stands for standard output" + without, "classify", "--out", "/dev/stdout", "x.wav");
        assertStream("/dev/fd/1 stands for standard output" + without, "classify", "--out", "/dev/fd/1", "x.wav");
        assertStream(err + " stands for standard error" + without, "classify", "--out", err, "x.wav");
        assertStream(out + " stands for standard output", "plot", "--out", out, "x.wav");
        assertStream(err + " stands for standard error", "timeline", "--plot", err, "x.wav");
        assertStream("/dev/stderr stands for", evaluate(Path.of("/dev/stderr"), "--manifest", manifested));
    }

    private static void assertStream(String message, String... args) {
        CommandLineRun run = CommandLineRun.of(args);
        assertThat(run.err()).contains(" must be a file of its own, but " + message);
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void aReportMayBeThrownAwayButRowsMayNot() {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device), "there is no /dev/null here");
        assertThat(CommandLineRun.of(evaluate(device, "--manifest", manifest.toString(), "--map", "calm=calm"))
                        .exitCode())
                .isZero();
        CommandLineRun run = CommandLineRun.of("classify", "--out", "/dev/null", "x.wav");
        assertThat(run.err()).startsWith("--out must be a regular file, but /dev/null is not");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void outputsOfEarlierRunsAreReplaced() throws IOException {
        Path html = Files.writeString(folder.resolve("report.html"), "of yesterday");
        Path sameFile = Files.createLink(folder.resolve("same"), html);
        CommandLineRun run = CommandLineRun.of(evaluate(html, "--manifest", manifest.toString(), "--map", "calm=calm"));
        assertThat(run.err()).isEmpty();
        assertThat(html).content().contains("loudness-demo");
        assertThat(sameFile).as("not overwritten, in case the disk is full").hasContent("of yesterday");
    }

    /** For each new label, decide whether it stands for files that are read, which {@link Target} must protect. */
    @Test
    void theLabelsOfFilesInTheHelpAreKnown() {
        assertThat(SerCommand.commandLine(Surroundings.pipe()).getSubcommands().values().stream()
                        .filter(command -> !command.getCommandName().equals("help"))
                        .flatMap(command -> command.getCommandSpec().args().stream())
                        .filter(arg -> arg.auxiliaryTypes()[0] == String.class)
                        .map(arg -> arg.paramLabel().replaceAll("[=,].*", "")))
                .as("read")
                .contains("FILE", "LIST", "CSV")
                .as("written, models and folders, or no files")
                .containsOnly(
                        "FILE", "LIST", "CSV", "RESULTS", "REPORT", "PNG", "ID", "MODEL", "FOLDER", "NAME", "NEW",
                        "LABEL", "COLUMN");
    }
}
