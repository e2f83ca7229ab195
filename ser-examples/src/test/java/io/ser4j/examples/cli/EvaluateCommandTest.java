package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

/** From a folder to a report, with the demonstration backend; {@link EvaluateListsTest} tests lists and leaks. */
class EvaluateCommandTest extends LoudRavdess.Tests {
    @Test
    void theTextHasTheMeanRecallFirst() {
        CommandLineRun run = corpus.evaluate();
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("loudness-demo 1, protocol: all clips\n")
                .contains("Labels read as: angry -> excited (6), neutral -> calm (6).")
                .contains("is not known")
                .contains("12 clips, speakers: 3\n  UAR       0.9167  no interval over fewer than 4 speakers")
                .contains("  accuracy  0.9167")
                .containsPattern("excited +0\\.833 +1\\.000 +0\\.909 +6 ")
                .containsPattern("ravdess-03 +0\\.750 +0\\.750 +4 ")
                .contains("people (Livingstone and Russo")
                .contains("91.7 UAR, 91.7 accuracy, by loudness-demo 1 (this evaluation)");
        assertThat(run.out().indexOf("UAR")).isLessThan(run.out().indexOf("accuracy"));
    }

    @Test
    void fourSpeakersGiveAnIntervalThatIsSaidToBeTooNarrow() throws IOException {
        corpus.clip(4, "01", 1, 0.01);
        assertThat(corpus.evaluate().out())
                .contains("% over 4 speakers)")
                .contains("Only 4 speakers (clips it may have been trained on): the interval is too narrow")
                .doesNotContain("some class has no clip");
        corpus.clip(5, "01", 1, 0.01);
        Path both = Files.writeString(
                folder.resolve("both.txt"),
                "Actor_01/03-01-05-01-01-01-01.wav\nActor_04/03-01-01-01-01-01-04.wav\n"
                        + "Actor_02/03-01-01-01-01-01-02.wav\nActor_05/03-01-01-01-01-01-05.wav\n");
        assertThat(corpus.evaluate("--protocol", "list", "--test", both.toString())
                        .out())
                .contains("Labels read as: angry -> excited (1), neutral -> calm (3).")
                .containsPattern("In \\d\\d % of the bootstrap draws \\(.*\\) some class has no clip");
    }

    @Test
    void jsonIsOneObject() {
        CommandLineRun run =
                corpus.evaluate("--format", "json", "--protocol", "leave_one_speaker_out", "--threads", "2");
        assertThat(run.exitCode()).isZero();
        Map<String, Object> object = JsonReader.object(run.out().strip());
        assertThat(object).containsEntry("model", "loudness-demo 1").containsEntry("protocol", "leave one speaker out");
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
        CommandLineRun calm =
                corpus.evaluate("--format", "json", "--where", "label=neutral", "--where", "speaker=ravdess-01");
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
    void controlCharactersInNamesAreNotPrinted() throws IOException {
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
        CommandLineRun run = corpus.evaluate("--format", "csv", "--where", "speaker=ravdess-02");
        assertThat(run.out().lines()).hasSize(5);
        assertThat(run.out().lines().findFirst().orElseThrow())
                .startsWith("file,corpus,speaker,")
                .endsWith(",sha256,heard_before,fold,copy_of,model");
        assertThat(run.out().lines().skip(1)).allMatch(row -> row.endsWith(",unknown,all,,loudness-demo 1"));
        assertThat(run.err()).contains("Labels read as: angry -> excited (2), neutral -> calm (2).");
    }

    @Test
    void theReportIsSelfContainedAndItsPicturesAreWellFormed()
            throws IOException, ParserConfigurationException, SAXException {
        Path report = folder.resolve("report.html");
        assertThat(corpus.evaluate("--html", report.toString()).exitCode()).isZero();
        String html = Files.readString(report);
        assertThat(html.replace("http://www.w3.org/2000/svg", ""))
                .contains("<h1>loudness-demo 1 on ravdess</h1>", "UAR over 2 classes", "0.917")
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
    void aClipThatCannotBeReadIsReportedAndNotScored() throws IOException {
        Path broken = Files.writeString(corpus.folder().resolve("Actor_01/03-01-05-01-02-01-01.wav"), "no sound");
        CommandLineRun run = corpus.evaluate();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith(broken + ": ");
        assertThat(run.out()).contains("12 clips, speakers: 3").contains("are not scored: 1");
    }

    @Test
    void labelsThatTheModelCannotAnswerAreRefused() throws IOException {
        corpus.clip(1, "04", 1, 0.5);
        assertThat(corpus.evaluate().err()).contains("\"sad\"").contains("[calm, excited]");
        CommandLineRun dropped = corpus.evaluate("--map", "sad=");
        assertThat(dropped.exitCode()).isZero();
        assertThat(dropped.out()).contains("sad -> dropped (1)").contains("12 clips");
    }

    @Test
    void classesMayBeLeftOutAndMerged() throws IOException {
        corpus.clip(1, "04", 1, 0.5);
        String[] line = {
            "evaluate", "--model", "tess-lstm", "--corpus", "ravdess=" + corpus.folder(), "--labels", "calm"
        };
        assertThat(CommandLineRun.of(line).exitCode()).isEqualTo(2);
        String[] merged = Arrays.copyOf(line, line.length + 2);
        merged[line.length - 1] = "angry,happy,neutral";
        merged[line.length] = "--merge";
        merged[line.length + 1] = "aroused=angry,happy";
        CommandLineRun run = CommandLineRun.of(merged);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("Labels read as: angry -> aroused (6), sad -> dropped (1).")
                .contains("12 clips, speakers: 3")
                .contains("The model answered aroused, neutral instead of its own classes, angry, disgust, fear,")
                .containsPattern("aroused +[01]\\.\\d{3}")
                .doesNotContainPattern("(?m)^ *disgust");
    }

    @Test
    void wrongUsageSaysWhatIsRight() throws IOException {
        assertThat(CommandLineRun.of("evaluate", "--model", "loudness-demo").exitCode())
                .isEqualTo(2);
        CommandLineRun unknown = CommandLineRun.of("evaluate", "--corpus", "iemocap=x");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("crema-d, emodb").contains("but named iemocap");
        assertThat(corpus.evaluate("--protocol", "list").err()).contains("--protocol list and --test belong together");
        for (String[] sideless : new String[][] {{}, {"--protocol", "list", "--test", "x.txt"}}) {
            String[] disjoint = Arrays.copyOf(sideless, sideless.length + 2);
            disjoint[sideless.length] = "--disjoint";
            disjoint[sideless.length + 1] = "texts";
            assertThat(corpus.evaluate(disjoint).err()).startsWith("--disjoint needs two sides");
        }
        assertThat(corpus.evaluate("--html", folder.resolve("no/x.html").toString())
                        .err())
                .startsWith("--html must lie in a folder that exists");
        assertThat(corpus.evaluate("--where", "speaker=EB0").err())
                .contains("--where speaker=EB0 matches no clip: speaker is one of ravdess-01, ravdess-02, ravdess-03");
        assertThat(corpus.evaluate("--where", "speaker=ravdess-01", "--where", "speaker=ravdess-02")
                        .out())
                .contains("8 clips, speakers: 2");
        assertThat(corpus.evaluate("--corpus", "ravdess=" + corpus.folder().resolve("Actor_01"))
                        .out())
                .contains("12 clips, speakers: 3")
                .contains("counted once: 4.");
        assertThat(corpus.evaluate("--where", "speaker").err())
                .contains("--where must be COLUMN=VALUE, but was speaker");
        assertThat(corpus.evaluate("--where", "shoe=42").err()).contains("matches no clip: no clip has a shoe");
        assertThat(corpus.evaluate("--protocol", "speaker_folds", "--folds", "1")
                        .err())
                .contains("--folds must be at least 2, but was 1");
        assertThat(corpus.evaluate("--threads", "0").err()).contains("--threads must lie in [1, 1024], but was 0");
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
                .contains("not one clip could be classified; the first, ")
                .contains("no.wav: no such file");
    }

    @Test
    void silentClipsAreReportedAndNotAnswered() throws IOException {
        Path silence = Files.write(folder.resolve("silence.wav"), Recording.wav(new short[16_000], 16_000));
        Path list = Files.writeString(
                folder.resolve("list.csv"),
                "path,label\n" + Path.of(Samples.CALM).toAbsolutePath() + ",calm\n"
                        + Path.of(Samples.BRISK).toAbsolutePath() + ",excited\n" + silence + ",calm\n");
        CommandLineRun run = CommandLineRun.of("evaluate", "--model", "loudness-demo", "--manifest", list.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("Hardly any voice in 1 of 3 clips, for which the classifier abstains: ", silence + ".")
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
                .startsWith("loudness-demo 1, protocol: all clips; 2 clips of each speaker known\n")
                .contains("3 clips, speakers: 1");
        assertThat(CommandLineRun.of(
                                "evaluate",
                                "--model",
                                "loudness-demo",
                                "--manifest",
                                voices.toString(),
                                "--known-clips",
                                "2",
                                "--known-emotion",
                                "excited")
                        .out())
                .startsWith("loudness-demo 1, protocol: all clips; 2 excited clips of each speaker known as such\n")
                .contains("3 clips, speakers: 1");
        assertThat(CommandLineRun.of(
                                "evaluate",
                                "--model",
                                "loudness-demo",
                                "--manifest",
                                voices.toString(),
                                "--known-clips",
                                "2",
                                "--known-draw",
                                "3")
                        .out())
                .contains("This is draw 3, by the hash of their names");
        CommandLineRun wrong = corpus.evaluate("--known-clips", "-1");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).startsWith("--known-clips must be at least 0, but was -1");
        CommandLineRun strange = corpus.evaluate("--known-clips", "1", "--known-emotion", "a,b");
        assertThat(strange.exitCode()).isEqualTo(2);
        assertThat(strange.err())
                .startsWith("--known-emotion must be one of the model's classes, [")
                .contains("\"a,b\"");
        CommandLineRun none = corpus.evaluate("--known-emotion", "neutral");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).startsWith("--known-emotion requires --known-clips");
        assertThat(corpus.evaluate("--known-draw", "3").err()).startsWith("--known-draw requires --known-clips");
    }
}
