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
 * Which files the arguments name: themselves; for a folder whatever is audio below it by its content, or should be by its name,
 * each folder's entries in the order of their names; and for {@code @LIST} the files and folders that stand in the file LIST, one
 * per line, whatever characters they have. Links to files are followed, links to folders are not, unless they are named themselves:
 * so nothing goes round in circles. Lists and folders are read as the files are asked for, and never kept. For one thread.
 */
final class AudioFiles {
    /**
     * One file to work on.
     *
     * @param name as it was given, or found
     * @param failure why there is nothing to read, or empty
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

    /** Hands over one file after the other; what cannot be read comes as a failure, and the rest goes on. */
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

    /** How many files below folders were no audio, the last time that all were handed over. */
    long leftOut() {
        return leftOut;
    }

    /** How many links to folders were not followed below folders, the last time that all were handed over. */
    long linkedFolders() {
        return linkedFolders;
    }

    /** Whether the files can be gone through more than once: not where a list comes from a pipe. */
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
                String links = linkedFolders > linked ? ", but for links to folders, which are not followed" : "";
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
     * Pipes and devices are left out unread: they might never end. What is called audio and begins as none is handed over all the
     * same, so that nothing that is empty, torn, in a format that is not read, or a link to nothing is lost in silence.
     */
    private void sniff(Path file, Consumer<Input> consumer) {
        try {
            boolean isCalledSo = AudioNames.isAudio(file) || AudioNames.isForeignAudio(file);
            // Of a link to itself it is neither true that it exists nor that it does not.
            boolean isLost = isCalledSo && !Files.exists(file);
            if (isLost || Files.isRegularFile(file) && (isCalledSo || sniffer.isAudio(file))) {
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
