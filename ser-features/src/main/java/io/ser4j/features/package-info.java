/**
 * MFCC and mel spectrograms equal to librosa's, resampling and pooling.
 *
 * <p><b>Immutability.</b> Every type of this package is immutable unless its documentation says otherwise.
 *
 * <p><b>Threads.</b> Every type may be used by any number of threads at once unless its documentation says otherwise.
 *
 * <p><b>Precision.</b> Computed in double, stored as float once per tensor: {@link io.ser4j.features.Mfcc} rounds its result only,
 * while stages used one by one round each of theirs. NUMERICS.md of the module holds the tolerances.
 *
 * <p><b>Memory.</b> A call allocates what it returns, twice that where the number of frames is not that of the call before. Its
 * scratch memory mostly comes from bounded pools; what a long clip needs beyond that, and what pooling and resampling of a whole clip need,
 * is let go after the call.
 *
 * <p><b>Nulls.</b> No parameter may be null and no method returns null.
 */
package io.ser4j.features;
