package io.ser4j.examples.cli;

import io.ser4j.Emotion;
import io.ser4j.EmotionClassifierBuilder;
import io.ser4j.examples.evaluation.LabelMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options {@code --labels} and {@code --merge}. */
final class ClassOptions {
    private static final String SEPARATOR = ",";

    @Option(
            names = "--labels",
            paramLabel = "LABEL",
            split = SEPARATOR,
            description =
                    "Keep these of the model's classes only, at least two: the others count as if the model did not"
                            + " have them. Default: all.")
    private List<String> labels = List.of();

    @Option(
            names = "--merge",
            paramLabel = "NEW=LABEL,...",
            description =
                    "Merge classes into one, whose probability is the sum of theirs. May be repeated; --labels comes"
                            + " first.")
    private List<String> merges = List.of();

    /**
     * Sets what was asked for.
     *
     * @throws IllegalArgumentException if it is contradictory
     */
    void applyTo(EmotionClassifierBuilder builder) {
        if (!labels.isEmpty()) {
            builder.labels(emotions(labels.stream()));
        }
        for (String merge : merges) {
            String[] sides = sides(merge);
            builder.merge(new Emotion(sides[0]), emotions(Stream.of(sides[1].split(SEPARATOR))));
        }
    }

    /**
     * What clips' words stand for among the classes that are left: those of a class that is not are dropped.
     *
     * @param words what they stand for among all of the model's classes
     * @param classes all of them
     */
    LabelMap on(LabelMap words, List<Emotion> classes) {
        List<Emotion> kept = labels.isEmpty() ? classes : List.of(emotions(labels.stream()));
        Map<Emotion, Emotion> merged = new HashMap<>();
        for (String merge : merges) {
            String[] sides = sides(merge);
            for (Emotion part : emotions(Stream.of(sides[1].split(SEPARATOR)))) {
                merged.put(part, new Emotion(sides[0]));
            }
        }
        return words.knowing(classes)
                .onto(emotion -> classes.contains(emotion) && !kept.contains(emotion)
                        ? Optional.empty()
                        : Optional.of(merged.getOrDefault(emotion, emotion)));
    }

    private static String[] sides(String merge) {
        String[] sides = merge.split("=", 2);
        if (sides.length < 2) {
            throw new IllegalArgumentException("--merge must be such as negative=angry,sad, but was \"" + merge + '"');
        }
        return sides;
    }

    private static Emotion[] emotions(Stream<String> labels) {
        return labels.map(String::strip).map(Emotion::new).toArray(Emotion[]::new);
    }
}
