/**
 * Speech emotion recognition: {@link io.ser4j.EmotionClassifier} is the entry point, {@link io.ser4j.AudioClip} its input and
 * {@link io.ser4j.EmotionResult} its output. {@link io.ser4j.AudioReader} reads audio of any length.
 *
 * <p><b>Immutability.</b> Every type of this package is immutable, except {@link io.ser4j.EmotionClassifier} (open or
 * closed), {@link io.ser4j.EmotionStream}, their builders and {@link io.ser4j.AudioReader}. Arrays are copied on the way in and
 * on the way out, unless a method's documentation says that it borrows one for the duration of the call.
 *
 * <p><b>Threads.</b> Every type may be used by any number of threads at once, except builders and readers, which may be used by
 * one thread at a time.
 *
 * <p><b>Nulls.</b> No parameter may be null unless its documentation says so; a null causes a
 * {@link java.lang.NullPointerException}. No method returns null.
 *
 * <p><b>Failures.</b> Bad audio, bad models and failed inference throw a {@link io.ser4j.SerException} or one of its
 * subclasses; wrong use of the API throws an {@link java.lang.IllegalArgumentException} or
 * {@link java.lang.IllegalStateException}.
 */
package io.ser4j;
