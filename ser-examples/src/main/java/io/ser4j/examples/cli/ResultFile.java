package io.ser4j.examples.cli;

import io.ser4j.examples.evaluation.Reasons;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A file of results that is never there in part. Rows are appended to a file {@code NAME.partial} next to it, each written to the
 * operating system before the next one begins, so that a run that is interrupted or killed loses no row but the one it was
 * writing. At the end the partial file is flushed to the disk and replaces the file in one step; only a file that cannot be
 * replaced, such as one that is mounted by itself, is overwritten instead. For one thread.
 */
final class ResultFile implements Closeable {
    private static final String SUFFIX = ".partial";

    private final Path file;
    private final Path partial;
    private final ResultRows rows;
    private final Disk disk;
    private FileChannel channel;
    private Optional<EarlierRows> earlier = Optional.empty();

    /** The operations between which another run may intervene; replaceable for tests. */
    interface Disk {
        /** The file system as it is. */
        Disk REAL = new Disk() {};

        /** Locks a file; null if another program has locked it. */
        default FileLock tryLock(FileChannel channel) throws IOException {
            return channel.tryLock();
        }

        /** Replaces a file with another in one step. */
        default void replace(Path source, Path target) throws IOException {
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private ResultFile(Path file, Path partial, FileChannel channel, ResultRows rows, Disk disk) {
        this.file = file;
        this.partial = partial;
        this.channel = channel;
        this.rows = rows;
        this.disk = disk;
    }

    /**
     * Begins a file of results, or continues one that an earlier run has left.
     *
     * @param name the name of the complete file
     * @param resume whether the rows of the partial file, or else of the complete one, are kept
     * @param rows the format of the rows
     * @throws IOException if the file cannot be created or locked, or an existing one is not such a file
     */
    static ResultFile open(Path name, boolean resume, ResultRows rows) throws IOException {
        return open(name, resume, rows, Disk.REAL);
    }

    /** The same with other operations on the disk. */
    static ResultFile open(Path name, boolean resume, ResultRows rows, Disk disk) throws IOException {
        Path file = real(name);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("must be a regular file, but is not");
        }
        Path partial = partial(file);
        create(partial);
        Optional<Object> key = key(partial);
        FileChannel channel =
                FileChannel.open(partial, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        ResultFile results = new ResultFile(file, partial, channel, rows, disk);
        try {
            results.lock(key);
            results.begin(resume);
            return results;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The file that contains the rows until all are written. */
    static Path partial(Path name) throws IOException {
        Path file = real(name);
        return file.resolveSibling(file.getFileName() + SUFFIX);
    }

    /** Follows a link, so that its target is replaced and not the link itself. */
    private static Path real(Path name) throws IOException {
        return Files.isSymbolicLink(name) ? name.toRealPath() : name;
    }

    private static void create(Path partial) throws IOException {
        try {
            Files.createFile(partial);
        } catch (FileAlreadyExistsException e) {
            // Left by an earlier run.
        }
    }

    /**
     * What distinguishes files that have had the same name; empty if the file system has no such key. Fails for a link and
     * whatever else is not a regular file.
     */
    private static Optional<Object> key(Path partial) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(partial, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new IOException(
                    partial.getFileName() + " must be a regular file, but is a link, a folder or a device");
        }
        return Optional.ofNullable(attributes.fileKey());
    }

    private void lock(Optional<Object> key) throws IOException {
        try {
            FileLock lock = disk.tryLock(channel);
            if (lock == null) {
                throw new IOException("another run is writing it");
            }
        } catch (OverlappingFileLockException e) {
            throw new IOException("another run is writing it", e);
        }
        // Between opening and locking, the run that held the lock may have completed the very file that is open here.
        if (Files.notExists(partial) || !key(partial).equals(key)) {
            throw new IOException("another run has just completed it");
        }
    }

    private void begin(boolean resume) throws IOException {
        if (resume && channel.size() == 0 && Files.exists(file)) {
            takeOver();
        } else if (resume) {
            goOn();
        } else {
            channel.truncate(0);
        }
        if (channel.position() == 0 && rows.heading().isPresent()) {
            append(rows.heading().get());
        }
    }

    /** Copies the rows of an earlier run that is complete, so that new ones can be added. */
    private void takeOver() throws IOException {
        try (FileChannel whole = FileChannel.open(file, StandardOpenOption.READ)) {
            EarlierRows.measure(whole, rows);
            // FileChannel.transferTo copies 2 GiB at most, and perhaps less.
            Channels.newInputStream(whole.position(0)).transferTo(Channels.newOutputStream(channel));
        } catch (IOException e) {
            Files.delete(partial);
            throw e;
        }
        goOn();
    }

    private void goOn() throws IOException {
        long bytes = EarlierRows.measure(channel, rows);
        channel.truncate(bytes).position(bytes);
        earlier = Optional.of(EarlierRows.in(channel, bytes, rows));
    }

    /** Takes the next row of an earlier run for this file, which has as many as it was named times. */
    Optional<ResultRows.Earlier> takeEarlier(String name) throws IOException {
        return earlier.isPresent() ? earlier.get().take(name) : Optional.empty();
    }

    /** Writes one row. */
    void append(String row) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((row + '\n').getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * Gives the file its final name when all rows are written. The lock is held until then where the system permits it, so that
     * no other run empties the file.
     */
    void complete() throws IOException {
        channel.force(true);
        try {
            disk.replace(partial, file);
        } catch (FileSystemException e) {
            // Some systems cannot move a file that is open.
            channel.close();
            completeClosed();
        }
        channel.close();
    }

    private void completeClosed() throws IOException {
        try {
            disk.replace(partial, file);
        } catch (FileSystemException e) {
            try {
                if (Files.notExists(file)) {
                    throw e;
                }
                overwrite();
            } catch (IOException last) {
                throw new IOException(Reasons.of(file.toString(), last) + "; the rows are in " + partial, last);
            }
        }
    }

    /** Copies the rows under the lock, so that no other run empties the partial file meanwhile. */
    private void overwrite() throws IOException {
        Optional<Object> key = key(partial);
        channel =
                FileChannel.open(partial, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        lock(key);
        try (FileChannel target =
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            Channels.newInputStream(channel).transferTo(Channels.newOutputStream(target));
            target.force(true);
        }
        channel.close();
        Files.delete(partial);
    }

    /** Leaves the partial file for a later run, unless the file is complete. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
