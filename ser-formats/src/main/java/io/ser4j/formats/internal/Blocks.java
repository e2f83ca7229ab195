package io.ser4j.formats.internal;

import java.io.IOException;

/** Decoded audio in the pieces in which its format holds it. */
interface Blocks {
    int sampleRateHz();

    int channels();

    /**
     * Decodes on.
     *
     * @param target what is filled; may be left empty where a piece brings no samples
     * @return whether there was anything left
     */
    boolean next(PcmBlock target) throws IOException;
}
