package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each option that splits or chooses clips has its effect, and none is silently ignored. */
class ProtocolOptionsTest extends LoudRavdess.Tests {
    private static final String ANN_LOUD = "03-01-05-01-01-01-01.wav";
    private static final String BEN_LOUD = "03-01-05-01-01-01-02.wav";

    private Path list(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String[] line(List<String> first, String... more) {
        return Stream.concat(first.stream(), Stream.of(more)).toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--protocol all | all clips",
                "--protocol speaker_folds --folds 2 | 2 folds, speakers disjoint (seed 1)",
                "--protocol speaker_folds --folds 3 --seed 7 | 3 folds, speakers disjoint (seed 7)",
                "--protocol random_speakers_leak | 5 folds at random: speakers leak (seed 1)",
                "--protocol random_speakers_leak --folds 2 --seed 7 | 2 folds at random: speakers leak (seed 7)",
                "--protocol leave_one_speaker_out | leave one speaker out"
            })
    void theReportNamesTheProtocolThatWasChosen(String options, String protocol) {
        CommandLineRun run = corpus.evaluate(options.split(" "));
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("loudness-demo 1, protocol: " + protocol + "\n");
    }

    @Test
    void leavingOutACorpusIsNotLeavingOutSpeakers() throws IOException {
        Files.move(corpus.clip(4, "05", 1, 0.9), folder.resolve("mine.wav"));
        Path other = list("other.csv", "path,speaker,label,corpus\nmine.wav,ann,excited,mine\n");
        CommandLineRun run = corpus.evaluate(
                "--manifest", other.toString(), "--protocol", "leave_one_corpus_out", "--format", "csv");
        assertThat(run.err()).doesNotContain("leak");
        assertThat(run.out().lines()).hasSize(14);
        assertThat(run.out().lines().filter(row -> row.endsWith(",ravdess,,loudness-demo 1")))
                .hasSize(12);
        assertThat(run.out().lines().filter(row -> row.endsWith(",mine,,loudness-demo 1")))
                .hasSize(1);
    }

    @Test
    void disjointPropertiesAreChecked() throws IOException {
        Path train = list("train.txt", ANN_LOUD + "\n");
        Path test = list("test.txt", BEN_LOUD + "\n");
        String[] lists = {"--protocol", "list", "--train", train.toString(), "--test", test.toString()};
        assertThat(corpus.evaluate(lists).out()).startsWith("loudness-demo 1, protocol: given list\n");
        for (String disjoint : List.of("texts", "speakers,texts")) {
            CommandLineRun run = corpus.evaluate(line(List.of(lists), "--disjoint", disjoint));
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .contains("leak in \"list\": no text may be on both sides of the split, but 1 is: ravdess: s1");
        }
        CommandLineRun random = corpus.evaluate("--protocol", "random_speakers_leak", "--disjoint", "speakers");
        assertThat(random.err())
                .contains("no speaker may be on both sides of the split, but 2 are: ravdess-01; ravdess-02");
    }

    /**
     * By default, a head of three speakers has three folds, and fails only when it is to be trained, since the backend has no
     * embedding.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--threads 1 | loudness-demo has no embedding",
                "--folds 4 | there must be at least as many speakers as folds, 4, but there are 3",
                "--seed 9 | there must be at least as many speakers as folds, 5, but there are 3",
                "--folds 3 --disjoint texts | no text may be on both sides of the split, but 1 is: hello",
                "--disjoint texts | there must be at least as many speakers as folds, 5, but there are 3",
                "--test none.txt | --protocol list and --test belong together"
            })
    void aHeadIsTrainedWithTheGivenOptions(String options, String problem) throws IOException {
        Path manifest = list("my.csv", """
                path,speaker,label,text
                a.wav,ann,low,hello
                b.wav,ben,high,hello
                c.wav,cem,low,hello
                """);
        List<String> first = List.of(
                "train-head",
                "--base",
                "loudness-demo",
                "--out",
                folder + "/heads",
                "--id",
                "mine",
                "--manifest",
                manifest.toString());
        assertThat(CommandLineRun.of(line(first, options.split(" "))).err()).contains(problem);
    }

    @ParameterizedTest
    @CsvSource({
        "corpus=two, 2",
        "speaker=ann, 3",
        "emotion=excited, 1",
        "label=calm, 3",
        "text=bye, 2",
        "gender=female, 3",
        "language=tr, 1",
        "corpus=TWO, 2",
        "speaker=Ann-, 3",
        "text=Bye!, 2"
    })
    void clipsAreChosenByTheValuesOfTheirColumns(String choice, int count) throws IOException {
        List<String> rows = new ArrayList<>(List.of("path,speaker,emotion,text,corpus,gender,language"));
        String folders = "ravdess/Actor_01/03-01-0";
        rows.add(folders + "5-01-01-01-01.wav,ann,excited,hello,one,female,en");
        rows.add(folders + "1-01-01-01-01.wav,ann,calm,hello,one,female,en");
        rows.add(folders + "1-01-01-02-01.wav,ann,calm,bye,two,female,en");
        rows.add("ravdess/Actor_02/03-01-01-01-01-01-02.wav,ben,calm,bye,two,male,tr");
        Path manifest = list("four.csv", String.join("\n", rows) + "\n");
        CommandLineRun run = CommandLineRun.of(
                "evaluate", "--model", "loudness-demo", "--manifest", manifest.toString(), "--where", choice);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("Only " + choice + ": " + count + " of 4 clips.")
                .contains(": " + count + (count == 1 ? " clip," : " clips,") + " speakers: ");
    }
}
