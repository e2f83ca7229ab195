package io.ser4j.examples.cli;

import io.ser4j.Emotion;
import io.ser4j.EmotionResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes down what a classifier has heard. Where it would rather not decide, as in silence, there is no emotion and no probability
 * of one; the probabilities of the classes stay.
 */
final class Heard {
    private Heard() {}

    /** The members of an object, without its braces. */
    static String json(List<Emotion> classes, EmotionResult result) {
        String scores = classes.stream()
                .map(c -> Json.string(c.label()) + ':' + Json.number(result.probability(c)))
                .collect(Collectors.joining(", ", "{", "}"));
        Optional<Emotion> decision = result.decision();
        return "\"emotion\":" + decision.map(c -> Json.string(c.label())).orElse("null")
                + ", \"probability\":"
                + decision.map(c -> Json.number(result.probability(c))).orElse("null")
                + ", \"scores\":" + scores
                + ", \"warnings\":" + Warnings.json(result.warnings());
    }

    /** The fields of a row: emotion, probability, the probability of each class, warnings. */
    static List<String> fields(List<Emotion> classes, EmotionResult result) {
        Optional<Emotion> decision = result.decision();
        List<String> fields = new ArrayList<>(classes.size() + 3);
        fields.add(decision.map(Emotion::label).orElse(""));
        fields.add(decision.map(c -> Json.number(result.probability(c))).orElse(""));
        classes.forEach(c -> fields.add(Json.number(result.probability(c))));
        fields.add(Warnings.field(result.warnings()));
        return fields;
    }
}
