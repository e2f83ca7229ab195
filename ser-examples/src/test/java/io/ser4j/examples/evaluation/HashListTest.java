package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hashes belong to exactly the list that they were made from. */
class HashListTest {
    private static final Path SAMPLES = Path.of("samples").toAbsolutePath();

    @TempDir
    Path folder;

    private Path list;

    @BeforeEach
    void nameTheList() {
        list = folder.resolve("train.txt");
    }

    private String hashesOf(String names) throws IOException {
        Files.writeString(list, names);
        return Files.readString(HashList.write(SAMPLES, list, 1, success -> {}));
    }

    @Test
    void clipsThatCannotBeReadAreNamedUpToTen() throws IOException {
        Files.writeString(list, "a.wav\nvoice-1-calm.wav\nb.wav\n");
        assertThatThrownBy(() -> HashList.write(SAMPLES, list, 1, success -> {}))
                .isInstanceOf(EvaluationException.class)
                .hasMessageStartingWith("every clip of " + list + " must be readable, but 2 are not: "
                        + SAMPLES.resolve("a.wav") + ": ")
                .hasMessageContaining("; " + SAMPLES.resolve("b.wav") + ": ")
                .hasMessageNotContainingAny("voice-1-calm", "...");
        Files.writeString(list, "a.wav\n");
        assertThatThrownBy(() -> HashList.write(SAMPLES, list, 1, success -> {}))
                .hasMessageContaining("but 1 is not: ");
        Files.writeString(
                list, IntStream.range(10, 21).mapToObj(i -> i + ".wav\n").collect(Collectors.joining()));
        assertThatThrownBy(() -> HashList.write(SAMPLES, list, 1, success -> {}))
                .hasMessageContaining("but 11 are not: ")
                .hasMessageContaining("19.wav")
                .hasMessageNotContaining("20.wav")
                .hasMessageEndingWith("; ...");
    }

    @Test
    void hashesOfTheSameClipsInAnotherOrderBelongToAnotherList() throws IOException {
        String hashes = hashesOf("voice-1-calm.wav\nvoice-4-low.wav\n");
        assertThat(HashList.belong("voice-1-calm.wav\nvoice-4-low.wav\n", hashes))
                .isTrue();
        assertThat(HashList.belong("voice-4-low.wav\nvoice-1-calm.wav\n", hashes))
                .isFalse();
    }

    @Test
    void hashesOfWhichOneIsMissingDoNotBelongToTheList() throws IOException {
        String names = "voice-1-calm.wav\nvoice-4-low.wav\n";
        String hashes = hashesOf(names);
        String shorter = hashes.substring(0, hashes.lastIndexOf('\n', hashes.length() - 2) + 1);
        assertThat(shorter.lines()).hasSize(2);
        assertThat(HashList.belong(names, shorter)).isFalse();
    }

    @Test
    void aByteOrderMarkIsPartOfTheListButNotOfAName() throws IOException {
        String plain = hashesOf("voice-1-calm.wav\n");
        String marked = hashesOf("\uFEFFvoice-1-calm.wav\n");
        assertThat(HashList.marks(marked.lines().toList()))
                .hasSize(1)
                .isEqualTo(HashList.marks(plain.lines().toList()));
        assertThat(HashList.belong(Files.readString(list), marked)).isTrue();
        assertThat(HashList.belong(Files.readString(list), plain)).isFalse();
    }
}
