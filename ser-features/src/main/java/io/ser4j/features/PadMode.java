package io.ser4j.features;

/** Where frames lie, and what they contain beyond the ends of the signal. */
public enum PadMode {
    /** Frames are centred on multiples of the hop; zeros beyond the ends. librosa's default since 0.10. */
    ZERO(true) {
        @Override
        int index(long position, int length) {
            return -1;
        }
    },
    /** Frames are centred on multiples of the hop; the signal is mirrored at its first and last sample. */
    REFLECT(true) {
        @Override
        int index(long position, int length) {
            if (length == 1) {
                return 0;
            }
            long period = 2L * (length - 1);
            long folded = Math.floorMod(position, period);
            return (int) Math.min(folded, period - folded);
        }
    },
    /**
     * Frames start at multiples of the hop and end within the signal; a signal shorter than a frame is padded with zeros at its
     * end.
     */
    NONE(false) {
        @Override
        int index(long position, int length) {
            return -1;
        }
    };

    private final boolean centred;

    PadMode(boolean centred) {
        this.centred = centred;
    }

    /** Whether the frame t is centred on sample t × hop rather than starting there. */
    boolean centred() {
        return centred;
    }

    /** Which sample stands for a position outside of [0, length), or -1 for silence. */
    abstract int index(long position, int length);
}
