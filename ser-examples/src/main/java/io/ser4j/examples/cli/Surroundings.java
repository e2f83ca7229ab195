package io.ser4j.examples.cli;

import java.util.function.Predicate;

/**
 * What commands know of where they run.
 *
 * @param bars the finest bars that the output can show
 * @param terminals which streams end at a terminal
 */
record Surroundings(Bars bars, Predicate<Terminal> terminals) {
    /** A pipe or a file, which shows the plainest bars and has nobody who watches. */
    static Surroundings pipe() {
        return new Surroundings(Bars.ASCII, terminal -> false);
    }
}
