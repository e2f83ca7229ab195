/**
 * Evaluation that refuses to lie: loaders of corpora, protocols with a check for leaks, what a model was trained on, and figures.
 * Public types are immutable and thread-safe unless they say otherwise; no argument and no result is null.
 */
package io.ser4j.examples.evaluation;
