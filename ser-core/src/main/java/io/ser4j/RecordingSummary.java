package io.ser4j;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A summary of a whole recording.
 *
 * <p>Since windows may overlap, each moment is assigned to the window whose centre is nearest, so that the windows divide the
 * recording among themselves, from its start to its end. Every figure here is weighted by these shares of time.
 */
public final class RecordingSummary {
    /**
     * A point where the decision changes: from one emotion to another, to or from silence, or to or from no decision.
     *
     * @param seconds from the start of the recording: midway between the centres of the window after and of that which precedes it
     * @param before the window before; in {@link #emotionChanges()} the last one with a decision
     * @param after the window after
     */
    public record ChangePoint(double seconds, EmotionSegment before, EmotionSegment after) {
        /**
         * Checks the components.
         *
         * @param seconds as above
         * @param before as above
         * @param after as above
         * @throws IllegalArgumentException if {@code seconds} is negative or not finite
         */
        public ChangePoint {
            if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("seconds must be finite and at least 0, but were " + seconds);
            }
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(after, "after");
        }
    }

    private final List<EmotionSegment> segments;
    private final double[] boundaries;

    private RecordingSummary(List<EmotionSegment> segments) {
        this.segments = segments;
        this.boundaries = boundaries(segments);
    }

    /**
     * Summarises a recording.
     *
     * @param segments in chronological order, at least one, all from one classifier
     * @return the summary
     * @throws IllegalArgumentException if there is no segment, or they are not in chronological order, or come from
     *     classifiers with different classes
     */
    public static RecordingSummary of(List<EmotionSegment> segments) {
        List<EmotionSegment> all = List.copyOf(segments);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("a recording must have at least one segment, but had none");
        }
        EmotionSegment before = null;
        EmotionSegment voiced = null;
        for (EmotionSegment segment : all) {
            requireSuccession(before, segment);
            before = segment;
            if (!segment.isSilence()) {
                Smoothing.requireSameClasses(voiced, segment);
                voiced = segment;
            }
        }
        return new RecordingSummary(all);
    }

    /** Checks that a segment comes after the one before it; that is null for the first segment of a recording. */
    static void requireSuccession(EmotionSegment before, EmotionSegment segment) {
        if (before != null && !(segment.centreSeconds() > before.centreSeconds())) {
            throw new IllegalArgumentException(
                    "segments must be in the order of time, but " + segment + " came after " + before);
        }
    }

    /**
     * The time that the segments cover.
     *
     * @return seconds, positive
     */
    public double durationSeconds() {
        return boundaries[segments.size()] - boundaries[0];
    }

    /**
     * For each emotion, the share of the whole recording in which it was the decision.
     *
     * @return the decided emotions with their shares in (0, 1], the largest first; with {@link #silentShare()} and
     *     {@link #undecidedShare()} they add up to 1 within rounding; unmodifiable
     */
    public Map<Emotion, Double> shares() {
        Map<Emotion, Double> shares = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            double share = share(i);
            decision(segments.get(i)).ifPresent(emotion -> shares.merge(emotion, share, RecordingSummary::sum));
        }
        Map<Emotion, Double> sorted = new LinkedHashMap<>();
        shares.entrySet().stream()
                .sorted(Map.Entry.<Emotion, Double>comparingByValue().reversed())
                .forEachOrdered(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return Collections.unmodifiableMap(sorted);
    }

    /**
     * For each emotion, the share of the voiced time in which it was the decision. Unlike {@link #shares()} it does not
     * depend on how much silence there is, so that calls and their two sides can be compared.
     *
     * @return the decided emotions with their shares in (0, 1], the largest first; in the rest of the voiced time nothing was
     *     decided. Empty if there was no voice at all; unmodifiable
     */
    public Map<Emotion, Double> voicedShares() {
        double voiced = 0;
        for (int i = 0; i < segments.size(); i++) {
            voiced += segments.get(i).isSilence() ? 0 : share(i);
        }
        Map<Emotion, Double> shares = new LinkedHashMap<>();
        for (Map.Entry<Emotion, Double> share : shares().entrySet()) {
            shares.put(share.getKey(), Math.min(1, share.getValue() / voiced));
        }
        return Collections.unmodifiableMap(shares);
    }

    /**
     * The share of the whole recording in windows without a voice. A window with little of one is not among them, so there
     * is more time without a voice than this; {@link VoiceActivity#share()} is the share of the time with one.
     *
     * @return in [0, 1]
     */
    public double silentShare() {
        double share = 0;
        for (int i = 0; i < segments.size(); i++) {
            share = sum(share, segments.get(i).isSilence() ? share(i) : 0);
        }
        return share;
    }

    /**
     * The share of the whole recording with a voice but no decision.
     *
     * @return in [0, 1]
     */
    public double undecidedShare() {
        double share = 0;
        for (int i = 0; i < segments.size(); i++) {
            EmotionSegment segment = segments.get(i);
            share = sum(share, !segment.isSilence() && decision(segment).isEmpty() ? share(i) : 0);
        }
        return share;
    }

    /**
     * The mean probability of each class over the voiced time.
     *
     * @return the most probable class first; empty if there was no voice at all; unmodifiable
     */
    public List<EmotionScore> meanProbabilities() {
        Map<Emotion, Double> sums = new LinkedHashMap<>();
        double voiced = 0;
        for (int i = 0; i < segments.size(); i++) {
            Optional<EmotionResult> result = segments.get(i).result();
            if (result.isPresent()) {
                double share = share(i);
                voiced += share;
                result.get()
                        .scores()
                        .forEach(score -> sums.merge(score.emotion(), share * score.probability(), Double::sum));
            }
        }
        double total = voiced;
        return sums.entrySet().stream()
                .map(entry -> new EmotionScore(entry.getKey(), Math.min(1, entry.getValue() / total)))
                .sorted(Comparator.comparingDouble(EmotionScore::probability).reversed())
                .toList();
    }

    /**
     * The points where the decision changes.
     *
     * @return in chronological order; empty if nothing changes; unmodifiable
     */
    public List<ChangePoint> changePoints() {
        List<ChangePoint> points = new ArrayList<>();
        for (int i = 1; i < segments.size(); i++) {
            EmotionSegment before = segments.get(i - 1);
            EmotionSegment after = segments.get(i);
            if (before.isSilence() != after.isSilence() || !decision(before).equals(decision(after))) {
                points.add(new ChangePoint(boundaries[i], before, after));
            }
        }
        return List.copyOf(points);
    }

    /**
     * The points from which on the decision is another emotion than the last one that was decided, whatever silence or lack of a
     * decision lies between: in talk with pauses there are far fewer than {@link #changePoints()}.
     *
     * @return in chronological order, between windows with a decision; empty if no other emotion follows; unmodifiable
     */
    public List<ChangePoint> emotionChanges() {
        List<ChangePoint> points = new ArrayList<>();
        EmotionSegment last = null;
        for (int i = 0; i < segments.size(); i++) {
            EmotionSegment segment = segments.get(i);
            if (decision(segment).isPresent()) {
                if (last != null && !decision(last).equals(decision(segment))) {
                    points.add(new ChangePoint(boundaries[i], last, segment));
                }
                last = segment;
            }
        }
        return List.copyOf(points);
    }

    /** Returns duration and shares, such as {@code 62.0 s: happy 0.52, sad 0.11, silence 0.37, undecided 0.00}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%.1f s: ", durationSeconds()));
        shares().forEach((emotion, share) -> text.append(String.format(Locale.ROOT, "%s %.2f, ", emotion, share)));
        return text.append(String.format(Locale.ROOT, "silence %.2f, undecided %.2f", silentShare(), undecidedShare()))
                .toString();
    }

    private double share(int index) {
        return (boundaries[index + 1] - boundaries[index]) / durationSeconds();
    }

    /** The sum of two shares, at most 1 in spite of rounding. */
    private static double sum(double share, double other) {
        return Math.min(1, share + other);
    }

    private static Optional<Emotion> decision(EmotionSegment segment) {
        return segment.result().flatMap(EmotionResult::decision);
    }

    /** Returns [segments + 1] the times at which one segment's share ends and the next one's begins. */
    private static double[] boundaries(List<EmotionSegment> segments) {
        double[] times = new double[segments.size() + 1];
        times[0] = segments.get(0).startSeconds();
        for (int i = 1; i < segments.size(); i++) {
            times[i] = (segments.get(i - 1).centreSeconds() + segments.get(i).centreSeconds()) / 2;
        }
        times[segments.size()] = segments.get(segments.size() - 1).endSeconds();
        return times;
    }
}
