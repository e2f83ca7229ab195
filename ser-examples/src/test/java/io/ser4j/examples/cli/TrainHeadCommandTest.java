package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ser4j.AudioClip;
import io.ser4j.Emotion;
import io.ser4j.EmotionClassifier;
import io.ser4j.head.HeadFolder;
import io.ser4j.onnx.OnnxModels;
import io.ser4j.spi.EmotionModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From a folder of clips to a model that is used by its id, on the embeddings of the model "general": three speakers hum low or
 * high, each clip at a pitch of its own.
 */
class TrainHeadCommandTest {
    @TempDir
    Path folder;

    private Path manifest;
    private Path heads;

    @BeforeEach
    void makeClips() throws IOException {
        heads = folder.resolve("heads");
        StringBuilder csv = new StringBuilder("path,speaker,label\n");
        for (String speaker : List.of("ann", "ben", "cem")) {
            for (int take = 1; take <= 4; take++) {
                for (String label : List.of("humming low", "humming high")) {
                    String name = "voices/" + label + "/" + speaker + take + ".wav";
                    hum(folder.resolve(name), label.endsWith("low") ? 130 : 520);
                    csv.append(name)
                            .append(',')
                            .append(speaker)
                            .append(',')
                            .append(label)
                            .append('\n');
                }
            }
        }
        manifest = Files.writeString(folder.resolve("my.csv"), csv);
    }

    private static void hum(Path file, double hertz) throws IOException {
        Files.createDirectories(file.getParent());
        Random random = new Random(file.getFileName().toString().hashCode() + (long) hertz);
        double pitch = hertz * (1 + 0.1 * random.nextDouble());
        short[] samples = new short[Recording.RATE / 2];
        for (int i = 0; i < samples.length; i++) {
            double phase = 2 * Math.PI * pitch * i / Recording.RATE;
            double tone = Math.sin(phase) + 0.5 * Math.sin(2 * phase) + 0.3 * Math.sin(3 * phase);
            samples[i] = (short) (6_000 * tone + 300 * random.nextGaussian());
        }
        Files.write(file, Recording.wav(samples, Recording.RATE));
    }

    private CommandLineRun train(String... more) {
        List<String> args = new ArrayList<>(List.of("train-head", "--out", heads.toString()));
        args.addAll(List.of(more));
        return CommandLineRun.of(args.toArray(new String[0]));
    }

    private CommandLineRun trained() {
        return train("--id", "hums", "--manifest", manifest.toString());
    }

    @Test
    void aHeadIsMeasuredSavedAndUsedByItsId() throws IOException {
        Path report = folder.resolve("report.html");
        CommandLineRun run =
                train("--id", "hums", "--manifest", manifest.toString(), "--html", report.toString(), "--threads", "2");
        assertThat(run.err()).startsWith("saved " + heads.resolve("hums.head"));
        assertThat(run.exitCode()).isZero();
        String version = HeadFolder.of(heads).head("hums").spec().version();
        String name = "hums " + version;
        assertThat(run.out())
                .startsWith(name + ", protocol: 3 folds, speakers disjoint (seed 1)\n")
                .contains("trained on embeddings of general, version")
                .contains("The saved head, version " + version + ", is trained on all 24 clips: penalty ")
                .contains("unseen speakers: 24 clips, speakers: 3\n  UAR       1.0000");
        assertThat(report).content().contains(name + " on my").contains("humming low");

        String low = folder.resolve("voices/humming low/ann1.wav").toString();
        CommandLineRun heard =
                CommandLineRun.of("classify", "--model", "hums", "--models", heads.toString(), "--format", "csv", low);
        assertThat(heard.err()).isEmpty();
        assertThat(heard.out()).contains("humming low");
        CommandLineRun known = CommandLineRun.of(
                "classify", "--model", "hums", "--models", heads.toString(), "--format", "csv", "--voice", low, low);
        assertThat(known.err()).isEmpty();
        assertThat(known.out())
                .as("less certain for a speaker who always hums low")
                .contains("humming low")
                .isNotEqualTo(heard.out());
        assertThat(CommandLineRun.of("models", "--models", heads.toString()).out())
                .containsPattern(
                        "hums +[0-9a-f]{8} +16000 Hz +\\d+\\.\\d kB +CC-BY-NC-SA-4.0 +100\\.00 % +humming high,humming low\n");

        try (EmotionClassifier classifier = EmotionClassifier.builder()
                .model(HeadFolder.of(heads).open("hums"))
                .build()) {
            assertThat(classifier.classify(AudioClip.read(Path.of(low))).top().emotion())
                    .isEqualTo(new Emotion("humming low"));
        }
    }

    /** The bundled model's file with another id of the same length. */
    private Path generalCalled(String id) throws IOException {
        try (InputStream bundled = OnnxModels.class.getResourceAsStream("models/general/general.onnx")) {
            String content = new String(bundled.readAllBytes(), StandardCharsets.ISO_8859_1);
            String key = "ser4j.model_id\u0012\u0007";
            assertThat(content).contains(key + "general");
            return Files.write(
                    folder.resolve(id + ".onnx"),
                    content.replace(key + "general", key + id).getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void aHeadOnAModelFileNeedsThatFile() throws IOException {
        String base = generalCalled("my-base").toString();
        CommandLineRun run = train("--id", "hums", "--manifest", manifest.toString(), "--base", base);
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).endsWith("--model hums --models " + heads + " --base " + base + "\n");
        assertThat(run.out())
                .contains("trained on embeddings of my-base, version")
                .doesNotContain("general");
        String clip = folder.resolve("voices/humming low/ann1.wav").toString();
        String[] classify = {"classify", "--model", "hums", "--models", heads.toString(), clip};
        assertThat(CommandLineRun.of(classify).err()).contains("the base model of the head hums must open");
        CommandLineRun heard = CommandLineRun.of(with(classify, "--base", base));
        assertThat(heard.err()).isEmpty();
        assertThat(heard.out()).startsWith(clip + ": humming low, ");
        CommandLineRun evaluated = CommandLineRun.of(
                "evaluate",
                "--model",
                "hums",
                "--models",
                heads.toString(),
                "--base",
                base,
                "--manifest",
                manifest + "");
        assertThat(evaluated.out()).contains("clips it was trained on: 24 clips");
        String[] models = {"models", "--models", heads.toString()};
        assertThat(CommandLineRun.of(models).err()).startsWith("hums: the base model of the head hums must open");
        assertThat(CommandLineRun.of(with(models, "--base", base)).out()).contains("humming high,humming low");
        train("--id", "others", "--manifest", manifest.toString());
        assertThat(CommandLineRun.of("classify", "--model", "others", "--models", heads + "", "--base", base, clip)
                        .out())
                .as("an installed base model is not taken from the file")
                .startsWith(clip + ": humming low, ");
        assertThat(train("--id", "b", "--manifest", "x", "--base", generalCalled("general") + "")
                        .err())
                .startsWith("--base must be a file with another id than general, tess-lstm, ");
        assertThat(CommandLineRun.of("classify", "--base", base, clip).err()).startsWith("--base needs --models");
        assertThat(CommandLineRun.of("models", "--base", base).err()).startsWith("--base needs --models");
        assertThat(CommandLineRun.of("classify", "--model", "a\0.onnx", clip).err())
                .startsWith("--model: not a valid file name here");
        assertThat(train("--id", "b", "--manifest", "x", "--base", "a\0.onnx").err())
                .startsWith("--base: not a valid file name here");
    }

    private static String[] with(String[] args, String... more) {
        return Stream.concat(Arrays.stream(args), Arrays.stream(more)).toArray(String[]::new);
    }

    @Test
    void evaluateKnowsTheTrainingClipsOfAHead() throws IOException {
        trained();
        hum(folder.resolve("voices/humming low/ann9.wav"), 140);
        hum(folder.resolve("voices/humming high/dan1.wav"), 500);
        String copy = "voices/humming low/ann1.wav";
        Path list = Files.writeString(
                folder.resolve("new.csv"),
                "path,speaker,label\n" + copy + ",somebody,humming low\nvoices/humming low/ann9.wav,ann,humming low\n"
                        + "voices/humming high/dan1.wav,dan,humming high\n");
        CommandLineRun run = CommandLineRun.of(
                "evaluate", "--model", "hums", "--models", heads.toString(), "--manifest", list.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("hums " + HeadFolder.of(heads).head("hums").spec().version() + ", protocol: all clips\n")
                .containsSubsequence(
                        "The head classifies embeddings of general, version " + generalVersion()
                                + "; the headings say what either was trained on.",
                        "The training of the head used 24 clips of 3 speakers (hashes of their names), recognised here by"
                                + " hashes of their samples, 24 also by fingerprints,"
                                + " which the usual encodings hardly change (a copy that was cut, filtered, or played faster"
                                + " or slower, or has noise or reverberation added, can go unnoticed).",
                        "unseen speakers: 1 clip,",
                        "unseen clips of speakers it was trained on: 1 clip,",
                        "clips it was trained on: 1 clip,");
    }

    private static String generalVersion() {
        try (EmotionModel general = OnnxModels.bundled("general")) {
            return general.spec().version();
        }
    }

    @Test
    void theSameClipsGiveTheSameFile() throws IOException {
        trained();
        byte[] first = Files.readAllBytes(heads.resolve("hums.head"));
        assertThat(trained().err()).contains("hums.head exists; give another --id, or --replace");
        CommandLineRun again = train("--id", "hums", "--manifest", manifest.toString(), "--replace", "--threads", "2");
        assertThat(again.exitCode()).isZero();
        assertThat(heads.resolve("hums.head")).hasBinaryContent(first);
    }

    @Test
    void aFolderPerLabelIsEnoughAndItsReportSaysThatSpeakersLeak() throws IOException {
        Path broken = Files.writeString(folder.resolve("voices/humming low/broken.wav"), "no sound");
        CommandLineRun run =
                train("--id", "hums", "--folder", folder.resolve("voices").toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("saved ").contains("\n" + broken + ": ");
        assertThat(run.out())
                .contains("5 folds at random: speakers leak")
                .contains("expect worse on new voices")
                .contains("unseen clips of speakers it may have been trained on: 24 clips, speakers: not named")
                .contains("no interval without names of speakers")
                .contains("are not scored: 1");
        assertThat(train("--id", "a", "--folder", folder + "/voices", "--protocol", "speaker_folds")
                        .err())
                .contains("has no speaker, so that speakers cannot be kept apart");
    }

    @Test
    void withRandomFoldsNoSpeakerIsCalledNew() {
        CommandLineRun run =
                train("--id", "hums", "--manifest", manifest.toString(), "--protocol", "random_speakers_leak");
        assertThat(run.out())
                .contains("unseen clips of speakers it was trained on: 24 clips")
                .doesNotContain("unseen speakers:");
    }

    @Test
    void nothingIsSavedIfTrainingFails() throws IOException {
        String one = "--where=label=humming low";
        assertThat(train("--id", "one", "--manifest", manifest.toString(), one).err())
                .contains("at least two classes, but there are only those of humming low");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(train("--id", "none", "--folder", empty.toString()).err()).contains("but there is none");
        Path lonely = Files.writeString(
                folder.resolve("lonely.csv"),
                "path,speaker,label\nvoices/humming low/ann1.wav,ann,low\nvoices/humming high/ben1.wav,ben,high\n");
        assertThat(train("--id", "lonely", "--manifest", lonely.toString()).err())
                .contains("at least two classes, but there are only those of");
        Path leaking = Files.writeString(
                folder.resolve("leaking.csv"), Files.readString(manifest) + "copy.wav,dan,humming low\n");
        Files.copy(folder.resolve("voices/humming low/ann1.wav"), folder.resolve("copy.wav"));
        assertThat(train("--id", "leaking", "--manifest", leaking.toString(), "--protocol", "leave_one_speaker_out")
                        .err())
                .contains("no recording may be on both sides of the split")
                .contains("copy.wav");
        assertThat(heads).doesNotExist();
    }

    @Test
    void noClassMayHaveAReservedName() throws IOException {
        Path list =
                Files.writeString(folder.resolve("pauses.csv"), Files.readString(manifest) + "none.wav,ann,Silence\n");
        CommandLineRun run = train("--id", "pauses", "--manifest", list.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("no label may be called Silence, which stands for no decision, but that of "
                        + folder.resolve("none.wav") + " is; rename it with --map Silence=NAME");
        assertThat(train("--id", "pauses", "--manifest", manifest.toString(), "--map", "humming low=undecided")
                        .err())
                .contains("may be called undecided,");
        assertThat(heads).doesNotExist();
    }

    @Test
    void wrongUsageSaysWhatIsRight() {
        assertThat(train("--id", "Mine", "--manifest", "x").err()).contains("--id must be 1 to 64 of a-z");
        for (String file : List.of(manifest.toString(), manifest + "/heads")) {
            assertThat(CommandLineRun.of("train-head", "--out", file, "--id", "mine", "--manifest", "x")
                            .err())
                    .startsWith("--out must be a folder, or one that can be created, but " + manifest + " is a file");
        }
        assertThat(train("--id", "general", "--manifest", "x").err())
                .contains("--id must be none of general, tess-lstm");
        for (String option : List.of("--folds", "--seed")) {
            assertThat(train("--id", "a", "--manifest", "x", option, "3").err())
                    .as("goes with the default, folds of speakers")
                    .isEqualTo("ser: x: no such file\n");
            assertThat(train("--id", "a", "--manifest", "x", option, "3", "--protocol", "leave_one_speaker_out")
                            .err())
                    .startsWith("--folds and --seed go with --protocol speaker_folds or random_speakers_leak");
        }
        assertThat(train("--id", "a", "--manifest", "x", "--allow-leak", "speakers")
                        .err())
                .startsWith("--allow-leak must be speakers, with --train");
        assertThat(train("--id", "a", "--manifest", "x", "--protocol", "all").err())
                .contains("nothing to train on");
        assertThat(train("--id", "a", "--manifest", "x", "--base", "none").err())
                .contains("--base must be an ONNX file, or one of general, tess-lstm");
        assertThat(train("--id", "a", "--manifest", manifest.toString(), "--base", "tess-lstm")
                        .err())
                .contains("tess-lstm has no embedding");
        assertThat(train("--id", "a").exitCode()).isEqualTo(2);
    }

    @Test
    void theHeadAndThePageAreSavedEvenIfNobodyReadsTheReport() {
        Path report = folder.resolve("report.html");
        StringWriter err = new StringWriter();
        int exitCode = SerCommand.commandLine(Surroundings.pipe())
                .setOut(new PrintWriter(Writer.nullWriter()) {
                    @Override
                    public boolean checkError() {
                        return true;
                    }
                })
                .setErr(new PrintWriter(err))
                .execute(
                        "train-head",
                        "--id",
                        "hums",
                        "--manifest",
                        manifest.toString(),
                        "--out",
                        heads.toString(),
                        "--html",
                        report.toString());
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).startsWith("saved " + heads.resolve("hums.head"));
        assertThat(HeadFolder.of(heads).modelIds()).containsExactly("hums");
        assertThat(report).isNotEmptyFile();
    }

    @Test
    void modelsOfAFolderExplainThemselves() throws IOException {
        trained();
        String models = heads.toString();
        assertThat(CommandLineRun.of("classify", "--models", models, "x.wav").err())
                .contains("--models needs --model, one of hums");
        assertThat(CommandLineRun.of("classify", "--models", models, "--model", "tess", "x.wav")
                        .err())
                .contains("there is no model \"tess\"; available: hums, general, tess-lstm");
        assertThat(CommandLineRun.of("classify", "--models", folder + "/none", "--model", "hums", "x.wav")
                        .err())
                .contains("cannot be listed");
        Path file = heads.resolve("hums.head");
        Files.writeString(file, Files.readString(file).replaceFirst("temperature=", "temperature=1"));
        CommandLineRun broken = CommandLineRun.of("classify", "--models", models, "--model", "hums", "x.wav");
        assertThat(broken.exitCode()).isEqualTo(1);
        assertThat(broken.err()).contains("cut off or changed");
        assertThat(CommandLineRun.of("models", "--models", models).exitCode()).isEqualTo(1);
        assertThat(CommandLineRun.of(
                                "classify", "--models", models, "--model", "tess-lstm", "--base", "b.onnx", "x.wav")
                        .err())
                .startsWith("--base needs --model to be a head of --models, but it is tess-lstm");
        assertThat(CommandLineRun.of("classify", "--models", models, "--model", "b.onnx", "x.wav")
                        .err())
                .startsWith("--models needs --model to be the id of a head, but it is a file, b.onnx");
    }
}
