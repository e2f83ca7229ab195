package io.ser4j.formats.internal;

import java.io.IOException;

/** Skips tags before and after the audio. */
final class Id3 {
    private static final int HEADER_BYTES = 10;
    private static final int FOOTER_FLAG = 0x10;
    private static final int V1_BYTES = 128;

    private Id3() {}

    /** Skips any number of ID3v2 tags. */
    static void skipLeading(Input in) throws IOException {
        while (in.startsWith("ID3")) {
            if (in.ahead(HEADER_BYTES) < HEADER_BYTES) {
                throw in.truncated("the header of an ID3v2 tag");
            }
            long size = 0;
            for (int i = 6; i < HEADER_BYTES; i++) {
                size = size << 7 | in.peek(i) & 0x7F;
            }
            boolean footer = (in.peek(5) & FOOTER_FLAG) != 0;
            in.skip(HEADER_BYTES + size + (footer ? HEADER_BYTES : 0), "an ID3v2 tag");
        }
    }

    /**
     * Skips any number of ID3v1 tags, after which another file may begin if files were joined; returns whether there was a tag.
     */
    static boolean skipTrailing(Input in) throws IOException {
        boolean there = false;
        while (in.startsWith("TAG") && in.ahead(V1_BYTES) == V1_BYTES) {
            in.skip(V1_BYTES, "an ID3v1 tag");
            skipLeading(in);
            there = true;
        }
        return there;
    }

    /** Whether an APE or Lyrics3 tag follows, after which there is no more audio. */
    static boolean atEndTag(Input in) throws IOException {
        return in.startsWith("APETAGEX") || in.startsWith("LYRICSBEGIN");
    }
}
