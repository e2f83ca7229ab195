package io.ser4j.examples.cli;

import io.ser4j.DerivedAffect;
import io.ser4j.Emotion;
import io.ser4j.EmotionResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes the fields of a result. If there is no decision, as in silence, emotion and probability are missing, but not the
 * probabilities of the classes. Derived values are missing if nothing can be derived from the classes.
 */
final class ResultFields {
    /** The members of the object for a silent segment. */
    static final String JSON_OF_SILENCE =
            "\"emotion\":null, \"probability\":null, \"scores\":null, \"derived_arousal\":null,"
                    + " \"derived_valence\":null, \"warnings\":[]";

    /** The name of the field with the probability of the emotion. */
    static final String PROBABILITY = "probability";

    private static final Pattern NUMBER = Pattern.compile("[0-9.]+(E-?[0-9]+)?");

    private ResultFields() {}

    /** Whether a field can be a probability written by this class: a number in [0, 1]. */
    static boolean isProbability(String field) {
        try {
            return NUMBER.matcher(field).matches() && Double.parseDouble(field) <= 1;
        } catch (NumberFormatException e) {
            return false;
        }
    }

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
                + ", \"derived_arousal\":"
                + derived(result, DerivedAffect::arousal).orElse("null")
                + ", \"derived_valence\":"
                + derived(result, DerivedAffect::valence).orElse("null")
                + ", \"warnings\":" + Warnings.json(result.warnings());
    }

    /** The names of the fields of a row. */
    static List<String> columns(List<Emotion> classes) {
        List<String> columns = new ArrayList<>(List.of("emotion", PROBABILITY));
        classes.forEach(c -> columns.add("p_" + c.label()));
        columns.addAll(List.of("derived_arousal", "derived_valence", "warnings"));
        return columns;
    }

    /** The fields of a row: emotion, probability, the probability of each class, derived values, warnings. */
    static List<String> fields(List<Emotion> classes, EmotionResult result) {
        Optional<Emotion> decision = result.decision();
        List<String> fields = new ArrayList<>();
        fields.add(decision.map(Emotion::label).orElse(""));
        fields.add(decision.map(c -> Json.number(result.probability(c))).orElse(""));
        classes.forEach(c -> fields.add(Json.number(result.probability(c))));
        fields.add(derived(result, DerivedAffect::arousal).orElse(""));
        fields.add(derived(result, DerivedAffect::valence).orElse(""));
        fields.add(Warnings.field(result.warnings()));
        return fields;
    }

    private static Optional<String> derived(EmotionResult result, ToDoubleFunction<DerivedAffect> dimension) {
        return result.derivedAffect().map(affect -> Json.number(dimension.applyAsDouble(affect)));
    }
}
