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
import java.nio.file.attribute.PosixFileAttributes;
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
     * Writes a file completely or not at all; a link is followed. What exists, but cannot be replaced by a file of the same rights,
     * is overwritten instead, so that a failure may leave a part of it: a device, a pipe, a file that is mounted by itself or that
     * is in a folder that cannot be written to.
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
        Path file = Files.exists(name) ? name.toRealPath() : name;
        Path partial = partialOf(file);
        try {
            Files.createFile(partial);
            boolean replaceable = hasRightsOf(file, partial);
            fill(partial, bytes);
            if (!replaceable || !isMoved(partial, file, mover)) {
                // There was room for it beside the old one, and so there is in its place.
                Files.write(file, bytes);
            }
        } finally {
            Files.deleteIfExists(partial);
        }
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

    /** Gives a file the owner, group and permissions of another, if that exists; false if that is not possible. */
    private static boolean hasRightsOf(Path model, Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null || Files.notExists(model)) {
            return true;
        }
        PosixFileAttributes wanted = Files.readAttributes(model, PosixFileAttributes.class);
        PosixFileAttributes given = view.readAttributes();
        try {
            if (!given.owner().equals(wanted.owner())) {
                view.setOwner(wanted.owner());
            }
            if (!given.group().equals(wanted.group())) {
                view.setGroup(wanted.group());
            }
            if (!given.permissions().equals(wanted.permissions())) {
                view.setPermissions(wanted.permissions());
            }
            return true;
        } catch (FileSystemException e) {
            return false;
        }
    }

    private static boolean isMoved(Path partial, Path file, Mover mover) throws IOException {
        try {
            mover.move(partial, file);
            return true;
        } catch (FileSystemException e) {
            if (Files.notExists(file)) {
                throw e;
            }
            return false;
        }
    }

    /** Writes a file completely or not at all, replacing any existing one; a link is replaced itself, not its target. */
    static void replace(Path file, byte[] bytes) throws IOException {
        Path partial = partialOf(file);
        try {
            Files.createFile(partial);
            fill(partial, bytes);
            Mover.REAL.move(partial, file);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static Path partialOf(Path file) {
        return file.resolveSibling(UUID.randomUUID() + ".partial");
    }

    private static void fill(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
                channel.write(rest);
            }
            // Some systems notice only now that the disk is full.
            channel.force(true);
        }
    }
}
