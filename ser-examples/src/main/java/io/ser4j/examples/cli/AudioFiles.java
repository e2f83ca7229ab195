package io.ser4j.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ser4j.examples.evaluation.AudioNames;
import io.ser4j.examples.evaluation.Reasons;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The files that the arguments name. An argument is a file; a folder, which stands for the files below it that are audio by their
 * content or name, each folder's entries in the order of their names; or {@code @LIST}, where LIST is a file with the names of
 * files and folders, one per line and taken literally. Links to files are followed; links to folders only if they are named
 * themselves, so that cycles of links end. Lists and folders are read while the files are passed on, and no list of files is kept
 * in memory. For one thread.
 */
final class AudioFiles {
    /**
     * A file to process.
     *
     * @param name the name as given or found
     * @param failure the reason if there is no file to read, otherwise empty
     */
    record Input(String name, Optional<String> failure) {}

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final List<String> arguments;
    private final AudioSniffer sniffer = AudioSniffer.installed();
    private long leftOut;
    private long linkedFolders;
    private long found;

    AudioFiles(List<String> arguments) {
        this.arguments = arguments;
    }

    /**
     * Passes the files to a consumer one by one. A list or folder that cannot be read is passed on as a failure, and does not
     * stop the others.
     */
    void forEach(Consumer<Input> consumer) {
        leftOut = 0;
        linkedFolders = 0;
        for (String argument : arguments) {
            try {
                if (argument.startsWith("@")) {
                    list(argument, consumer);
                } else {
                    expand(argument, consumer);
                }
            } catch (IOException | InvalidPathException e) {
                fail(argument, Reasons.of(argument.substring(1), e), consumer);
            }
        }
    }

    /** The number of files below folders that the last {@link #forEach} skipped as not audio. */
    long leftOut() {
        return leftOut;
    }

    /** The number of links to folders that the last {@link #forEach} skipped below folders. */
    long linkedFolders() {
        return linkedFolders;
    }

    /** Whether {@link #forEach} can be repeated, which it cannot if a list comes from a pipe. */
    boolean isRepeatable() {
        return arguments.stream().filter(argument -> argument.startsWith("@")).allMatch(argument -> {
            try {
                return Files.isRegularFile(Path.of(argument.substring(1)));
            } catch (InvalidPathException e) {
                return true;
            }
        });
    }

    private void list(String argument, Consumer<Input> consumer) throws IOException {
        boolean empty = true;
        try (InputStream list = new ShortLines(Files.newInputStream(Path.of(argument.substring(1))));
                BufferedReader lines = new BufferedReader(new InputStreamReader(list, UTF_8.newDecoder()))) {
            String line = lines.readLine();
            line = line == null ? null : line.replaceFirst("^" + BYTE_ORDER_MARK, "");
            for (; line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    empty = false;
                    expand(line, consumer);
                }
            }
        }
        if (empty) {
            fail(argument, "an empty list", consumer);
        }
    }

    private void expand(String name, Consumer<Input> consumer) {
        if (name.isEmpty()) {
            fail("\"\"", "an empty file name", consumer);
        } else if (isFolder(name)) {
            long before = found;
            long linked = linkedFolders;
            walk(Path.of(name), consumer);
            if (found == before) {
                String links = linkedFolders > linked ? "; links to folders in it are not followed" : "";
                fail(name, "a folder without any audio file" + links, consumer);
            }
        } else {
            find(name, consumer);
        }
    }

    private void walk(Path folder, Consumer<Input> consumer) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            fail(folder.toString(), Reasons.ofFolder(e.getCause()), consumer);
            return;
        } catch (IOException e) {
            fail(folder.toString(), Reasons.ofFolder(e), consumer);
            return;
        }
        entries.sort(null);
        for (Path entry : entries) {
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                walk(entry, consumer);
            } else {
                sniff(entry, consumer);
            }
        }
    }

    /**
     * Passes on a file that is audio by its name or content. Pipes and devices are skipped unread, since they might never end. A
     * file with the name of audio but other content is passed on as well, so that empty or damaged files, unsupported formats and
     * broken links are reported instead of skipped.
     */
    private void sniff(Path file, Consumer<Input> consumer) {
        try {
            boolean hasAudioName = AudioNames.isAudio(file) || AudioNames.isForeignAudio(file);
            // For a link to itself, neither Files.exists nor Files.notExists is true.
            boolean isBrokenLink = hasAudioName && !Files.exists(file);
            if (isBrokenLink || Files.isRegularFile(file) && (hasAudioName || sniffer.isAudio(file))) {
                find(file.toString(), consumer);
            } else if (Files.isDirectory(file)) {
                linkedFolders++;
            } else {
                leftOut++;
            }
        } catch (IOException e) {
            fail(file.toString(), Reasons.of(file.toString(), e), consumer);
        }
    }

    private void find(String name, Consumer<Input> consumer) {
        found++;
        consumer.accept(new Input(name, Optional.empty()));
    }

    private void fail(String name, String reason, Consumer<Input> consumer) {
        found++;
        consumer.accept(new Input(name, Optional.of(reason)));
    }

    private static boolean isFolder(String name) {
        try {
            return Files.isDirectory(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
