package io.ser4j.examples.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads lists and tables into memory, with a limit in case of anything else, such as an endless device. */
public final class TextFile {
    private static final int MAX_MEBIBYTES = 64;

    private TextFile() {}

    /**
     * Reads a file of at most 64 MiB.
     *
     * @param file in UTF-8
     * @return its text
     * @throws IOException if it cannot be read, is larger, or is not UTF-8
     */
    public static String read(Path file) throws IOException {
        int most = MAX_MEBIBYTES << 20;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new IOException("a list or table must have at most " + MAX_MEBIBYTES + " MiB, but has more");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }
}
