package io.ser4j.examples.cli;

import io.ser4j.Emotion;
import io.ser4j.EmotionScore;
import io.ser4j.EmotionSegment;
import io.ser4j.RecordingSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rows for programs: an object per segment, with null for what a silent one does not have, and an object with the summary at the
 * end.
 *
 * @param classes the classes, in the order of the scores
 * @param conditions the last members of the summary: under which conditions all rows were made
 */
record JsonSegments(List<Emotion> classes, String conditions) implements SegmentRows {
    @Override
    public Optional<String> heading() {
        return Optional.empty();
    }

    @Override
    public String segment(EmotionSegment segment) {
        return "{\"start\":" + Json.seconds(segment.startSeconds())
                + ", \"end\":" + Json.seconds(segment.endSeconds())
                + ", \"speech_share\":" + Json.number(segment.speechShare())
                + ", "
                + segment.result()
                        .map(result -> ResultFields.json(classes, result))
                        .orElse(ResultFields.JSON_OF_SILENCE)
                + '}';
    }

    @Override
    public List<String> summary(List<EmotionSegment> segments, RecordingSummary summary) {
        String means = summary.meanProbabilities().stream()
                .map((EmotionScore score) ->
                        Json.string(score.emotion().label()) + ':' + Json.number(score.probability()))
                .collect(Collectors.joining(", ", "{", "}"));
        return List.of("{\"summary\":{\"seconds\":" + Json.seconds(summary.durationSeconds())
                + ", \"shares\":" + shares(summary.shares())
                + ", \"voiced_shares\":" + shares(summary.voicedShares())
                + ", \"silent_share\":" + Json.number(summary.silentShare())
                + ", \"undecided_share\":" + Json.number(summary.undecidedShare())
                + ", \"mean_probabilities\":" + means
                + ", \"change_points\":" + points(summary.changePoints())
                + ", \"emotion_changes\":" + points(summary.emotionChanges())
                + ", " + conditions + "}}");
    }

    private static String points(List<RecordingSummary.ChangePoint> points) {
        return points.stream()
                .map(point -> "{\"seconds\":" + Json.seconds(point.seconds())
                        + ", \"before\":" + Json.string(Moment.word(point.before()))
                        + ", \"after\":" + Json.string(Moment.word(point.after())) + '}')
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String shares(Map<Emotion, Double> shares) {
        return shares.entrySet().stream()
                .map(entry -> Json.string(entry.getKey().label()) + ':' + Json.number(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
