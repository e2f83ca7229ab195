package io.ser4j.examples.cli;

import io.ser4j.EmotionResult;
import java.util.Optional;

/** How {@code classify} formats the outcome for each file. Thread-safe. */
sealed interface ResultRows permits TextRows, JsonRows, CsvRows {
    /**
     * The contents of a row of an earlier run.
     *
     * @param file the file that the row is about
     * @param failed whether it failed
     */
    record Earlier(String file, boolean failed) {}

    /** The heading above all rows, if there is one. */
    Optional<String> heading();

    /** The lines for one result, without the last line break. */
    String result(String file, EmotionResult result);

    /** The row for a file that failed; empty if failures go to standard error instead. */
    Optional<String> failure(String file, String reason);

    /** Whether a row may contain line breaks within quotes. */
    boolean hasQuotedLineBreaks();

    /** Reads a row; empty if it is not of this format, these classes and these conditions. */
    Optional<Earlier> read(String row);
}
