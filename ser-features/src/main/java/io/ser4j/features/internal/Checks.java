package io.ser4j.features.internal;

/** The rules that configurations share. */
public final class Checks {
    private Checks() {}

    public static void requireWithin(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must lie in [" + least + ", " + most + "], but was " + value);
        }
    }

    public static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be positive, but was " + value);
        }
    }

    public static void requirePositive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be positive and finite, but was " + value);
        }
    }
}
