package io.ser4j.examples.cli;

import java.nio.charset.Charset;

/** Draws a fraction as a bar of characters. */
enum Bars {
    /** Number signs, which any terminal can show. */
    ASCII {
        @Override
        String draw(double fraction) {
            return "#".repeat((int) Math.round(fraction * WIDTH));
        }
    },
    /** Block elements, with a resolution of an eighth of a character. */
    BLOCKS {
        @Override
        String draw(double fraction) {
            int eighths = (int) Math.round(fraction * WIDTH * 8);
            String last = eighths % 8 == 0 ? "" : String.valueOf((char) ('\u2590' - eighths % 8));
            return "\u2588".repeat(eighths / 8) + last;
        }
    };

    /** The length of a full bar, in characters. */
    static final int WIDTH = 40;

    /** The finest bars that a character set can encode. */
    static Bars encodableIn(Charset charset) {
        return charset.canEncode() && charset.newEncoder().canEncode("\u2588\u258f") ? BLOCKS : ASCII;
    }

    /** The bar for a fraction in [0, 1], without padding. */
    abstract String draw(double fraction);
}
