package io.ser4j.examples.plot;

/**
 * The colour map "magma" (N. Smith, S. van der Walt, 2015, public domain): perceptually uniform, readable without colour vision
 * and in grey print. Interpolated linearly between 17 of its colours, with errors of at most 3 of 255.
 */
final class ColourMap {
    private static final int[] COLOURS = {
        0x000004, 0x0a0822, 0x1d1147, 0x36106b, 0x51127c, 0x6a1c81, 0x832681, 0x9c2e7f, 0xb73779, 0xd0416f, 0xe75263,
        0xf56b5c, 0xfc8961, 0xfea772, 0xfec488, 0xfde2a3, 0xfcfdbf
    };

    private ColourMap() {}

    /** The colour of a value in [0, 1] as 0xrrggbb; values outside have the colour of the nearer end. */
    static int rgb(double value) {
        double position = Math.max(0, Math.min(1, value)) * (COLOURS.length - 1);
        int lower = Math.min((int) position, COLOURS.length - 2);
        double weight = position - lower;
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = COLOURS[lower] >> shift & 255;
            int to = COLOURS[lower + 1] >> shift & 255;
            rgb |= (int) Math.round(from + weight * (to - from)) << shift;
        }
        return rgb;
    }
}
