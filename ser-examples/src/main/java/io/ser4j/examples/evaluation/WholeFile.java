package io.ser4j.examples.evaluation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;

/** Writes files that are never there in part, so that a full disk leaves an earlier one as it was. */
public final class WholeFile {
    /** Gives a file another name, replacing any file of that name in one step; replaceable for tests. */
    @FunctionalInterface
    interface Mover {
        /** The file system as it is. */
        Mover REAL = (source, target) -> Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);

        void move(Path source, Path target) throws IOException;
    }

    private WholeFile() {}

    /**
     * Writes a file completely or not at all; a link is followed. What exists, but cannot be replaced, is overwritten instead: a
     * device, a pipe, a file that is mounted by itself or that is in a folder that cannot be written to.
     *
     * @param name the file to write
     * @param bytes its content
     * @throws IOException if it cannot be written
     */
    public static void write(Path name, byte[] bytes) throws IOException {
        write(name, bytes, Mover.REAL);
    }

    /** The same with another way to replace a file. */
    static void write(Path name, byte[] bytes, Mover mover) throws IOException {
        if (!isReplaceable(name)) {
            Files.write(name, bytes);
            return;
        }
        replace(Files.exists(name) ? name.toRealPath() : name, bytes, (partial, file) -> {
            try {
                mover.move(partial, file);
            } catch (FileSystemException e) {
                if (Files.notExists(file)) {
                    throw e;
                }
                Files.write(file, bytes);
            }
        });
    }

    private static boolean isReplaceable(Path name) throws IOException {
        if (Files.notExists(name)) {
            // Writing creates what a link leads to, moving would replace the link.
            return !Files.isSymbolicLink(name);
        }
        return Files.isRegularFile(name)
                && Files.isWritable(name)
                && Files.isWritable(name.toRealPath().getParent());
    }

    /** Writes a file completely or not at all, replacing any existing one; a link is replaced itself, not its target. */
    static void replace(Path file, byte[] bytes) throws IOException {
        replace(file, bytes, Mover.REAL);
    }

    private static void replace(Path file, byte[] bytes, Mover mover) throws IOException {
        Path partial = file.resolveSibling(UUID.randomUUID() + ".partial");
        try {
            try (FileChannel channel =
                    FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
                    channel.write(rest);
                }
                // Some systems notice only now that the disk is full.
                channel.force(true);
            }
            keepPermissions(file, partial);
            mover.move(partial, file);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** A report that others may not read stays one. */
    private static void keepPermissions(Path file, Path partial) throws IOException {
        PosixFileAttributeView attributes = Files.getFileAttributeView(partial, PosixFileAttributeView.class);
        if (attributes != null && Files.exists(file)) {
            attributes.setPermissions(Files.getPosixFilePermissions(file));
        }
    }
}
