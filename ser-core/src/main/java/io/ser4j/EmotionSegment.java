package io.ser4j;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The result for one window of a recording.
 *
 * @param startSeconds where the window begins, from the start of the recording, at least 0
 * @param endSeconds where it ends, after its start; windows may overlap
 * @param speechShare the share of the window in which the voice activity detector found a voice, in [0, 1]; its hang-over counts,
 *     unless there is nothing else, so that the share may be above 0 in silence
 * @param result the result, or empty in {@linkplain #isSilence() silence}, which has no emotion
 */
public record EmotionSegment(
        double startSeconds, double endSeconds, double speechShare, Optional<EmotionResult> result) {
    /**
     * Checks the components.
     *
     * @param startSeconds as above
     * @param endSeconds as above
     * @param speechShare as above
     * @param result as above
     * @throws IllegalArgumentException if a component is outside its range
     */
    public EmotionSegment {
        Objects.requireNonNull(result, "result");
        if (!(startSeconds >= 0 && endSeconds > startSeconds && endSeconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a segment must begin at 0 or later and end after that, but was from "
                    + startSeconds + " to " + endSeconds + " s");
        }
        if (!(speechShare >= 0 && speechShare <= 1)) {
            throw new IllegalArgumentException("speechShare must be in [0, 1], but was " + speechShare);
        }
    }

    /**
     * Whether there was less than 0.1 s of voice in this window, the hang-over in silence not counted; see
     * {@link AudioWarning.Type#SILENT}.
     *
     * @return whether {@link #result()} is empty
     */
    public boolean isSilence() {
        return result.isEmpty();
    }

    /**
     * The middle of the window.
     *
     * @return seconds from the start of the recording
     */
    public double centreSeconds() {
        return (startSeconds + endSeconds) / 2;
    }

    /**
     * This window with another result, for rules of one's own, such as one that takes certain windows for silence.
     *
     * @param other the result, or empty for silence
     * @return the changed segment
     */
    public EmotionSegment withResult(Optional<EmotionResult> other) {
        return new EmotionSegment(startSeconds, endSeconds, speechShare, other);
    }

    /** Returns the times and the most probable class, such as {@code 3.00-6.00 s: happy 0.91}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.2f-%.2f s: %s",
                startSeconds,
                endSeconds,
                result.map(heard -> heard.top().toString()).orElse("silence"));
    }
}
