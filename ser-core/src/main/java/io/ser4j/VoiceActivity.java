package io.ser4j;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Where in a clip there is a voice: a decision for each of the adjacent frames into which it is divided. */
public final class VoiceActivity {
    private final BitSet voiced;
    private final int frames;
    private final double frameSeconds;
    private final double durationSeconds;

    VoiceActivity(BitSet voiced, int frames, double frameSeconds, double durationSeconds) {
        this.voiced = voiced;
        this.frames = frames;
        this.frameSeconds = frameSeconds;
        this.durationSeconds = durationSeconds;
    }

    /**
     * A stretch with a voice.
     *
     * @param startSeconds where it begins, from the start of the clip, at least 0
     * @param endSeconds where it ends, after its start
     */
    public record Span(double startSeconds, double endSeconds) {
        /**
         * Checks the components.
         *
         * @param startSeconds as above
         * @param endSeconds as above
         * @throws IllegalArgumentException if the span is empty or begins before 0
         */
        public Span {
            if (!(startSeconds >= 0 && endSeconds > startSeconds && endSeconds < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("a span must begin at 0 or later and end after that, but was from "
                        + startSeconds + " to " + endSeconds + " s");
            }
        }
    }

    /**
     * The length of a frame; the last one may reach beyond the end of the clip.
     *
     * @return seconds, positive
     */
    public double frameSeconds() {
        return frameSeconds;
    }

    /**
     * The number of frames.
     *
     * @return at least 1
     */
    public int frames() {
        return frames;
    }

    /**
     * Whether there is a voice in a frame.
     *
     * @param frame from 0
     * @return whether there is a voice
     * @throws IndexOutOfBoundsException if there is no such frame
     */
    public boolean isSpeech(int frame) {
        return voiced.get(Objects.checkIndex(frame, frames));
    }

    /**
     * The share of the frames in which there is a voice.
     *
     * @return in [0, 1]
     */
    public double share() {
        return (double) voiced.cardinality() / frames;
    }

    /**
     * The stretches with a voice.
     *
     * @return an unmodifiable list in chronological order, without overlaps
     */
    public List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        for (int from = voiced.nextSetBit(0); from >= 0; ) {
            int to = voiced.nextClearBit(from);
            spans.add(new Span(from * frameSeconds, Math.min(to * frameSeconds, durationSeconds)));
            from = voiced.nextSetBit(to);
        }
        return List.copyOf(spans);
    }

    /** Returns share and spans, such as {@code voice in 75 %: 0.38-1.20 s, 1.52-2.11 s}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "voice in %.0f %%", 100 * share()));
        String before = ": ";
        for (Span span : spans()) {
            text.append(before)
                    .append(String.format(Locale.ROOT, "%.2f-%.2f s", span.startSeconds(), span.endSeconds()));
            before = ", ";
        }
        return text.toString();
    }
}
