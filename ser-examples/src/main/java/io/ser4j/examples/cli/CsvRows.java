package io.ser4j.examples.cli;

import io.ser4j.Emotion;
import io.ser4j.EmotionResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Rows for spreadsheets and data frames: file, emotion, probability, the probability of each class in the model's own order,
 * derived arousal and valence, warnings, the {@linkplain Conditions conditions}, error. Without a decision, emotion and
 * probability are empty; for a file that failed, everything but its name, the conditions and the error is.
 */
final class CsvRows implements ResultRows {
    private final List<Emotion> classes;
    private final List<String> conditions;
    private final List<String> columns;

    CsvRows(List<Emotion> classes, Conditions conditions) {
        this.classes = classes;
        this.conditions = conditions.fields();
        this.columns = columns(classes);
    }

    private static List<String> columns(List<Emotion> classes) {
        List<String> columns = new ArrayList<>(List.of("file"));
        columns.addAll(ResultFields.columns(classes));
        columns.addAll(Conditions.COLUMNS);
        columns.add("error");
        return columns;
    }

    @Override
    public Optional<String> heading() {
        return Optional.of(Csv.row(columns));
    }

    @Override
    public String result(String file, EmotionResult result) {
        return row(file, ResultFields.fields(classes, result), "");
    }

    @Override
    public Optional<String> failure(String file, String reason) {
        List<String> nothing = Collections.nCopies(ResultFields.columns(classes).size(), "");
        return Optional.of(row(file, nothing, reason));
    }

    private String row(String file, List<String> answer, String error) {
        List<String> fields = new ArrayList<>(columns.size());
        fields.add(file);
        fields.addAll(answer);
        fields.addAll(conditions);
        fields.add(error);
        return Csv.row(fields);
    }

    @Override
    public boolean hasQuotedLineBreaks() {
        return true;
    }

    @Override
    public Optional<Earlier> read(String row) {
        List<String> fields = Csv.fields(row);
        if (fields.size() != columns.size()) {
            return Optional.empty();
        }
        int error = columns.size() - 1;
        boolean failed = !fields.get(error).isEmpty();
        boolean known = (failed || hasProbabilities(fields))
                && fields.subList(error - conditions.size(), error).equals(conditions);
        return known ? Optional.of(new Earlier(fields.get(0), failed)) : Optional.empty();
    }

    private boolean hasProbabilities(List<String> fields) {
        int first = columns.indexOf(ResultFields.PROBABILITY) + 1;
        String decided = fields.get(first - 1);
        return (decided.isEmpty() || ResultFields.isProbability(decided))
                && fields.subList(first, first + classes.size()).stream().allMatch(ResultFields::isProbability);
    }
}
