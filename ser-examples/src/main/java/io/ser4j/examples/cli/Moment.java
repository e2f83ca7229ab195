package io.ser4j.examples.cli;

import io.ser4j.Emotion;
import io.ser4j.EmotionResult;
import io.ser4j.EmotionSegment;
import java.util.Locale;
import java.util.stream.Stream;

/** Formats times and decisions. */
final class Moment {
    static final String SILENCE = "silence";
    static final String UNDECIDED = "undecided";

    private Moment() {}

    /** Whether a class has one of the names that stand for no decision. */
    static boolean isReserved(Emotion emotion) {
        return Stream.of(SILENCE, UNDECIDED).anyMatch(emotion.label()::equalsIgnoreCase);
    }

    /** A time with tenths, such as 0:07.5 or 3:05:00.0. */
    static String clock(double seconds) {
        long tenths = Math.round(10 * seconds);
        String rest = String.format(Locale.ROOT, "%02d.%d", tenths / 10 % 60, tenths % 10);
        return tenths < 36_000
                ? tenths / 600 + ":" + rest
                : String.format(Locale.ROOT, "%d:%02d:%s", tenths / 36_000, tenths / 600 % 60, rest);
    }

    /** The decision on a segment in a word. */
    static String word(EmotionSegment segment) {
        return segment.result().map(Moment::word).orElse(SILENCE);
    }

    /** The decision on a clip in a word. */
    static String word(EmotionResult result) {
        return result.decision().map(Emotion::label).orElse(result.isSilent() ? SILENCE : UNDECIDED);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
