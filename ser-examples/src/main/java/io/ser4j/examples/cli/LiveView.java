package io.ser4j.examples.cli;

import io.ser4j.EmotionSegment;

/** Shows the level and the results while listening. For one thread. */
sealed interface LiveView permits LiveBars, LiveLines {
    /** Shows the level of the last piece, in dB re full scale, and the time since listening began, in seconds. */
    void level(double seconds, double decibels);

    /** Shows the latest segment. */
    void segment(EmotionSegment segment);
}
