package io.ser4j;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Smooths probabilities over time, so that the emotion does not flicker from window to window. It uses only the past, so the
 * same formula works for live audio.
 *
 * <p>Over the windows with a voice, where t is the centre of a window and p its probabilities:
 *
 * <pre>
 * s[0] = p[0]
 * s[i] = a[i] p[i] + (1 - a[i]) s[i-1],   a[i] = 1 - exp(-(t[i] - t[i-1]) / timeConstant)
 * </pre>
 *
 * <p>This is the exponential moving average for samples at uneven intervals: the longer a silence, the less the windows before
 * it count.
 *
 * @param timeConstantSeconds the time in which the weight of a window falls to 1/e, in [0, 3600]; 0 means no smoothing
 */
public record Smoothing(double timeConstantSeconds) {
    private static final double MAX_SECONDS = 3600;

    /**
     * Checks the time constant.
     *
     * @param timeConstantSeconds as above
     * @throws IllegalArgumentException if it is outside its range
     */
    public Smoothing {
        if (!(timeConstantSeconds >= 0 && timeConstantSeconds <= MAX_SECONDS)) {
            throw new IllegalArgumentException(
                    "timeConstantSeconds must lie in [0, " + MAX_SECONDS + "], but was " + timeConstantSeconds);
        }
    }

    /**
     * Smoothing with a time constant.
     *
     * @param timeConstantSeconds the time in which the weight of a window falls to 1/e, in [0, 3600]; 0 means no smoothing
     * @return the smoothing
     * @throws IllegalArgumentException if the time constant is outside its range
     */
    public static Smoothing exponential(double timeConstantSeconds) {
        return new Smoothing(timeConstantSeconds);
    }

    /**
     * Smooths segments as they arrive, for example from a live stream.
     *
     * @return a function that takes the segments of one stream in chronological order and returns each as {@link #apply}
     *     would; for one thread at a time
     */
    public UnaryOperator<EmotionSegment> live() {
        return new Live();
    }

    /**
     * Smooths the segments of one recording. Times, silences and warnings stay as they are.
     *
     * @param segments in chronological order, all from one classifier
     * @return as many segments, with smoothed probabilities
     * @throws IllegalArgumentException if the segments are not in chronological order, or come from classifiers with
     *     different classes
     */
    public List<EmotionSegment> apply(List<EmotionSegment> segments) {
        return segments.stream().map(live()).toList();
    }

    private final class Live implements UnaryOperator<EmotionSegment> {
        private EmotionSegment before;
        private EmotionSegment voiced;

        @Override
        public EmotionSegment apply(EmotionSegment segment) {
            RecordingSummary.requireSuccession(before, segment);
            EmotionSegment smoothed = segment.isSilence() || voiced == null ? segment : blend(voiced, segment);
            before = segment;
            voiced = segment.isSilence() ? voiced : smoothed;
            return smoothed;
        }
    }

    private EmotionSegment blend(EmotionSegment past, EmotionSegment present) {
        double elapsed = present.centreSeconds() - past.centreSeconds();
        double weight = timeConstantSeconds == 0 ? 1 : -Math.expm1(-elapsed / timeConstantSeconds);
        EmotionResult before = past.result().orElseThrow();
        EmotionResult heard = present.result().orElseThrow();
        requireSameClasses(past, present);
        return present.withResult(Optional.of(heard.map(score ->
                Math.min(1, weight * score.probability() + (1 - weight) * before.probability(score.emotion())))));
    }

    /** Checks that two segments with a voice are of the same classes; the one before may be null. */
    static void requireSameClasses(EmotionSegment before, EmotionSegment segment) {
        if (before != null && !classes(before).equals(classes(segment))) {
            throw new IllegalArgumentException("segments must have the same classes, but one has " + classes(segment)
                    + " and the one before it " + classes(before));
        }
    }

    private static SortedSet<String> classes(EmotionSegment segment) {
        return segment.result().orElseThrow().scores().stream()
                .map(score -> score.emotion().label())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
