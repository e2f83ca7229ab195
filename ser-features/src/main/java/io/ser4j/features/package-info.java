/**
 * MFCC and mel spectrograms equal to librosa's, resampling and pooling.
 *
 * <p><b>Immutability.</b> Every type of this package is immutable unless its documentation says otherwise.
 *
 * <p><b>Threads.</b> Every type may be used by any number of threads at once unless its documentation says otherwise.
 *
 * <p><b>Nulls.</b> No parameter may be null and no method returns null.
 */
package io.ser4j.features;
