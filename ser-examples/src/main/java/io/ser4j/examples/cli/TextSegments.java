package io.ser4j.examples.cli;

import io.ser4j.AudioWarning;
import io.ser4j.Emotion;
import io.ser4j.EmotionSegment;
import io.ser4j.RecordingSummary;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Text for people: a bar per segment, then a bar per emotion for its share of the time. */
record TextSegments(List<Emotion> classes, Bars bars) implements SegmentRows {
    @Override
    public Optional<String> heading() {
        return Optional.empty();
    }

    /**
     * An exclamation mark stands for warnings, which the summary counts. There is none for a narrow band, which a recording
     * has throughout: it would mark every row of a telephone call.
     */
    @Override
    public String segment(EmotionSegment segment) {
        boolean isMarked = segment.result().stream()
                .flatMap(result -> result.warnings().stream())
                .anyMatch(warning -> warning.type() != AudioWarning.Type.NARROW_BAND);
        String mark = isMarked ? " !" : "";
        double probability =
                segment.result().map(result -> result.top().probability()).orElse(0.0);
        String times = String.format(
                Locale.ROOT, "%9s  %9s", Moment.clock(segment.startSeconds()), Moment.clock(segment.endSeconds()));
        String percent = segment.isSilence() ? "" : Moment.percent(probability);
        return line(times, Moment.word(segment) + mark, percent, probability);
    }

    @Override
    public List<String> summary(List<EmotionSegment> segments, RecordingSummary summary) {
        List<String> lines = shares(summary);
        List<RecordingSummary.ChangePoint> points = summary.emotionChanges();
        lines.add(points.isEmpty() ? "No change of emotion." : "Changes of emotion (" + points.size() + "):");
        points.forEach(point -> lines.add(String.format(
                Locale.ROOT,
                "%9s  %s > %s",
                Moment.clock(point.seconds()),
                Moment.word(point.before()),
                Moment.word(point.after()))));
        warnings(segments).ifPresent(lines::add);
        return lines;
    }

    /** The same as a note beside rows for programs: it only counts the changes, which a program can see in the rows. */
    List<String> note(List<EmotionSegment> segments, RecordingSummary summary) {
        List<String> lines = shares(summary);
        lines.add("Changes of emotion: " + summary.emotionChanges().size());
        warnings(segments).ifPresent(lines::add);
        return lines;
    }

    private List<String> shares(RecordingSummary summary) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Share of the time, " + Moment.clock(summary.durationSeconds()) + " in all:");
        summary.shares().forEach((emotion, share) -> lines.add(share(emotion.label(), share)));
        lines.add(share(Moment.SILENCE, summary.silentShare()));
        if (summary.undecidedShare() > 0) {
            lines.add(share(Moment.UNDECIDED, summary.undecidedShare()));
        }
        if (!summary.meanProbabilities().isEmpty()) {
            lines.add("Mean probability while there is a voice:");
            summary.meanProbabilities()
                    .forEach(score -> lines.add(share(score.emotion().label(), score.probability())));
        }
        return lines;
    }

    private static Optional<String> warnings(List<EmotionSegment> segments) {
        Map<AudioWarning.Type, Integer> counts = new EnumMap<>(AudioWarning.Type.class);
        segments.stream()
                .flatMap(segment -> segment.result().stream())
                .flatMap(result -> result.warnings().stream())
                .forEach(warning -> counts.merge(warning.type(), 1, Integer::sum));
        String marks = counts.containsKey(AudioWarning.Type.NARROW_BAND) ? "(!, but not for NARROW_BAND)" : "(!)";
        return counts.isEmpty()
                ? Optional.empty()
                : Optional.of(counts.entrySet().stream()
                        .map(entry -> entry.getKey() + " in " + entry.getValue())
                        .collect(Collectors.joining(
                                ", ", "Warnings " + marks + ": ", " of " + segments.size() + " windows.")));
    }

    private String share(String label, double share) {
        return line(" ", label, Moment.percent(share), share);
    }

    private String line(String start, String label, String percent, double share) {
        int width = Math.max(Moment.UNDECIDED.length() + 2, widest());
        return String.format(Locale.ROOT, "%s  %-" + width + "s  %7s  %s", start, label, percent, bars.draw(share))
                .stripTrailing();
    }

    private int widest() {
        return classes.stream().mapToInt(c -> c.label().length() + 2).max().orElse(0);
    }
}
