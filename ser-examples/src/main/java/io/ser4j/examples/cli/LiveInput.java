package io.ser4j.examples.cli;

import java.io.Closeable;
import java.io.IOException;

/** A source of live audio. For one thread. */
@FunctionalInterface
interface LiveInput extends Closeable {
    /** Opens an input. */
    @FunctionalInterface
    interface Opener {
        /**
         * Opens an input of 16-bit mono samples.
         *
         * @throws IOException if there is none; the message says what was looked for
         */
        LiveInput open(int sampleRateHz) throws IOException;
    }

    /**
     * Waits for samples.
     *
     * @return the number of samples written to the start of the array, at least 1; or -1 if the input has ended
     */
    int read(short[] samples) throws IOException;

    @Override
    default void close() throws IOException {
        // Holds nothing unless overridden.
    }
}
