package io.ser4j.examples.cli;

import io.ser4j.examples.evaluation.EvaluationException;
import io.ser4j.examples.evaluation.Reasons;
import io.ser4j.examples.evaluation.TextFile;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Reads a file with one name per line. */
final class NameList {
    private NameList() {}

    /** The lines that are not blank, without a byte order mark. */
    static List<String> read(String file) {
        try {
            return TextFile.read(Path.of(file))
                    .replaceFirst("^\uFEFF", "")
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException | InvalidPathException e) {
            throw new EvaluationException(file + ": " + Reasons.of(file, e));
        }
    }

    /** The names that mean none of the clips that others mean: one may be the end of the other's path, and endings do not count. */
    static List<String> without(List<String> others, List<String> names) {
        List<String> left = others.stream().map(NameList::bare).toList();
        return names.stream()
                .filter(name -> left.stream().noneMatch(other -> isEnd(other, bare(name)) || isEnd(bare(name), other)))
                .toList();
    }

    private static boolean isEnd(String end, String path) {
        return path.equals(end) || path.endsWith("/" + end);
    }

    private static String bare(String name) {
        return name.replace('\\', '/').replaceFirst("\\.[^./]*$", "").toLowerCase(Locale.ROOT);
    }
}
