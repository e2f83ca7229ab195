package io.ser4j.onnx.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.ModelException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
    private static final byte[] BYTES = {1, 2, 3};

    @Test
    void theLargestLimitCutsNothing(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("small.onnx"), BYTES);
        for (long limit : new long[] {3, Integer.MAX_VALUE - 9L, Integer.MAX_VALUE, 1L << 32, Long.MAX_VALUE}) {
            assertThat(ModelFile.read(file, limit).bytes()).as("%d", limit).containsExactly(BYTES);
            assertThat(ModelFile.of(BYTES, limit).bytes()).containsExactly(BYTES);
        }
    }

    @Test
    void aStreamOfOneByteTooManyIsRefused() {
        assertThatThrownBy(() -> ModelFile.read("a stream", new ByteArrayInputStream(BYTES), 2))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("a stream must have at most 2 bytes")
                .hasMessageContaining("at least 3");
    }

    /** The file is sparse: it has a length, but takes no space on the disk. */
    @Test
    void aFileTooLargeForAnArrayIsRefusedBeforeItIsRead(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("huge.onnx");
        long size = 3L << 30;
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(size);
        }
        assertThatThrownBy(() -> ModelFile.read(file, Long.MAX_VALUE))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("huge.onnx must have at most " + (Integer.MAX_VALUE - 9))
                .hasMessageContaining("array")
                .hasMessageContaining(Long.toString(size));
    }
}
