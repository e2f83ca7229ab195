/**
 * Evaluation of classifiers on labelled clips: corpus loaders, protocols with leak checks, records of what a model was trained
 * on, and figures. Public types are immutable and thread-safe unless they say otherwise; no argument and no result is null.
 */
package io.ser4j.examples.evaluation;
