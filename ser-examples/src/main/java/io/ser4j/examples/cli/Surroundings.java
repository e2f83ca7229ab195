package io.ser4j.examples.cli;

import java.util.function.Predicate;

/**
 * What commands know of their environment.
 *
 * @param bars the finest bars that the output can show
 * @param terminals which streams end at a terminal
 * @param microphone opens the microphone
 */
record Surroundings(Bars bars, Predicate<Terminal> terminals, LiveInput.Opener microphone) {
    /** The environment for a pipe or a file: ASCII bars, and no terminal. */
    static Surroundings pipe() {
        return new Surroundings(Bars.ASCII, terminal -> false, Microphone::open);
    }
}
