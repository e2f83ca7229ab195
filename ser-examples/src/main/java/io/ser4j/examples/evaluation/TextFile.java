package io.ser4j.examples.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Reads lists and tables into memory, with a limit in case of anything else, such as an endless device, and writes them. */
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

    /**
     * Writes a file completely or not at all, replacing any existing one; a link is replaced itself, not its target.
     *
     * @param file the file to write
     * @param text its text, which is written in UTF-8
     * @throws IOException if it cannot be written
     */
    static void replace(Path file, String text) throws IOException {
        Path partial = file.resolveSibling(UUID.randomUUID() + ".partial");
        try {
            Files.writeString(partial, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(partial);
        }
    }
}
