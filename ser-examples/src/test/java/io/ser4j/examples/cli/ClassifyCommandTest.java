package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the demonstration backend, whose answer is known: the calm clip is quiet, the brisk one loud. */
class ClassifyCommandTest {
    private static final String[] LOUDNESS = {"classify", "--model", "loudness-demo"};

    @TempDir
    Path folder;

    private static CommandLineRun classify(String... args) {
        String[] all = new String[LOUDNESS.length + args.length];
        System.arraycopy(LOUDNESS, 0, all, 0, LOUDNESS.length);
        System.arraycopy(args, 0, all, LOUDNESS.length, args.length);
        return CommandLineRun.of(all);
    }

    @Test
    void textHasTheAnswerAndABarPerClass() {
        CommandLineRun run = classify(Samples.CALM);
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines())
                .hasSize(4)
                .satisfies(lines -> assertThat(lines.get(0)).matches(Samples.CALM + ": calm, \\d+\\.\\d %"))
                .satisfies(lines -> assertThat(lines.get(1)).matches("  calm     +\\d+\\.\\d %  #{21,40}"))
                .satisfies(lines -> assertThat(lines.get(2)).matches("  excited  +\\d+\\.\\d %  #{1,20}"))
                .satisfies(lines -> assertThat(lines.get(3)).isEmpty());
    }

    @Test
    void jsonIsOneObjectPerLineInTheOrderOfTheFiles() {
        CommandLineRun run = classify("--format", "json", Samples.BRISK, Samples.CALM);
        assertThat(run.exitCode()).isZero();
        List<Map<String, Object>> objects =
                run.out().lines().map(JsonReader::object).toList();
        assertThat(objects).extracting(o -> o.get("file")).containsExactly(Samples.BRISK, Samples.CALM);
        assertThat(objects).extracting(o -> o.get("emotion")).containsExactly("excited", "calm");
        for (Map<String, Object> object : objects) {
            assertThat(object.keySet())
                    .containsExactly(
                            "file",
                            "emotion",
                            "probability",
                            "scores",
                            "derived_arousal",
                            "derived_valence",
                            "warnings",
                            "channel",
                            "voice",
                            "threshold",
                            "merge",
                            "model");
            assertThat(object.get("derived_arousal"))
                    .as("these classes have no coordinates")
                    .isEqualTo(JsonReader.NULL);
            Map<String, Object> scores = JsonReader.nested(object, "scores");
            assertThat(scores.keySet()).containsExactly("calm", "excited");
            assertThat(object.get("probability")).isEqualTo(scores.get((String) object.get("emotion")));
            double sum = scores.values().stream().mapToDouble(p -> (Double) p).sum();
            // Each number is rounded to six digits.
            assertThat(sum).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void failingFilesAreReportedAndDoNotStopTheOthers() throws IOException {
        Path text =
                Files.writeString(folder.resolve("notes.wav"), "these are just words, not a sound at all, are they?");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        CommandLineRun run =
                classify("missing.wav", Samples.CALM, empty.toString(), text.toString(), "a\0b", Samples.BRISK);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out().lines().filter(line -> !line.isEmpty() && !line.startsWith(" ")))
                .extracting(line -> line.replaceFirst(":.*", ""))
                .containsExactly(Samples.CALM, Samples.BRISK);
        assertThat(run.err().lines())
                .hasSize(4)
                .satisfies(lines -> assertThat(lines.get(0)).isEqualTo("missing.wav: no such file"))
                .satisfies(lines -> assertThat(lines.get(1)).isEqualTo(empty + ": a folder without any audio file"))
                .satisfies(lines ->
                        assertThat(lines.get(2)).startsWith(text + ": ").contains("byte"))
                .satisfies(lines -> assertThat(lines.get(3)).startsWith("a\\u0000b: not a valid file name here"));
    }

    @Test
    void inJsonAFailureIsARowOfItsOwn() {
        CommandLineRun run = classify("--format", "json", "missing.wav", Samples.CALM);
        assertThat(run.exitCode()).isEqualTo(1);
        List<Map<String, Object>> objects =
                run.out().lines().map(JsonReader::object).toList();
        assertThat(objects.get(0))
                .containsAllEntriesOf(Map.of("file", "missing.wav", "error", "no such file"))
                .containsOnlyKeys("file", "error", "channel", "voice", "threshold", "merge", "model");
        assertThat(objects.get(1)).containsEntry("file", Samples.CALM).doesNotContainKey("error");
        assertThat(run.err().lines()).containsExactly("ser: 1 of 2 failed; their rows say why");
    }

    @Test
    void csvHasAHeadingAndARowPerFile() throws IOException {
        Path strange = Files.copy(Path.of(Samples.CALM), folder.resolve("a, \"b\".wav"));
        CommandLineRun run = classify("--format", "csv", strange.toString(), "missing.wav");
        assertThat(run.exitCode()).isEqualTo(1);
        List<List<String>> rows = run.out().lines().map(Csv::fields).toList();
        assertThat(rows.get(0))
                .containsExactly(
                        "file",
                        "emotion",
                        "probability",
                        "p_calm",
                        "p_excited",
                        "derived_arousal",
                        "derived_valence",
                        "warnings",
                        "channel",
                        "voice",
                        "threshold",
                        "merge",
                        "model",
                        "error");
        assertThat(rows.get(1))
                .startsWith(strange.toString(), "calm", rows.get(1).get(3))
                .endsWith("");
        double sum = Double.parseDouble(rows.get(1).get(3))
                + Double.parseDouble(rows.get(1).get(4));
        assertThat(sum).isCloseTo(1, within(1e-6));
        assertThat(rows.get(2))
                .hasSameSizeAs(rows.get(1))
                .startsWith("missing.wav", "", "", "", "", "", "", "")
                .endsWith("", "", "0.0", "", rows.get(1).get(12), "no such file");
        assertThat(rows).hasSize(3);
    }

    @Test
    void aListHasOneFilePerLineEvenWithSpaces() throws IOException {
        Path spaced = Files.copy(Path.of(Samples.CALM), folder.resolve("my own voice.wav"));
        Path list = Files.write(folder.resolve("list.txt"), List.of(spaced.toString(), "#1.wav", Samples.BRISK));
        CommandLineRun run = classify("--format", "json", "@" + list);
        assertThat(run.out().lines().map(JsonReader::object))
                .extracting(o -> o.get("file"))
                .containsExactly(spaced.toString(), "#1.wav", Samples.BRISK);
    }

    @Test
    void linesOfAListAreAlwaysFileNames() throws IOException {
        Path list = Files.writeString(
                folder.resolve("list.txt"), "\uFEFF" + Samples.CALM + "\r\n--format\n@nested.txt\n\n" + Samples.BRISK);
        CommandLineRun run = classify("@" + list);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines()).containsExactly("--format: no such file", "@nested.txt: no such file");
    }

    @Test
    void listsWithoutNamesAreReported() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.txt"));
        CommandLineRun run = classify("@" + empty, "@" + folder, "@missing.txt", "");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines())
                .containsExactly(
                        "@" + empty + ": an empty list",
                        "@" + folder + ": is a directory",
                        "@missing.txt: no such file",
                        "\"\": an empty file name");
    }

    @Test
    void aFolderStandsForTheAudioFilesBelowItInOrder() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("b/inner"));
        Path last = Files.copy(Path.of(Samples.BRISK), inner.resolve("voice.WAV"));
        Path first = Files.copy(Path.of(Samples.CALM), folder.resolve("a.wav"));
        Files.writeString(folder.resolve("notes.txt"), "not asked for");
        CommandLineRun run = classify("--format", "json", folder.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.err().lines()).containsExactly("ser: skipped 1 file without audio in the folders");
        assertThat(run.out().lines().map(JsonReader::object))
                .extracting(o -> o.get("file"))
                .containsExactly(first.toString(), last.toString());
    }

    @Test
    void oneCommandClassifiesThousandsOfFiles() throws IOException {
        Path list = Files.write(folder.resolve("list.txt"), java.util.Collections.nCopies(1000, Samples.BRISK));
        CommandLineRun run = classify("--format", "json", "@" + list);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines()).hasSize(1000);
    }

    @Test
    void wrongUsageIsExplained() {
        assertThat(CommandLineRun.of("classify").exitCode()).isEqualTo(2);
        assertThat(CommandLineRun.of("classify").err())
                .contains("FILE")
                .contains("For all options: java -jar ser.jar help ");
        CommandLineRun model = CommandLineRun.of("classify", "--model", "nobody", Samples.CALM);
        assertThat(model.exitCode()).isEqualTo(2);
        assertThat(model.err()).contains("no model \"nobody\"").contains("loudness-demo");
        CommandLineRun format = CommandLineRun.of("classify", "--format", "xml", Samples.CALM);
        assertThat(format.exitCode()).isEqualTo(2);
        assertThat(format.err()).contains("xml").contains("TEXT, JSON, CSV");
        assertThat(CommandLineRun.of("classify", "--nonsense", Samples.CALM).exitCode())
                .isEqualTo(2);
        assertThat(format.out() + model.out()).isEmpty();
        assertThat(classify("--threads", "0", Samples.CALM).err())
                .contains("--threads must lie in [1, 1024], but was 0");
        CommandLineRun many = classify("--threads", "268435456", Samples.CALM);
        assertThat(many.exitCode()).isEqualTo(2);
        assertThat(many.err()).startsWith("--threads must lie in [1, 1024], but was 268435456");
        assertThat(classify("--resume", Samples.CALM).exitCode()).isEqualTo(2);
        CommandLineRun text = classify("--resume", "--out", folder.resolve("x").toString(), Samples.CALM);
        assertThat(text.exitCode()).isEqualTo(2);
        assertThat(text.err()).contains("--resume needs --out and --format json or csv");
    }

    @Test
    void aReaderThatClosesThePipeEndsTheCommand() {
        StringWriter err = new StringWriter();
        ClosingWriter out = new ClosingWriter();
        int exitCode = SerCommand.commandLine(Surroundings.pipe())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("classify", "--model", "loudness-demo", Samples.CALM, Samples.BRISK, "missing.wav");
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).isEmpty();
        assertThat(out.flushes).isEqualTo(1);
    }

    /** A pipe that nobody reads. */
    private static final class ClosingWriter extends Writer {
        private int flushes;

        @Override
        public void write(char[] chars, int offset, int count) {
            // As if buffered.
        }

        @Override
        public void flush() throws IOException {
            flushes++;
            throw new IOException("Broken pipe");
        }

        @Override
        public void close() {
            // Nothing to free.
        }
    }

    @Test
    void aKnownVoiceChangesTheAnswer() {
        double alone = loudness();
        assertThat(loudness("--voice", Samples.BRISK))
                .as("less excited, for somebody who is always loud")
                .isLessThan(alone);
        assertThat(loudness("--voice", "samples"))
                .isEqualTo(loudness(
                        "--voice",
                        "samples/voice-1-calm.wav",
                        "--voice",
                        "samples/voice-2-brisk.wav",
                        "--voice",
                        "samples/voice-3-high.wav",
                        "--voice",
                        "samples/voice-4-low.wav",
                        "--voice",
                        "samples/voice-5-word.wav"));
    }

    @Test
    void theMoodOfAKnownVoiceIsNoPartOfItIfItIsGiven() {
        double inAnyMood = loudness("--voice", Samples.BRISK);
        assertThat(loudness("--voice", Samples.BRISK, "--voice-emotion", "excited"))
                .as("loud then, but not always")
                .isGreaterThan(inAnyMood);
        CommandLineRun alone = classify("--voice-emotion", "excited", Samples.CALM);
        assertThat(alone.exitCode()).isEqualTo(2);
        assertThat(alone.err()).startsWith("--voice-emotion requires --voice");
        CommandLineRun strange = classify("--voice", Samples.CALM, "--voice-emotion", "sad", Samples.CALM);
        assertThat(strange.exitCode()).isEqualTo(2);
        assertThat(strange.err())
                .startsWith("--voice-emotion must be one of the model's classes, [calm, excited], but was \"sad\"");
        CommandLineRun csv =
                classify("--format", "csv", "--voice", Samples.BRISK, "--voice-emotion", "excited", Samples.CALM);
        assertThat(csv.out()).contains("," + Samples.BRISK + " (excited),");
    }

    private static double loudness(String... options) {
        List<String> args = new ArrayList<>(List.of("--format", "json"));
        args.addAll(List.of(options));
        args.add(Samples.BRISK);
        CommandLineRun run = classify(args.toArray(new String[0]));
        assertThat(run.err()).isEmpty();
        Map<String, Object> scores =
                JsonReader.nested(JsonReader.object(run.out().strip()), "scores");
        return (Double) scores.get("excited");
    }

    @Test
    void aVoiceThatCannotBeLearntFails() throws IOException {
        CommandLineRun missing = classify("--voice", "no-such.wav", Samples.CALM);
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).isEqualTo("ser: --voice: no-such.wav: no such file\n");
        Path silence = Files.write(folder.resolve("silence.wav"), Recording.wav(new short[16_000], 16_000));
        CommandLineRun silent = classify("--voice", silence.toString(), Samples.CALM);
        assertThat(silent.exitCode()).isEqualTo(1);
        assertThat(silent.err()).isEqualTo("ser: --voice: at least one clip must hold a voice, but none of 1 does\n");
        for (int i = 0; i < 101; i++) {
            Files.copy(silence, folder.resolve("again-" + i + ".wav"));
        }
        CommandLineRun many = classify("--voice", folder.toString(), Samples.CALM);
        assertThat(many.exitCode()).isEqualTo(1);
        assertThat(many.err())
                .isEqualTo("ser: --voice: must be at most 100 files of 600 s in all, but there are more\n");
        Path endless = Files.write(folder.resolve("endless.wav"), Recording.wav(new short[601 * 1000], 1000));
        CommandLineRun tooLong = classify("--voice", endless.toString(), Samples.CALM);
        assertThat(tooLong.exitCode()).isEqualTo(1);
        assertThat(tooLong.err()).startsWith("ser: --voice: " + endless + ": ").contains("600.0 s");
        CommandLineRun dumb =
                CommandLineRun.of("classify", "--model", "tess-lstm", "--voice", Samples.CALM, Samples.CALM);
        assertThat(dumb.exitCode()).isEqualTo(1);
        assertThat(dumb.err()).startsWith("ser: --voice: the model tess-lstm cannot learn a voice");
    }
}
