package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thousand files, some of them damaged, and runs that are interrupted and resumed. */
class ClassifyManyFilesTest {
    @TempDir
    Path folder;

    private static CommandLineRun classify(String... args) {
        List<String> all = new ArrayList<>(List.of("classify", "--model", "loudness-demo"));
        all.addAll(Arrays.asList(args));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    private String listOf(int count, int every) throws IOException {
        Path audio = Files.createDirectory(folder.resolve("audio"));
        List<String> names = ManyFiles.write(audio, count, every).stream()
                .map(Path::toString)
                .toList();
        return "@" + Files.write(folder.resolve("list.txt"), names);
    }

    @Test
    void eachOfFiftyDamagedFilesInAThousandCostsOneRow() throws IOException {
        String list = listOf(1000, 20);
        CommandLineRun one = classify("--format", "json", "--threads", "1", list);
        CommandLineRun four = classify("--format", "json", "--threads", "4", list);
        assertThat(four.out()).isEqualTo(one.out());
        assertThat(one.exitCode()).isEqualTo(1);
        List<Map<String, Object>> rows =
                one.out().lines().map(JsonReader::object).toList();
        assertThat(rows).hasSize(1000);
        for (int i = 0; i < rows.size(); i++) {
            assertThat((String) rows.get(i).get("file")).endsWith(String.format("%04d.wav", i));
            assertThat(rows.get(i).containsKey("error")).as("row %d", i).isEqualTo(i % 20 == 19);
        }
        assertThat(rows.stream().map(row -> row.get("error")).distinct())
                .as("they fail in different ways")
                .hasSizeGreaterThan(10);
        for (String format : List.of("a WAV file must", "FLAC must", "an MP3 stream must", "an Ogg page must")) {
            assertThat(rows.stream().map(row -> String.valueOf(row.get("error"))))
                    .as("some fail as %s", format)
                    .anyMatch(error -> error.contains(format) && !error.contains("with a decoder"));
        }
        assertThat(four.err().lines()).containsExactly("ser: 50 of 1000 failed; their rows say why");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv"})
    void aRunResumesWhereverItWasInterrupted(String format) throws IOException {
        Path strange = Files.write(folder.resolve("a \"b\",\n\u00e4.wav"), ManyFiles.wav(0.5, 100));
        String list = listOf(12, 4);
        Path out = folder.resolve("results");
        String[] args = {"--format", format, "--out", out.toString(), "--resume", strange.toString(), list, "missing"};
        CommandLineRun whole = classify(args);
        assertThat(whole.exitCode()).isEqualTo(1);
        byte[] expected = Files.readAllBytes(out);
        Path partial = folder.resolve("results.partial");
        for (int length : lengths(expected)) {
            Files.delete(out);
            Files.write(partial, Arrays.copyOf(expected, length));
            assertThat(classify(args)).isEqualTo(whole);
            assertThat(out).as("interrupted after %d bytes", length).hasBinaryContent(expected);
            assertThat(partial).doesNotExist();
        }
    }

    /** The lengths to cut off at: nothing, everything, around each line break, and some places in the middle of rows. */
    private static Set<Integer> lengths(byte[] expected) {
        Set<Integer> lengths = new TreeSet<>();
        for (int i = 0; i <= expected.length; i++) {
            boolean aroundBreak = i == 0 || i == expected.length || expected[i - 1] == '\n' || expected[i] == '\n';
            if (aroundBreak || i % 97 == 0) {
                lengths.add(i);
            }
        }
        return lengths;
    }

    @Test
    void rowsAreKeptAndNotComputedAgain() throws IOException {
        Path first = Files.write(folder.resolve("first"), ManyFiles.wav(0.5, 100));
        Path second = Files.write(folder.resolve("second"), ManyFiles.wav(0.001, 100));
        Path out = folder.resolve("results");
        String[] options = {"--format", "csv", "--out", out.toString()};
        classify(with(options, first.toString()));
        List<String> before = Files.readAllLines(out);
        Files.delete(first);
        // The first file is gone, but has its row; the second one is new and is named before it.
        CommandLineRun run = classify(with(options, "--resume", second.toString(), first.toString()));
        assertThat(run).isEqualTo(new CommandLineRun(0, "", ""));
        assertThat(Files.readAllLines(out)).hasSize(3).startsWith(before.toArray(String[]::new));
        assertThat(Files.readAllLines(out).get(2)).startsWith(second + ",,,").contains("SILENT");
        assertThat(classify(with(options, first.toString())).exitCode())
                .as("without --resume")
                .isEqualTo(1);
        assertThat(Files.readAllLines(out)).hasSize(2);
    }

    @Test
    void onlyFailuresOfFilesThatAreAskedForAreCounted() throws IOException {
        Path out = folder.resolve("results");
        String[] options = {"--format", "csv", "--out", out.toString()};
        assertThat(classify(with(options, "a.wav", "b.wav", Samples.CALM)).err())
                .isEqualToIgnoringNewLines("ser: 2 of 3 failed; their rows say why");
        assertThat(classify(with(options, "--resume", Samples.BRISK))).isEqualTo(new CommandLineRun(0, "", ""));
        assertThat(classify(with(options, "--resume", Samples.BRISK, "b.wav")).err())
                .isEqualToIgnoringNewLines("ser: 1 of 2 failed; their rows say why");
        assertThat(Files.readAllLines(out)).hasSize(5);
    }

    @Test
    void aFileNamedTwiceHasTwoRows() throws IOException {
        Path list = Files.write(folder.resolve("list"), Collections.nCopies(9, Samples.BRISK));
        Path out = folder.resolve("results");
        String[] args = {"--format", "json", "--out", out.toString(), "--resume", "@" + list};
        classify(args);
        byte[] expected = Files.readAllBytes(out);
        Files.delete(out);
        Files.write(folder.resolve("results.partial"), Arrays.copyOf(expected, expected.length / 2));
        classify(args);
        assertThat(out).hasBinaryContent(expected);
        assertThat(expected.length)
                .isEqualTo(9 * (1 + Files.readAllLines(out).get(0).length()));
    }

    @Test
    void filesOfOtherContentAreLeftAlone() throws IOException {
        Path out = Files.writeString(folder.resolve("results"), "file,emotion\nmy own table,\n");
        for (String format : List.of("csv", "json")) {
            CommandLineRun run = classify("--format", format, "--out", out.toString(), "--resume", Samples.CALM);
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).startsWith(out + ": cannot be written: its ");
        }
        assertThat(out).hasContent("file,emotion\nmy own table,\n");
        assertThat(folder.resolve("results.partial")).doesNotExist();
        Path json = folder.resolve("other.jsonl");
        CommandLineRun.of("classify", "--format", "json", "--out", json.toString(), Samples.CALM);
        CommandLineRun run = classify("--format", "json", "--out", json.toString(), "--resume", Samples.CALM);
        assertThat(run.err()).contains(CommandLineRun.OTHER_ROWS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv"})
    void answersOfTwoModelsDoNotMix(String format) throws IOException {
        Path out = folder.resolve("results");
        String[] args = {"classify", "--format", format, "--out", out.toString(), Samples.CALM, "--model"};
        CommandLineRun.of(with(args, "tess-lstm"));
        byte[] before = Files.readAllBytes(out);
        CommandLineRun other = CommandLineRun.of(with(args, "general", "--resume"));
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.err()).startsWith(out + ": cannot be written: its row before byte " + before.length);
        assertThat(out).hasBinaryContent(before);
        assertThat(CommandLineRun.of(with(args, "tess-lstm", "--resume")).exitCode())
                .isZero();
        assertThat(out).hasBinaryContent(before).content().contains("tess-lstm 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv"})
    void answersOfAnotherThresholdOrVoiceDoNotMix(String format) throws IOException {
        Path out = folder.resolve("results");
        String[] args = {"classify", "--format", format, "--out", out.toString(), Samples.CALM, "--threshold"};
        String[] earlier = with(args, "0.9", "--voice", Samples.BRISK, "--resume");
        assertThat(CommandLineRun.of(earlier).exitCode()).isZero();
        byte[] before = Files.readAllBytes(out);
        for (String[] other : List.of(
                with(args, "0.8", "--voice", Samples.BRISK, "--resume"),
                with(args, "0.9", "--voice", Samples.CALM, "--resume"),
                with(args, "0.9", "--voice", Samples.BRISK, "--voice-emotion", "neutral", "--resume"),
                with(args, "0.9", "--resume"))) {
            CommandLineRun run = CommandLineRun.of(other);
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains(CommandLineRun.OTHER_ROWS);
        }
        assertThat(CommandLineRun.of(earlier).exitCode()).isZero();
        assertThat(out).hasBinaryContent(before).content().contains(Samples.BRISK, "0.9");
    }

    @Test
    void recordingsFoldersAndFilesOfOtherRunsAreNotOverwritten() throws IOException {
        Path recording = Files.copy(Path.of(Samples.CALM), folder.resolve("voice.wav"));
        CommandLineRun run = classify("--out", recording.toString(), recording.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("--out must not replace a recording, but would replace " + recording);
        assertThat(recording).hasSameBinaryContentAs(Path.of(Samples.CALM));
        assertThat(classify("--out", folder.toString(), Samples.CALM).err()).contains("is a directory");
        assertThat(classify("--out", folder.resolve("no/x").toString(), Samples.CALM)
                        .err())
                .startsWith("--out must lie in a folder that exists");
        Path out = folder.resolve("results");
        try (RandomAccessFile other =
                        new RandomAccessFile(folder.resolve("results.partial").toFile(), "rw");
                FileLock lock = other.getChannel().lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(classify("--out", out.toString(), Samples.CALM).err()).contains("another run is writing it");
        }
        assertThat(out).doesNotExist();
    }

    @Test
    void aTextFileHasWhatTheTerminalWouldShow() throws IOException {
        Path out = folder.resolve("results");
        CommandLineRun run = classify("--out", out.toString(), Samples.CALM, "missing");
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).containsExactly("missing: no such file");
        assertThat(out).hasContent(classify(Samples.CALM).out());
    }

    /** Standard error is a terminal, standard output is not. */
    @Test
    void aTerminalShowsTheBarUntilTheEnd() throws IOException {
        String list = listOf(50, 10);
        java.io.StringWriter err = new java.io.StringWriter();
        int exitCode = SerCommand.commandLine(
                        new Surroundings(Bars.ASCII, terminal -> terminal == Terminal.STANDARD_ERROR, Microphone::open))
                .setOut(new java.io.PrintWriter(java.io.Writer.nullWriter()))
                .setErr(new java.io.PrintWriter(err))
                .execute("classify", "--model", "loudness-demo", "--format", "json", list);
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).contains("/50 files").contains(" \rser: 5 of 50 failed");
    }

    private static String[] with(String[] options, String... more) {
        List<String> all = new ArrayList<>(Arrays.asList(options));
        all.addAll(Arrays.asList(more));
        return all.toArray(String[]::new);
    }
}
