package io.ser4j.examples.cli;

import io.ser4j.EmotionResult;
import java.util.Optional;

/** How {@code classify} writes down what came of each file. Thread-safe. */
sealed interface ResultRows permits TextRows, JsonRows, CsvRows {
    /**
     * What a row of an earlier run tells.
     *
     * @param file the file that the row is about
     * @param failed whether it failed
     */
    record Earlier(String file, boolean failed) {}

    /** What stands above all rows. */
    Optional<String> heading();

    /** The lines for one result, without the last line break. */
    String result(String file, EmotionResult result);

    /** The row for a file that failed; empty where standard error tells of it. */
    Optional<String> failure(String file, String reason);

    /** Whether a line break may stand within quotes. */
    boolean hasQuotedLineBreaks();

    /** Reads a row, or nothing where it is none of this format, these classes and these conditions. */
    Optional<Earlier> read(String row);
}
