/**
 * Hears emotion in speech: {@link io.ser4j.EmotionClassifier} is the front door, {@link io.ser4j.AudioClip} what goes in and
 * {@link io.ser4j.EmotionResult} what comes out. {@link io.ser4j.AudioReader} reads audio of any length.
 *
 * <p><b>Immutability.</b> Every type of this package is immutable, but for {@link io.ser4j.EmotionClassifier} (open or
 * closed), {@link io.ser4j.EmotionStream}, their builders and {@link io.ser4j.AudioReader}. Arrays are copied on the way in and on the way out, unless a
 * method's documentation says that it borrows one for the duration of the call.
 *
 * <p><b>Threads.</b> Every type may be used by any number of threads at once, but for builders and readers, which
 * belong to one thread.
 *
 * <p><b>Nulls.</b> No parameter may be null unless its documentation says so; {@link java.lang.NullPointerException} is the
 * answer. No method returns null.
 *
 * <p><b>Failures.</b> Bad input, bad models and failed inference are a {@link io.ser4j.SerException} of some kind; wrong use
 * of the interface is an {@link java.lang.IllegalArgumentException} or {@link java.lang.IllegalStateException}.
 */
package io.ser4j;
