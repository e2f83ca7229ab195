package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ser4j.examples.Links;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudioFilesTest {
    @TempDir
    Path folder;

    private static List<AudioFiles.Input> all(AudioFiles files) {
        List<AudioFiles.Input> inputs = new ArrayList<>();
        files.forEach(inputs::add);
        return inputs;
    }

    private Path audio(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "RIFF....WAVE");
    }

    private static void link(Path link, Path target) throws IOException {
        Files.createDirectories(link.getParent());
        Links.make(link, target);
    }

    @Test
    void aFolderStandsForItsAudioFilesInTheOrderOfNames() throws IOException {
        Path last = audio("b/inner/no extension");
        Path first = audio("a.txt");
        Files.writeString(folder.resolve("notes.md"), "just words");
        Files.createFile(folder.resolve("b/empty"));
        AudioFiles files = new AudioFiles(List.of(folder.toString()));
        assertThat(all(files)).extracting(AudioFiles.Input::name).containsExactly(first.toString(), last.toString());
        assertThat(files.leftOut()).isEqualTo(2);
        assertThat(all(files)).as("a second time").hasSize(2);
        assertThat(files.leftOut()).isEqualTo(2);
    }

    @Test
    void aFileNamedAsAudioIsPassedOnWhateverItsContent() throws IOException {
        for (String name : List.of(
                "empty.wav",
                "torn.FLAC",
                "words.opus",
                "call.m4a",
                "memo.3gp",
                "take.mp4",
                "._hidden.wav",
                "song.wav.txt")) {
            Files.createFile(folder.resolve(name));
        }
        AudioFiles files = new AudioFiles(List.of(folder.toString()));
        assertThat(all(files))
                .extracting(input -> folder.relativize(Path.of(input.name())).toString())
                .containsExactly("call.m4a", "empty.wav", "memo.3gp", "take.mp4", "torn.FLAC", "words.opus");
        assertThat(files.leftOut()).isEqualTo(2);
    }

    @Test
    void cyclesOfLinksEnd() throws IOException {
        Path file = audio("a/b/voice");
        link(folder.resolve("a/b/up"), folder);
        link(folder.resolve("a/self"), folder.resolve("a/self"));
        link(folder.resolve("linked"), file);
        AudioFiles files = new AudioFiles(List.of(folder.toString()));
        assertThat(all(files))
                .extracting(AudioFiles.Input::name)
                .containsExactly(file.toString(), folder.resolve("linked").toString());
        // Neither the link to the folder nor the one to itself is a file.
        assertThat(files.leftOut()).isEqualTo(1);
        assertThat(files.linkedFolders()).isEqualTo(1);
        assertThat(all(new AudioFiles(List.of(folder.resolve("a/b/up").toString()))))
                .as("named itself, a link is followed")
                .hasSize(2);
    }

    @Test
    void skippedAndBrokenLinksAreReported() throws IOException {
        audio("elsewhere/voice");
        link(folder.resolve("only/links"), folder.resolve("elsewhere"));
        assertThat(all(new AudioFiles(List.of(folder.resolve("only").toString()))))
                .extracting(input -> input.failure().orElseThrow())
                .containsExactly("a folder without any audio file; links to folders in it are not followed");
        link(folder.resolve("torn/lost.wav"), folder.resolve("none.wav"));
        assertThat(all(new AudioFiles(List.of(folder.resolve("torn").toString()))))
                .extracting(AudioFiles.Input::name)
                .containsExactly(folder.resolve("torn/lost.wav").toString());
        link(folder.resolve("torn/self.wav"), Path.of("self.wav"));
        assertThat(all(new AudioFiles(List.of(folder.resolve("torn").toString()))))
                .extracting(AudioFiles.Input::name)
                .contains(folder.resolve("torn/self.wav").toString());
        CommandLineRun run =
                CommandLineRun.of("classify", folder.resolve("torn").toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith(folder.resolve("torn/self.wav") + ": ")
                .doesNotContain("Exception");
    }

    @Test
    void listsAreExpandedInTheirPlace() throws IOException {
        Path list = Files.write(folder.resolve("list"), List.of("one", "two", "  ", "three"));
        List<String> seen = new ArrayList<>();
        AudioFiles files = new AudioFiles(List.of("@" + list, "@" + folder.resolve("missing"), "four"));
        files.forEach(input -> seen.add(input.name()));
        assertThat(seen).containsExactly("one", "two", "three", "@" + folder.resolve("missing"), "four");
        assertThat(all(files).get(3).failure()).contains("no such file");
    }

    @Test
    void overlongLinesOfAListAreRefused() throws IOException {
        Path list = folder.resolve("list");
        Files.writeString(list, "one\r\n" + "x".repeat(1 << 15) + "\rtwo");
        assertThat(all(new AudioFiles(List.of("@" + list))))
                .extracting(AudioFiles.Input::name)
                .containsExactly("one", "x".repeat(1 << 15), "two");
        Files.writeString(list, "one\n" + "\0".repeat(1 << 20));
        assertThat(all(new AudioFiles(List.of("@" + list, "three"))))
                .containsExactly(
                        new AudioFiles.Input("one", Optional.empty()),
                        new AudioFiles.Input(
                                "@" + list,
                                Optional.of("a list must have lines of at most 32768 bytes, but has a longer one")),
                        new AudioFiles.Input("three", Optional.empty()));
    }

    @Test
    void onlyRegularListsCanBeReadTwice() throws IOException {
        Path list = Files.write(folder.resolve("list"), List.of("one"));
        assertThat(new AudioFiles(List.of("@" + list, "x")).isRepeatable()).isTrue();
        assertThat(new AudioFiles(List.of("@" + folder)).isRepeatable()).isFalse();
    }
}
