package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ser4j.examples.Links;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);
    private static final WholeFile.Mover BUSY = (source, target) -> {
        throw new FileSystemException(source.toString(), target.toString(), "Device or resource busy");
    };

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void makeOld() throws IOException {
        file = Files.writeString(folder.resolve("report"), "of yesterday");
    }

    @AfterEach
    void nothingElseIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).noneMatch(other -> other.toString().endsWith(".partial"));
        }
    }

    @Test
    void theOldFileIsThereUntilTheNewOneIsWhole() throws IOException {
        WholeFile.write(file, NEW, (source, target) -> {
            assertThat(source).hasBinaryContent(NEW);
            assertThat(target).hasContent("of yesterday");
            WholeFile.Mover.REAL.move(source, target);
        });
        assertThat(file).hasBinaryContent(NEW);
        WholeFile.write(folder.resolve("another"), NEW);
        assertThat(folder.resolve("another")).hasBinaryContent(NEW);
    }

    @Test
    void aFileThatCannotBeReplacedIsOverwritten() throws IOException {
        WholeFile.write(file, NEW, BUSY);
        assertThat(file).hasBinaryContent(NEW);
        assertThatThrownBy(() -> WholeFile.write(folder.resolve("another"), NEW, BUSY))
                .isInstanceOf(FileSystemException.class)
                .hasMessageEndingWith("Device or resource busy");
    }

    @Test
    void linksStayLinks() throws IOException {
        Path link = folder.resolve("link");
        Links.make(link, Path.of("report"));
        WholeFile.write(link, NEW);
        assertThat(link).isSymbolicLink();
        assertThat(file).hasBinaryContent(NEW);
        Files.delete(file);
        WholeFile.write(link, NEW);
        assertThat(link).isSymbolicLink();
        assertThat(file).hasBinaryContent(NEW);
    }

    @Test
    void aDeviceIsWrittenTo() throws IOException {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device), "there is no /dev/null here");
        WholeFile.write(device, NEW);
        assertThat(Files.isRegularFile(device)).isFalse();
    }

    @Test
    void aFileThatOthersMayNotReadStaysOne() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "there are no permissions here");
        Set<PosixFilePermission> mine = Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        Files.setPosixFilePermissions(file, mine);
        WholeFile.write(file, NEW, (source, target) -> {
            assertThat(Files.getPosixFilePermissions(source)).isEqualTo(mine);
            WholeFile.Mover.REAL.move(source, target);
        });
        assertThat(file).hasBinaryContent(NEW);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(mine);
    }

    @Test
    void aFolderThatCannotBeWrittenToIsNoObstacle() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Path open = Files.writeString(closed.resolve("report"), "of yesterday");
        closed.toFile().setWritable(false);
        try {
            assumeTrue(!Files.isWritable(closed), "this user may write everywhere");
            WholeFile.write(open, NEW);
            assertThat(open).hasBinaryContent(NEW);
        } finally {
            closed.toFile().setWritable(true);
        }
    }
}
