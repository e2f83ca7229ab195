package io.ser4j.features;

/** A channel of the input of a model on mel bands. */
enum Channel {
    /** The decibels minus the mean of their band over time, which removes the level and the colour of the recording. */
    BAND_CENTRED,
    /** The decibels minus the mean of all bands together, which removes the level but keeps the spectral tilt. */
    CLIP_CENTRED,
    /** {@link PitchSalience}, unchanged, its bands beside the mel bands. */
    PITCH
}
