package io.ser4j.examples.cli;

import io.ser4j.examples.evaluation.EvaluationException;
import io.ser4j.examples.evaluation.Reasons;
import io.ser4j.examples.evaluation.TextFile;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

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
}
