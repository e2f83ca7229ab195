package io.ser4j;

/** Throws what a method does not declare, as methods written in Kotlin or Scala can. */
final class Sneaky {
    private Sneaky() {}

    /** Throws any exception where the compiler allows none; it never returns. */
    static RuntimeException unannounced(Throwable failure) {
        return Sneaky.<RuntimeException>as(failure);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException as(Throwable failure) throws T {
        throw (T) failure;
    }
}
