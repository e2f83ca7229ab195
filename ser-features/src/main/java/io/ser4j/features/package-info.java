/**
 * Mel spectrograms and MFCCs equal to librosa's, pitch salience, pooling, resampling, and the front ends of models.
 *
 * <p><b>Immutability.</b> Every type of this package is immutable unless its documentation says otherwise.
 *
 * <p><b>Threads.</b> Every type may be used by any number of threads at once unless its documentation says otherwise.
 *
 * <p><b>Precision.</b> Features are computed in double precision and rounded to float when they are stored in a tensor:
 * {@link io.ser4j.features.Mfcc} rounds only its result, whereas stages called one by one round each intermediate result. The
 * module's NUMERICS.md has the tolerances.
 *
 * <p><b>Memory.</b> A call allocates what it returns, and twice that if the number of frames differs from that of the previous
 * call. Scratch memory mostly comes from bounded pools; whatever a long clip needs beyond that, and whatever pooling or
 * resampling a whole clip needs, is released after the call.
 *
 * <p><b>Nulls.</b> No parameter may be null and no method returns null.
 */
package io.ser4j.features;
