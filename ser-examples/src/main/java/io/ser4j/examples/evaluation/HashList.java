package io.ser4j.examples.evaluation;

import io.ser4j.AudioClip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The file of hashes beside a list of clips: {@code train.hashes.txt} for {@code train.txt}. Its first line begins with {@code #}
 * and has the SHA-256 of the list; one {@link AudioIdentity#mark()} for each line of the list follows.
 */
public final class HashList {
    /** The suffix in place of a list's {@code .txt}. */
    public static final String SUFFIX = ".hashes.txt";

    private static final String HEADING =
            "# Of each clip 64 bits of the SHA-256 of its mono samples as 16-bit integers, and 256 bits of what it sounds like;"
                    + " for the list with SHA-256 ";

    private static final int MAX_NAMED = 10;

    private HashList() {}

    /**
     * Reads every clip of a list, and writes their marks beside it.
     *
     * @param root the folder that the paths in the list are relative to
     * @param list the paths, one per line; its name ends with {@code .txt}
     * @param threads how many clips to read at a time
     * @param listener called after each clip, in the calling thread, with whether it could be read
     * @return the file that was written
     * @throws IOException if list or file cannot be read or written
     * @throws EvaluationException if a clip cannot be read, since a list with gaps would miss copies of that clip;
     *     the message names the first ten
     */
    public static Path write(Path root, Path list, int threads, Consumer<Boolean> listener) throws IOException {
        String text = TextFile.read(list);
        // A byte order mark is part of the text that is hashed, but not of the first name.
        List<LabelledClip> clips = text.replaceFirst("^\uFEFF", "")
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> LabelledClip.unlabelled(root.resolve(line)))
                .toList();
        Hearing hearing = new Hearing(threads, listener);
        List<String> marks = hearing.of(
                clips, clip -> AudioIdentity.of(AudioClip.read(clip.file())).mark());
        requireNoFailure(hearing.failures(), list);
        List<String> lines = new ArrayList<>(List.of(HEADING + sha256(text)));
        lines.addAll(marks);
        Path file = beside(list);
        WholeFile.replace(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        return file;
    }

    private static void requireNoFailure(List<Evaluation.Failure> failures, Path list) {
        if (!failures.isEmpty()) {
            throw new EvaluationException("every clip of " + list + " must be readable, but " + failures.size()
                    + (failures.size() == 1 ? " is" : " are") + " not: "
                    + failures.stream()
                            .limit(MAX_NAMED)
                            .map(failure -> failure.clip().file() + ": " + failure.reason())
                            .collect(Collectors.joining("; "))
                    + (failures.size() > MAX_NAMED ? "; ..." : ""));
        }
    }

    /**
     * The file of the hashes of a list.
     *
     * @param list such as {@code train.txt}
     * @return such as {@code train.hashes.txt}
     * @throws EvaluationException if the list is a root folder, which has no name
     */
    public static Path beside(Path list) {
        if (list.getFileName() == null) {
            throw new EvaluationException("a list must be a file, but was " + list);
        }
        return list.resolveSibling(LabelledClip.stem(list) + SUFFIX);
    }

    /**
     * Whether a file of hashes was made for the current text of a list.
     *
     * @param list the text of the list
     * @param hashes the text of the hashes
     * @return whether the heading has the SHA-256 of the list, and there are as many marks as clips
     */
    public static boolean belong(String list, String hashes) {
        return hashes.startsWith(HEADING + sha256(list) + "\n")
                && marks(hashes.lines().toList()).size()
                        == list.lines().filter(line -> !line.isBlank()).count();
    }

    /** The marks among the lines of a file. */
    static List<String> marks(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .toList();
    }

    private static String sha256(String text) {
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    }
}
