package io.ser4j.examples.cli;

import io.ser4j.EmotionSegment;

/** Shows what is heard while it is heard. For one thread. */
sealed interface LiveView permits LiveBars, LiveLines {
    /** The level of the last moments, in dB re full scale, and how long it has been listened. */
    void level(double seconds, double decibels);

    /** What was heard last. */
    void segment(EmotionSegment segment);
}
