package io.ser4j.formats.internal;

import java.io.IOException;

/** Decodes audio one unit of its format at a time, such as a frame or a packet. */
interface Blocks {
    int sampleRateHz();

    int channels();

    /**
     * Decodes the next unit.
     *
     * @param target receives the decoded frames; left empty if the unit has none
     * @return false at the end of the audio
     */
    boolean next(PcmBlock target) throws IOException;
}
