/**
 * Trains small classifiers on the embeddings of a bigger model: {@code Lbfgs} minimises, {@code SoftmaxLoss} says what,
 * {@code HeadTrainer} chooses the regularisation and the temperature, {@link io.ser4j.examples.head.HeadTrial} judges with the
 * protocols and leak checks of {@code evaluation}, and {@link io.ser4j.examples.head.HeadTraining} does it all. Everything is
 * deterministic. Public types are immutable and thread-safe unless they say otherwise; no argument and no result is null.
 */
package io.ser4j.examples.head;
