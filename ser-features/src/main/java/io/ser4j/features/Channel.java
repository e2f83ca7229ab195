package io.ser4j.features;

/** What a model on mel bands is given of each frame and band. */
enum Channel {
    /** The decibels without the mean of their band over time: freed of channel and level. */
    BAND_CENTRED,
    /** The decibels without the mean of all bands together: freed of the level, while the tilt of the spectrum stays. */
    CLIP_CENTRED,
    /** {@link PitchSalience} as it is, its bands beside those of mel. */
    PITCH
}
