/**
 * Trains small classifiers, heads, on the embeddings of a larger model: {@code Lbfgs} minimises {@code SoftmaxLoss},
 * {@code HeadTrainer} chooses the regularisation and the temperature, {@link io.ser4j.examples.head.HeadTrial} tests heads with
 * the protocols and leak checks of {@code evaluation}, and {@link io.ser4j.examples.head.HeadTraining} does it all. Everything is
 * deterministic. Public types are immutable and thread-safe unless they say otherwise; no argument and no result is null.
 */
package io.ser4j.examples.head;
