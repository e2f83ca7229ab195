package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.SAXException;

/**
 * From a folder to a report, with the demonstration backend, which calls loud clips excited: the angry ones of this RAVDESS are
 * loud, but for one; the neutral ones are quiet.
 */
class EvaluateCommandTest {
    @TempDir
    Path folder;

    private Path corpus;

    @BeforeEach
    void makeCorpus() throws IOException {
        corpus = folder.resolve("ravdess");
        for (int actor = 1; actor <= 3; actor++) {
            for (int take = 1; take <= 2; take++) {
                clip(actor, "01", take, 0.01);
                clip(actor, "05", take, actor == 3 && take == 2 ? 0.01 : 0.9);
            }
        }
    }

    private Path clip(int actor, String emotion, int take, double level) throws IOException {
        Path file =
                corpus.resolve(String.format("Actor_%02d/03-01-%s-01-01-%02d-%02d.wav", actor, emotion, take, actor));
        Files.createDirectories(file.getParent());
        Random random = new Random(file.getFileName().toString().hashCode());
        short[] samples = new short[800];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (level * 32_000 * (2 * random.nextDouble() - 1));
        }
        return Files.write(file, Recording.wav(samples, Recording.RATE));
    }

    private CommandLineRun evaluate(String... more) {
        List<String> args = new ArrayList<>(List.of("evaluate", "--model", "loudness-demo"));
        args.addAll(List.of("--corpus", "ravdess=" + corpus, "--map", "angry=excited", "--map", "neutral=calm"));
        args.addAll(List.of(more));
        return CommandLineRun.of(args.toArray(new String[0]));
    }

    @Test
    void theTextHasTheMeanRecallFirst() {
        CommandLineRun run = evaluate();
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("loudness-demo, protocol: all clips\n")
                .contains("Labels read as: angry -> excited (6), neutral -> calm (6).")
                .contains("is not known")
                .contains("12 clips, speakers: 3\n  UAR       0.9167  no interval over fewer than 4 speakers")
                .contains("  accuracy  0.9167")
                .containsPattern("excited +0\\.833 +1\\.000 +0\\.909 +6 ")
                .containsPattern("ravdess-03 +0\\.750 +0\\.750 +4 ")
                .contains("people (Livingstone and Russo")
                .contains("91.7 UAR, 91.7 accuracy, by loudness-demo (this evaluation)");
        assertThat(run.out().indexOf("UAR")).isLessThan(run.out().indexOf("accuracy"));
    }

    @Test
    void fourSpeakersGiveAnIntervalThatIsSaidToBeTooNarrow() throws IOException {
        clip(4, "01", 1, 0.01);
        assertThat(evaluate().out())
                .contains("% over 4 speakers)")
                .contains(
                        "Of 4 speakers only, clips it may or may not have been trained on: their interval is too narrow")
                .doesNotContain("a class has no clip");
        clip(5, "01", 1, 0.01);
        Path both = Files.writeString(
                folder.resolve("both.txt"),
                "Actor_01/03-01-05-01-01-01-01.wav\nActor_04/03-01-01-01-01-01-04.wav\n"
                        + "Actor_02/03-01-01-01-01-01-02.wav\nActor_05/03-01-01-01-01-01-05.wav\n");
        assertThat(evaluate("--protocol", "list", "--test", both.toString()).out())
                .contains("Labels read as: angry -> excited (1), neutral -> calm (3).")
                .containsPattern("In \\d\\d % of the draws behind the interval of UAR, .*, a class has no clip");
    }

    @Test
    void jsonIsOneObject() {
        CommandLineRun run = evaluate("--format", "json", "--protocol", "leave_one_speaker_out", "--threads", "2");
        assertThat(run.exitCode()).isZero();
        Map<String, Object> object = JsonReader.object(run.out().strip());
        assertThat(object).containsEntry("model", "loudness-demo").containsEntry("protocol", "leave one speaker out");
        Map<String, Object> section = first(object, "sections");
        assertThat((Double) section.get("uar")).isCloseTo(11 / 12.0, within(1e-15));
        Map<String, Object> answer = first(object, "answers");
        assertThat(answer)
                .containsEntry("speaker", "ravdess-01")
                .containsEntry("silent", true)
                .containsEntry("fold", "ravdess-01")
                .containsEntry("heard_before", "unknown");
        assertThat(JsonReader.nested(answer, "probabilities").values())
                .satisfies(all -> assertThat(
                                all.stream().mapToDouble(each -> (Double) each).sum())
                        .isCloseTo(1, within(1e-12)));
        assertThat(section).containsEntry("clips", 12.0).containsEntry("heard_before", "unknown");
        assertThat(section.get("uar_interval")).as("of three speakers").isEqualTo(JsonReader.NULL);
        assertThat((List<?>) section.get("confusion")).isEqualTo(List.of(List.of(6.0, 0.0), List.of(1.0, 5.0)));
        assertThat((List<?>) section.get("calibration")).hasSize(15);
        assertThat(first(object, "groups")).containsEntry("property", "fold").containsEntry("name", "ravdess-01");
        assertThat(first(section, "calibration"))
                .containsEntry("answers", 0.0)
                .containsEntry("accuracy", JsonReader.NULL);
        CommandLineRun calm = evaluate("--format", "json", "--where", "label=neutral", "--where", "speaker=ravdess-01");
        List<Map<String, Object>> classes =
                classes(first(JsonReader.object(calm.out().strip()), "sections"));
        assertThat(classes.get(1))
                .containsEntry("emotion", "excited")
                .containsEntry("recall", JsonReader.NULL)
                .containsEntry("precision", JsonReader.NULL)
                .containsEntry("f1", JsonReader.NULL);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> classes(Map<String, Object> section) {
        return (List<Map<String, Object>>) section.get("classes");
    }

    @Test
    void leaksAreAllowedOnlyWhereThereMayBeSome() {
        for (String[] odd : new String[][] {
            {"--allow-leak", "speakers"},
            {"--allow-leak", "speakers", "--protocol", "speaker_folds"},
            {"--allow-leak", "texts", "--protocol", "leave_one_corpus_out"},
            {"--allow-leak", "speakers", "--protocol", "leave_one_corpus_out", "--disjoint", "speakers"}
        }) {
            CommandLineRun run = evaluate(odd);
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).startsWith("--allow-leak must be speakers, with --train or");
        }
    }

    @Test
    void whatIsLeftOutIsNotTakenForAnotherClip() throws IOException {
        Path one = clip(1, "05", 1, 0.9);
        Path two = clip(2, "05", 1, 0.9);
        Path list = Files.writeString(
                folder.resolve("list.csv"), "path,speaker,label\na/1.wav,ann,excited\nb/1.wav,bob,excited\n");
        for (Map.Entry<String, Path> copy : Map.of("a", one, "b", two).entrySet()) {
            Path to = Files.createDirectories(folder.resolve(copy.getKey())).resolve("1.wav");
            Files.copy(copy.getValue(), to);
        }
        Path out = Files.writeString(folder.resolve("out.txt"), "a/1.wav\n");
        Path test = Files.writeString(folder.resolve("test.txt"), "1.wav\n");
        String[] line = {
            "evaluate",
            "--model",
            "loudness-demo",
            "--manifest",
            list.toString(),
            "--protocol",
            "list",
            "--test",
            test.toString(),
            "--leave-out",
            out.toString()
        };
        assertThat(CommandLineRun.of(line).err()).contains("1 of 1 do not: 1.wav (fits 2 clips)");
        Files.writeString(test, "b/1.wav\na/1.wav\n");
        CommandLineRun told = CommandLineRun.of(line);
        assertThat(told.err()).isEmpty();
        assertThat(told.out()).contains("1 clip, speakers: 1");
        Files.writeString(test, "1.wav\n");
        List<String> bobs = new ArrayList<>(List.of(line));
        bobs.addAll(List.of("--where", "speaker=bob"));
        assertThat(CommandLineRun.of(bobs.toArray(new String[0])).out()).contains("1 clip, speakers: 1");
    }

    @Test
    void controlCharactersOfNamesStayOffTheTerminal() throws IOException {
        Path named = Files.writeString(
                folder.resolve("named.csv"),
                "path,speaker,label\nravdess/Actor_01/03-01-05-01-01-01-01.wav,a\u001B[31mred,excited\n"
                        + "ravdess/Actor_02/03-01-01-01-01-01-02.wav,b,calm\n");
        CommandLineRun run = CommandLineRun.of("evaluate", "--model", "loudness-demo", "--manifest", named.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("a\\u001b[31mred").doesNotContain("\u001B");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> first(Map<String, Object> object, String name) {
        return ((List<Map<String, Object>>) object.get(name)).get(0);
    }

    @Test
    void csvHasARowPerClip() {
        CommandLineRun run = evaluate("--format", "csv", "--where", "speaker=ravdess-02");
        assertThat(run.out().lines()).hasSize(5);
        assertThat(run.out().lines().findFirst().orElseThrow())
                .startsWith("file,corpus,speaker,")
                .endsWith(",sha256,heard_before,fold,copy_of");
        assertThat(run.out().lines().skip(1)).allMatch(row -> row.endsWith(",unknown,all,"));
        assertThat(run.err()).contains("Labels read as: angry -> excited (2), neutral -> calm (2).");
    }

    @Test
    void theReportNeedsNothingFromElsewhereAndItsPicturesAreWellFormed()
            throws IOException, ParserConfigurationException, SAXException {
        Path report = folder.resolve("report.html");
        assertThat(evaluate("--html", report.toString()).exitCode()).isZero();
        String html = Files.readString(report);
        assertThat(html.replace("http://www.w3.org/2000/svg", ""))
                .contains("UAR over 2 classes", "0.917")
                .doesNotContain("http", "<script", "<link", "url(", "src=");
        List<String> pictures = Pattern.compile("(?s)<svg.*?</svg>")
                .matcher(html)
                .results()
                .map(found -> found.group())
                .toList();
        assertThat(pictures).hasSize(3);
        for (String picture : pictures) {
            byte[] xml = picture.getBytes(StandardCharsets.UTF_8);
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(xml));
        }
    }

    @Test
    void theSameSoundInTwoFoldsFails() throws IOException {
        Path original = corpus.resolve("Actor_01/03-01-05-01-01-01-01.wav");
        Path copy = corpus.resolve("Actor_02/03-01-05-01-02-01-02.wav");
        Files.copy(original, copy);
        CommandLineRun run = evaluate("--protocol", "leave_one_speaker_out");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("no recording may stand on both sides")
                .contains(original.toString())
                .contains(copy.toString());
        Path out = Files.writeString(folder.resolve("out.txt"), copy + "\n");
        CommandLineRun without = evaluate("--protocol", "leave_one_speaker_out", "--leave-out", out.toString());
        assertThat(without.exitCode()).isZero();
        assertThat(without.out()).contains("Left out as asked: 1 clip.").contains("12 clips");
        Path train = Files.writeString(folder.resolve("train.txt"), original.getFileName() + "\n");
        Path test = Files.writeString(folder.resolve("test.txt"), copy.getFileName() + "\n03-01-01-01-01-01-02.wav\n");
        String[] lists = {"--protocol", "list", "--train", train.toString(), "--test", test.toString()};
        assertThat(evaluate(lists).err()).contains("leave one of each pair out");
        String[] less = Arrays.copyOf(lists, lists.length + 2);
        less[lists.length] = "--leave-out";
        less[lists.length + 1] = out.toString();
        assertThat(evaluate(less).err()).isEmpty();
        assertThat(evaluate(less).out()).contains("Left out as asked: 1 clip.").contains("1 clip, speakers: 1");
        Files.writeString(out, original.getFileName() + "\n");
        assertThat(evaluate(less).err()).contains("--leave-out must name none of --train", "names 1 of them");
        Files.writeString(out, "nobody.wav\n");
        assertThat(evaluate("--leave-out", out.toString()).err()).contains("1 of 1 do not: nobody.wav");
        assertThat(evaluate().out())
                .contains(
                        "Judged twice, for one recording stands under two names (1; = the same samples, ~ another encoding): ");
    }

    @Test
    void listsThatShareASpeakerFailWhereNoneMay() throws IOException {
        Path train = Files.writeString(folder.resolve("train.txt"), "Actor_01/03-01-05-01-01-01-01.wav\n");
        Path test = Files.writeString(folder.resolve("test.txt"), "03-01-05-01-01-02-01.wav\n\n");
        String[] lists = {"--protocol", "list", "--train", train.toString(), "--test", test.toString()};
        CommandLineRun run = evaluate(lists);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("leak in \"list\": no speaker may stand on both sides, but 1 does: ravdess-01");
        String[] admitted = Arrays.copyOf(lists, lists.length + 2);
        admitted[lists.length] = "--allow-leak";
        admitted[lists.length + 1] = "speakers";
        assertThat(evaluate(admitted).out())
                .contains("protocol: given list: speakers leak")
                .contains("1 clip, speakers: 1\n  UAR       1.0000");
        admitted[lists.length] = "--disjoint";
        admitted[lists.length + 1] = "texts";
        assertThat(evaluate(admitted).err()).contains("leak in \"list\": no ");
    }

    @Test
    void aClipThatCannotBeReadIsToldAndInNoFigure() throws IOException {
        Path broken = Files.writeString(corpus.resolve("Actor_01/03-01-05-01-02-01-01.wav"), "no sound");
        CommandLineRun run = evaluate();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith(broken + ": ");
        assertThat(run.out()).contains("12 clips, speakers: 3").contains("in no figure: 1");
    }

    @Test
    void labelsThatTheModelCannotAnswerAreRefused() throws IOException {
        clip(1, "04", 1, 0.5);
        assertThat(evaluate().err()).contains("\"sad\"").contains("[calm, excited]");
        CommandLineRun dropped = evaluate("--map", "sad=");
        assertThat(dropped.exitCode()).isZero();
        assertThat(dropped.out()).contains("sad -> dropped (1)").contains("12 clips");
    }

    @Test
    void classesMayBeLeftOutAndMerged() throws IOException {
        clip(1, "04", 1, 0.5);
        CommandLineRun run = CommandLineRun.of(
                "evaluate",
                "--model",
                "tess-lstm",
                "--corpus",
                "ravdess=" + corpus,
                "--labels",
                "angry,happy,neutral",
                "--merge",
                "aroused=angry,happy");
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("Labels read as: angry -> aroused (6), sad -> dropped (1).")
                .contains("12 clips, speakers: 3")
                .containsPattern("aroused +[01]\\.\\d{3}")
                .doesNotContain("disgust");
        assertThat(CommandLineRun.of(
                                "evaluate", "--model", "tess-lstm", "--corpus", "ravdess=" + corpus, "--labels", "calm")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void wrongUsageSaysWhatIsRight() throws IOException {
        assertThat(CommandLineRun.of("evaluate", "--model", "loudness-demo").exitCode())
                .isEqualTo(2);
        CommandLineRun unknown = CommandLineRun.of("evaluate", "--corpus", "iemocap=x");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("crema-d, emodb").contains("but named iemocap");
        assertThat(evaluate("--protocol", "list").err()).contains("--protocol list and --test belong together");
        for (String[] sideless : new String[][] {{}, {"--protocol", "list", "--test", "x.txt"}}) {
            String[] disjoint = Arrays.copyOf(sideless, sideless.length + 2);
            disjoint[sideless.length] = "--disjoint";
            disjoint[sideless.length + 1] = "texts";
            assertThat(evaluate(disjoint).err()).startsWith("--disjoint needs two sides");
        }
        assertThat(evaluate("--html", folder.resolve("no/x.html").toString()).err())
                .startsWith("--html must lie in a folder that exists");
        assertThat(evaluate("--where", "speaker=EB0").err())
                .contains("--where speaker=EB0 leaves no clip: there is ravdess-01, ravdess-02, ravdess-03");
        assertThat(evaluate("--where", "speaker=ravdess-01", "--where", "speaker=ravdess-02")
                        .out())
                .contains("8 clips, speakers: 2");
        assertThat(evaluate("--corpus", "ravdess=" + corpus.resolve("Actor_01")).out())
                .contains("12 clips, speakers: 3")
                .contains("counted once: 4 of the entries");
        assertThat(evaluate("--where", "speaker").err()).contains("--where must be COLUMN=VALUE, but was speaker");
        assertThat(evaluate("--where", "shoe=42").err()).contains("leaves no clip: none has a shoe");
        assertThat(evaluate("--protocol", "speaker_folds", "--folds", "1").err())
                .contains("--folds must be at least 2, but was 1");
        assertThat(evaluate("--threads", "0").err()).contains("--threads must lie in [1, 1024], but was 0");
        CommandLineRun missing = CommandLineRun.of(
                "evaluate", "--manifest", folder.resolve("none.csv").toString());
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).contains("none.csv: no such file");
        Path elsewhere = Files.writeString(folder.resolve("list.csv"), "path,label,speaker\nno.wav,calm,a\n");
        assertThat(CommandLineRun.of(
                                "evaluate",
                                "--model",
                                "loudness-demo",
                                "--map",
                                "calm=calm",
                                "--manifest",
                                elsewhere.toString())
                        .err())
                .contains("not one clip could be heard; the first, ")
                .contains("no.wav: no such file");
    }

    @Test
    void silentClipsAreToldAndNotAnswered() throws IOException {
        Path silence = Files.write(folder.resolve("silence.wav"), Recording.wav(new short[16_000], 16_000));
        Path list = Files.writeString(
                folder.resolve("list.csv"),
                "path,label\n" + Path.of(Samples.CALM).toAbsolutePath() + ",calm\n"
                        + Path.of(Samples.BRISK).toAbsolutePath() + ",excited\n" + silence + ",calm\n");
        CommandLineRun run = CommandLineRun.of("evaluate", "--model", "loudness-demo", "--manifest", list.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("Hardly any voice in 1 of 3, on which the classifier decides on nothing: ", silence + ".")
                .containsPattern("  accuracy +1\\.0000")
                .containsPattern("  0\\.0 +66\\.7 % +100\\.0 %");
        assertThat(CommandLineRun.of(
                                "evaluate",
                                "--model",
                                "loudness-demo",
                                "--format",
                                "csv",
                                "--manifest",
                                list.toString())
                        .out()
                        .lines())
                .filteredOn(row -> row.contains(",true,"))
                .singleElement()
                .satisfies(row -> assertThat(row).startsWith(silence.toString()));
    }

    @Test
    void voicesMayBeKnownFirst() throws IOException {
        Path voices = folder.resolve("voices.csv");
        StringBuilder rows = new StringBuilder("path,speaker,label\n");
        for (String sample : Samples.all()) {
            rows.append(Path.of(sample).toAbsolutePath())
                    .append(",anna,")
                    .append(sample.contains("calm") ? "calm" : "excited")
                    .append('\n');
        }
        Files.writeString(voices, rows);
        CommandLineRun run = CommandLineRun.of(
                "evaluate", "--model", "loudness-demo", "--manifest", voices.toString(), "--known-clips", "2");
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("loudness-demo, protocol: all clips; 2 clips of each speaker known\n")
                .contains("3 clips, speakers: 1");
        CommandLineRun wrong = evaluate("--known-clips", "-1");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).startsWith("--known-clips must be at least 0, but was -1");
    }
}
