package io.ser4j.examples;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Makes symbolic links, or skips the test where the system or the user may not. */
public final class Links {
    private Links() {}

    /**
     * Makes a link.
     *
     * @param link where it is to be
     * @param target what it points to, which need not exist
     * @throws IOException if the folder cannot be written to
     */
    public static void make(Path link, Path target) throws IOException {
        try {
            Files.createSymbolicLink(link, target);
        } catch (UnsupportedOperationException | FileSystemException e) {
            Assumptions.abort("symbolic links cannot be made here: " + e);
        }
    }
}
