package io.ser4j.examples.cli;

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
 * A file of results that is there whole or not at all. Rows are appended to a file {@code NAME.partial} beside it, each of them
 * handed to the system before the next one begins, so that a run that is broken off, or killed, loses no row but the one that it
 * was writing. At the end the partial file is forced to the disk and takes the place of the other in one step. For one thread.
 */
final class ResultFile implements Closeable {
    private static final String SUFFIX = ".partial";

    private final Path file;
    private final Path partial;
    private final FileChannel channel;
    private final ResultRows rows;
    private final Disk disk;
    private Optional<EarlierRows> earlier = Optional.empty();

    /** The steps between which another run may come. */
    interface Disk {
        /** The file system as it is. */
        Disk REAL = new Disk() {};

        /** Locks a file; null where another program has locked it. */
        default FileLock tryLock(FileChannel channel) throws IOException {
            return channel.tryLock();
        }

        /** Puts a file in the place of another in one step. */
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
     * Begins a file of results, or goes on with one that an earlier run has left.
     *
     * @param name what the file is to be called in the end
     * @param resume whether the rows of the partial file, or else of the whole one, are kept
     * @param rows how rows are written
     * @throws IOException if that cannot be, or what is there is not such a file
     */
    static ResultFile open(Path name, boolean resume, ResultRows rows) throws IOException {
        return open(name, resume, rows, Disk.REAL);
    }

    /** The same on another disk. */
    static ResultFile open(Path name, boolean resume, ResultRows rows, Disk disk) throws IOException {
        Path file = real(name);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("is no regular file");
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

    /** Where the rows are until all are written. */
    static Path partial(Path name) throws IOException {
        Path file = real(name);
        return file.resolveSibling(file.getFileName() + SUFFIX);
    }

    /** Not a link, but what it points to, is to be replaced. */
    private static Path real(Path name) throws IOException {
        return Files.isSymbolicLink(name) ? name.toRealPath() : name;
    }

    private static void create(Path partial) throws IOException {
        try {
            Files.createFile(partial);
        } catch (FileAlreadyExistsException e) {
            // An earlier run has left it.
        }
    }

    /** What tells one file from another of the same name; empty where the system has no such thing. A link is no such file. */
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

    /** An earlier run has come to its end; what is new is added to its rows. */
    private void takeOver() throws IOException {
        try (FileChannel whole = FileChannel.open(file, StandardOpenOption.READ)) {
            EarlierRows.measure(whole, rows);
            // A channel's own transfer ends after 2 GiB at most, and perhaps before.
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

    /** What an earlier run has written about this file, for as many times as it has. */
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

    /** Gives the file its name: all rows are written. The lock is held until then, so that no other run empties it. */
    void complete() throws IOException {
        channel.force(true);
        try {
            disk.replace(partial, file);
        } catch (FileSystemException e) {
            // Not every system moves a file that is open.
            channel.close();
            disk.replace(partial, file);
        }
        channel.close();
    }

    /** Leaves the partial file to a later run, unless the file is complete. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
