package io.ser4j.examples.cli;

import io.ser4j.Emotion;
import io.ser4j.EmotionClassifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an answer of {@code classify} depends on besides recording and names of classes. Each row tells it, so that rows of other
 * conditions are never taken for those of this run.
 *
 * @param channel which was heard, from 1 on; empty where the mean of all was
 * @param voice the clips of a voice that was known, as they were given; empty without one
 * @param threshold the least probability at which an emotion is named
 * @param merge which of the model's classes some of the classes are made of, see {@link #mergeOf}; empty where none is
 * @param model id and version
 */
record Conditions(
        Optional<Integer> channel, Optional<String> voice, double threshold, Optional<String> merge, String model) {
    /** The names of {@link #fields}. */
    static final List<String> COLUMNS = List.of("channel", "voice", "threshold", "merge", "model");

    /**
     * What became of the model's classes, such as {@code negative=angry,sad}: under one name, classes may be made of these or
     * of those. What was left out shows by itself, since it has no column.
     */
    static Optional<String> mergeOf(EmotionClassifier classifier) {
        Map<Emotion, List<String>> parts = new LinkedHashMap<>();
        for (Emotion ofModel : classifier.spec().labels()) {
            classifier
                    .toldAs(ofModel)
                    .ifPresent(told -> parts.computeIfAbsent(told, name -> new ArrayList<>())
                            .add(ofModel.label()));
        }
        String merged = parts.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(List.of(entry.getKey().label())))
                .map(entry -> entry.getKey().label() + '=' + String.join(",", entry.getValue()))
                .collect(Collectors.joining(" "));
        return Optional.of(merged).filter(text -> !text.isEmpty());
    }

    /** For csv: what is not there is empty. */
    List<String> fields() {
        return List.of(
                channel.map(String::valueOf).orElse(""),
                voice.orElse(""),
                String.valueOf(threshold),
                merge.orElse(""),
                model);
    }

    /** Members of a JSON object: what is not there is null. */
    String json() {
        return "\"channel\":" + channel.map(String::valueOf).orElse("null")
                + ", \"voice\":" + voice.map(Json::string).orElse("null")
                + ", \"threshold\":" + threshold
                + ", \"merge\":" + merge.map(Json::string).orElse("null")
                + ", \"model\":" + Json.string(model);
    }
}
