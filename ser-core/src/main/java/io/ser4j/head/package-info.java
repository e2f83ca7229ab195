/**
 * Small classifiers with classes of your own on top of a bigger model: a {@link io.ser4j.head.LinearHead} computes its logits
 * from the embedding of its base model with one {@link io.ser4j.head.LinearLayer}, and is stored in one small text file.
 * {@link io.ser4j.head.HeadFolder} opens the heads of a folder by their ids.
 *
 * <p><b>Immutability and threads.</b> Every type of this package is immutable and may be used by any number of threads at once;
 * arrays are copied on the way in and on the way out.
 *
 * <p><b>Nulls.</b> No parameter may be null and no method returns null.
 */
package io.ser4j.head;
