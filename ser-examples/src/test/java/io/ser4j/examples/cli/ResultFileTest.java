package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.Emotion;
import io.ser4j.examples.Links;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs that write the same file of results, in the worst order. */
class ResultFileTest {
    private static final ResultRows ROWS = new JsonRows(
            Emotion.canonical(), new Conditions(Optional.empty(), Optional.empty(), 0, Optional.empty(), "some 1"));

    @TempDir
    Path folder;

    private Path file;
    private Path partial;

    @BeforeEach
    void name() {
        file = folder.resolve("results");
        partial = folder.resolve("results.partial");
    }

    @Test
    void noOtherRunIntervenesBetweenTheLastRowAndTheFinalName() throws IOException {
        ResultFile.Disk disk = new ResultFile.Disk() {
            @Override
            public void replace(Path source, Path target) throws IOException {
                assertThatThrownBy(() -> ResultFile.open(file, false, ROWS))
                        .isInstanceOf(IOException.class)
                        .hasMessage("another run is writing it");
                ResultFile.Disk.super.replace(source, target);
            }
        };
        try (ResultFile results = ResultFile.open(file, false, ROWS, disk)) {
            results.append("row");
            results.complete();
        }
        assertThat(file).hasContent("row\n");
        assertThat(partial).doesNotExist();
    }

    @Test
    void aFileThatAnotherRunHasJustCompletedIsNotEmptied() throws IOException {
        for (boolean third : new boolean[] {false, true}) {
            Files.writeString(partial, "row\n");
            ResultFile.Disk disk = new ResultFile.Disk() {
                @Override
                public FileLock tryLock(FileChannel channel) throws IOException {
                    Files.move(partial, file);
                    if (third) {
                        Files.writeString(partial, "third\n");
                    }
                    return ResultFile.Disk.super.tryLock(channel);
                }
            };
            assertThatThrownBy(() -> ResultFile.open(file, false, ROWS, disk))
                    .isInstanceOf(IOException.class)
                    .hasMessage("another run has just completed it");
            assertThat(file).hasContent("row\n");
            assertThat(Files.exists(partial)).isEqualTo(third);
            Files.delete(file);
        }
        assertThat(partial).hasContent("third\n");
    }

    @Test
    void aFileThatCannotBeMovedWhileOpenIsClosedFirst() throws IOException {
        FileChannel[] opened = new FileChannel[1];
        ResultFile.Disk disk = new ResultFile.Disk() {
            @Override
            public FileLock tryLock(FileChannel channel) throws IOException {
                opened[0] = channel;
                return ResultFile.Disk.super.tryLock(channel);
            }

            @Override
            public void replace(Path source, Path target) throws IOException {
                if (opened[0].isOpen()) {
                    throw new FileSystemException(source.toString(), target.toString(), "in use");
                }
                ResultFile.Disk.super.replace(source, target);
            }
        };
        try (ResultFile results = ResultFile.open(file, false, ROWS, disk)) {
            results.append("row");
            results.complete();
        }
        assertThat(file).hasContent("row\n");
    }

    private static final ResultFile.Disk BUSY = new ResultFile.Disk() {
        @Override
        public void replace(Path source, Path target) throws IOException {
            throw new FileSystemException(source.toString(), target.toString(), "Device or resource busy");
        }
    };

    @Test
    void aFileThatCannotBeReplacedIsOverwritten() throws IOException {
        Files.writeString(file, "longer rows of yesterday\n");
        try (ResultFile results = ResultFile.open(file, false, ROWS, BUSY)) {
            results.append("row");
            assertThat(file).hasContent("longer rows of yesterday\n");
            results.complete();
        }
        assertThat(file).hasContent("row\n");
        assertThat(partial).doesNotExist();
    }

    @Test
    void noOtherRunIntervenesWhileAFileIsOverwritten() throws IOException {
        Files.writeString(file, "of yesterday");
        boolean[] completing = new boolean[1];
        ResultFile.Disk disk = new ResultFile.Disk() {
            @Override
            public FileLock tryLock(FileChannel channel) throws IOException {
                return completing[0] ? null : ResultFile.Disk.super.tryLock(channel);
            }

            @Override
            public void replace(Path source, Path target) throws IOException {
                completing[0] = true;
                BUSY.replace(source, target);
            }
        };
        try (ResultFile results = ResultFile.open(file, false, ROWS, disk)) {
            results.append("row");
            assertThatThrownBy(results::complete)
                    .isInstanceOf(IOException.class)
                    .hasMessage("another run is writing it; the rows are in " + partial);
        }
        assertThat(file).hasContent("of yesterday");
        assertThat(partial).hasContent("row\n");
    }

    @Test
    void rowsThatCannotBeCompletedAreFoundInThePartialFile() throws IOException {
        try (ResultFile results = ResultFile.open(file, false, ROWS, BUSY)) {
            results.append("row");
            assertThatThrownBy(results::complete)
                    .isInstanceOf(IOException.class)
                    .hasMessage("Device or resource busy; the rows are in " + partial);
        }
        assertThat(file).doesNotExist();
        assertThat(partial).hasContent("row\n");
    }

    @Test
    void nothingIsWrittenThroughALink() throws IOException {
        Path other = Files.writeString(folder.resolve("notes"), "somebody else's");
        Links.make(partial, other);
        for (boolean resume : new boolean[] {false, true}) {
            assertThatThrownBy(() -> ResultFile.open(file, resume, ROWS))
                    .isInstanceOf(IOException.class)
                    .hasMessage("results.partial must be a regular file, but is a link, a folder or a device");
        }
        assertThat(other).hasContent("somebody else's");
        Files.delete(other);
        assertThatThrownBy(() -> ResultFile.open(file, false, ROWS)).isInstanceOf(IOException.class);
        assertThat(other).as("nor created through one").doesNotExist();
    }

    @Test
    void anEndlessRowIsNotReadIntoMemory() throws IOException {
        Files.write(partial, new byte[(16 << 20) + 1]);
        assertThatThrownBy(() -> ResultFile.open(file, true, ROWS))
                .isInstanceOf(IOException.class)
                .hasMessage("its row after byte 0 must have at most 16 MiB, but has more");
    }
}
