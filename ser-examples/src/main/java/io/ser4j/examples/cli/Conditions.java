package io.ser4j.examples.cli;

import io.ser4j.Emotion;
import io.ser4j.EmotionClassifier;
import io.ser4j.spi.ModelSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The conditions, besides the recording and the names of the classes, that a result of {@code classify} or {@code timeline}
 * depends on. Each row of {@code classify} contains them, so that rows made under other conditions are never mistaken for rows of
 * this run.
 *
 * @param channel the channel that was used, from 1; empty for the mean of all channels
 * @param voice the names given with {@code --voice}, and the emotion of {@code --voice-emotion}; empty without a voice
 * @param threshold the minimum probability of a decision
 * @param merge the classes of the model that merged classes consist of, see {@link #mergeOf}; empty if none is merged
 * @param model id and version of the model
 */
record Conditions(
        Optional<Integer> channel, Optional<String> voice, double threshold, Optional<String> merge, String model) {
    /** The names of {@link #fields}. */
    static final List<String> COLUMNS = List.of("channel", "voice", "threshold", "merge", "model");

    /** The conditions under which a classifier answers with the chosen options. */
    static Conditions of(
            EmotionClassifier classifier, ChannelChoice channel, VoiceChoice voice, AnswerOptions answers) {
        ModelSpec spec = classifier.spec();
        return new Conditions(
                channel.number(),
                voice.name(),
                answers.threshold(),
                mergeOf(classifier),
                spec.id() + ' ' + spec.version());
    }

    /**
     * The classes of the model that merged classes consist of, such as {@code negative=angry,sad}, since the name of a class
     * alone does not say so. Classes that were left out need no mention: they have no column.
     */
    static Optional<String> mergeOf(EmotionClassifier classifier) {
        Map<Emotion, List<String>> parts = new LinkedHashMap<>();
        for (Emotion ofModel : classifier.spec().labels()) {
            classifier
                    .toldAs(ofModel)
                    .ifPresent(target -> parts.computeIfAbsent(target, name -> new ArrayList<>())
                            .add(ofModel.label()));
        }
        String merged = parts.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(List.of(entry.getKey().label())))
                .map(entry -> entry.getKey().label() + '=' + String.join(",", entry.getValue()))
                .collect(Collectors.joining(" "));
        return Optional.of(merged).filter(text -> !text.isEmpty());
    }

    /** The fields of a csv row; missing values are empty. */
    List<String> fields() {
        return List.of(
                channel.map(String::valueOf).orElse(""),
                voice.orElse(""),
                String.valueOf(threshold),
                merge.orElse(""),
                model);
    }

    /** Members of a JSON object; missing values are null. */
    String json() {
        return "\"channel\":" + channel.map(String::valueOf).orElse("null")
                + ", \"voice\":" + voice.map(Json::string).orElse("null")
                + ", \"threshold\":" + threshold
                + ", \"merge\":" + merge.map(Json::string).orElse("null")
                + ", \"model\":" + Json.string(model);
    }
}
