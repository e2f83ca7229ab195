package io.ser4j.features;

/** Scales of perceived pitch. */
public enum MelScale {
    /** Linear up to 1,000 Hz and logarithmic above (M. Slaney, Auditory Toolbox, 1998); librosa's default. */
    SLANEY {
        @Override
        public double toMel(double hz) {
            return hz < BREAK_HZ ? hz / HZ_PER_MEL : BREAK_MEL + Math.log(hz / BREAK_HZ) / LOG_STEP;
        }

        @Override
        public double toHz(double mel) {
            return mel < BREAK_MEL ? mel * HZ_PER_MEL : BREAK_HZ * Math.exp(LOG_STEP * (mel - BREAK_MEL));
        }
    },
    /** 2595 log10(1 + f/700) (D. O'Shaughnessy, 1987), as in the Hidden Markov Model Toolkit. */
    HTK {
        @Override
        public double toMel(double hz) {
            return 2595 * Math.log10(1 + hz / 700);
        }

        @Override
        public double toHz(double mel) {
            return 700 * (Math.pow(10, mel / 2595) - 1);
        }
    };

    private static final double HZ_PER_MEL = 200.0 / 3;
    private static final double BREAK_HZ = 1000;
    private static final double BREAK_MEL = BREAK_HZ / HZ_PER_MEL;
    private static final double LOG_STEP = Math.log(6.4) / 27;

    /**
     * Converts a frequency.
     *
     * @param hz frequency in Hz, not negative
     * @return its pitch in mel
     */
    public abstract double toMel(double hz);

    /**
     * Converts a pitch.
     *
     * @param mel pitch in mel, not negative
     * @return its frequency in Hz
     */
    public abstract double toHz(double mel);
}
