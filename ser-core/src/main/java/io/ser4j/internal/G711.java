package io.ser4j.internal;

/** The expansion of ITU-T G.711 to 16-bit linear samples (13 and 14 significant bits, left-justified). */
final class G711 {
    private static final int SIGN = 0x80;
    private static final int MANTISSA = 0x0F;
    private static final int MU_LAW_BIAS = 0x84;
    private static final int A_LAW_TOGGLED_BITS = 0x55;

    private G711() {}

    /** Expands one A-law byte. */
    static int aLaw(int code) {
        int bits = code ^ A_LAW_TOGGLED_BITS;
        int exponent = bits >> 4 & 7;
        int middleOfStep = (bits & MANTISSA) << 4 | 8;
        int magnitude = exponent == 0 ? middleOfStep : (middleOfStep | 0x100) << exponent - 1;
        return (bits & SIGN) != 0 ? magnitude : -magnitude;
    }

    /** Expands one µ-law byte. */
    static int muLaw(int code) {
        int bits = ~code;
        int exponent = bits >> 4 & 7;
        int magnitude = (((bits & MANTISSA) << 3) + MU_LAW_BIAS << exponent) - MU_LAW_BIAS;
        return (bits & SIGN) != 0 ? -magnitude : magnitude;
    }
}
