package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lists of clips in {@code evaluate}, between which nothing leaks unreported. */
class EvaluateListsTest extends LoudRavdess.Tests {
    @Test
    void leaksAreAllowedOnlyIfTheProtocolMayHaveThem() {
        for (String[] odd : new String[][] {
            {"--allow-leak", "speakers"},
            {"--allow-leak", "speakers", "--protocol", "speaker_folds"},
            {"--allow-leak", "texts", "--protocol", "leave_one_corpus_out"},
            {"--allow-leak", "speakers", "--protocol", "leave_one_corpus_out", "--disjoint", "speakers"}
        }) {
            CommandLineRun run = corpus.evaluate(odd);
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).startsWith("--allow-leak must be speakers, with --train or");
        }
    }

    @Test
    void aClipThatIsLeftOutIsNotMistakenForAnother() throws IOException {
        Path one = corpus.clip(1, "05", 1, 0.9);
        Path two = corpus.clip(2, "05", 1, 0.9);
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
        assertThat(CommandLineRun.of(line).err()).contains("1 of 1 do not: 1.wav (matches 2 clips)");
        Files.writeString(test, "b/1.wav\na/1.wav\n");
        CommandLineRun run = CommandLineRun.of(line);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("1 clip, speakers: 1");
        Files.writeString(test, "1.wav\n");
        List<String> bobs = new ArrayList<>(List.of(line));
        bobs.addAll(List.of("--where", "speaker=bob"));
        assertThat(CommandLineRun.of(bobs.toArray(new String[0])).out()).contains("1 clip, speakers: 1");
    }

    @Test
    void theSameRecordingInTwoFoldsFails() throws IOException {
        Path original = corpus.folder().resolve("Actor_01/03-01-05-01-01-01-01.wav");
        Path copy = corpus.folder().resolve("Actor_02/03-01-05-01-02-01-02.wav");
        Files.copy(original, copy);
        CommandLineRun run = corpus.evaluate("--protocol", "leave_one_speaker_out");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("no recording may be on both sides of the split")
                .contains(original.toString())
                .contains(copy.toString());
        Path out = Files.writeString(folder.resolve("out.txt"), copy + "\n");
        CommandLineRun without = corpus.evaluate("--protocol", "leave_one_speaker_out", "--leave-out", out.toString());
        assertThat(without.exitCode()).isZero();
        assertThat(without.out()).contains("Left out as asked: 1 clip.").contains("12 clips");
        Path train = Files.writeString(folder.resolve("train.txt"), original.getFileName() + "\n");
        Path test = Files.writeString(folder.resolve("test.txt"), copy.getFileName() + "\n03-01-01-01-01-01-02.wav\n");
        String[] lists = {"--protocol", "list", "--train", train.toString(), "--test", test.toString()};
        assertThat(corpus.evaluate(lists).err()).contains("exclude one of each pair with --leave-out");
        String[] less = Arrays.copyOf(lists, lists.length + 2);
        less[lists.length] = "--leave-out";
        less[lists.length + 1] = out.toString();
        assertThat(corpus.evaluate(less).err()).isEmpty();
        assertThat(corpus.evaluate(less).out())
                .contains("Left out as asked: 1 clip.")
                .contains("1 clip, speakers: 1");
        Files.writeString(out, original.getFileName() + "\n");
        assertThat(corpus.evaluate(less).err()).contains("--leave-out must name none of --train", "names 1 of them");
        Files.writeString(out, "nobody.wav\n");
        assertThat(corpus.evaluate("--leave-out", out.toString()).err()).contains("1 of 1 do not: nobody.wav");
        assertThat(corpus.evaluate().out())
                .contains(
                        "Scored twice, because the same recording has two names (1; = the same samples, ~ another encoding): ");
    }

    @Test
    void listsThatShareASpeakerFailUnlessAllowed() throws IOException {
        Path train = Files.writeString(folder.resolve("train.txt"), "Actor_01/03-01-05-01-01-01-01.wav\n");
        Path test = Files.writeString(folder.resolve("test.txt"), "03-01-05-01-01-02-01.wav\n\n");
        String[] lists = {"--protocol", "list", "--train", train.toString(), "--test", test.toString()};
        CommandLineRun run = corpus.evaluate(lists);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("leak in \"list\": no speaker may be on both sides of the split, but 1 is: ravdess-01");
        String[] admitted = Arrays.copyOf(lists, lists.length + 2);
        admitted[lists.length] = "--allow-leak";
        admitted[lists.length + 1] = "speakers";
        assertThat(corpus.evaluate(admitted).out())
                .contains("protocol: given list: speakers leak")
                .contains("1 clip, speakers: 1\n  UAR       1.0000");
        admitted[lists.length] = "--disjoint";
        admitted[lists.length + 1] = "texts";
        assertThat(corpus.evaluate(admitted).err()).contains("leak in \"list\": no ");
    }
}
