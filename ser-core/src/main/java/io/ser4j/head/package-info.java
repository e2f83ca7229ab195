/**
 * Small classifiers of one's own on top of a bigger model: a {@link io.ser4j.head.LinearHead} makes its logits from the embedding
 * of its base model by one {@link io.ser4j.head.LinearLayer}, and lies in one small text file. {@link io.ser4j.head.HeadFolder}
 * opens the heads of a folder by their ids.
 *
 * <p><b>Immutability and threads.</b> Every type of this package is immutable and may be used by any number of threads at once;
 * arrays are copied on the way in and on the way out.
 *
 * <p><b>Nulls.</b> No parameter may be null and no method returns null.
 */
package io.ser4j.head;
