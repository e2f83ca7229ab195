package io.ser4j.examples.cli;

import io.ser4j.Emotion;
import io.ser4j.EmotionResult;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows for programs: one object per line, with the classes in the model's own order, null for the emotion if there is no
 * decision, and the {@linkplain Conditions conditions} at the end.
 */
final class JsonRows implements ResultRows {
    private static final String FILE = "{\"file\":";
    private static final String ERROR = ", \"error\":";

    private final List<Emotion> classes;
    private final String end;
    /** Its groups are the probability of the decision and that of each class. */
    private final Pattern probabilities;

    JsonRows(List<Emotion> classes, Conditions conditions) {
        this.classes = classes;
        this.end = ", " + conditions.json() + '}';
        this.probabilities = Pattern.compile(classes.stream()
                .map(c -> Pattern.quote(Json.string(c.label())) + ":([^,}\"]+)")
                .collect(Collectors.joining(", ", "\"probability\":([^,}\"]+), \"scores\":\\{", "\\}")));
    }

    @Override
    public Optional<String> heading() {
        return Optional.empty();
    }

    @Override
    public String result(String file, EmotionResult result) {
        return FILE + Json.string(file) + ", " + ResultFields.json(classes, result) + end;
    }

    @Override
    public Optional<String> failure(String file, String reason) {
        return Optional.of(FILE + Json.string(file) + ERROR + Json.string(reason) + end);
    }

    @Override
    public boolean hasQuotedLineBreaks() {
        return false;
    }

    @Override
    public Optional<Earlier> read(String row) {
        int afterName = row.startsWith(FILE) && row.endsWith("}") ? Json.endOfString(row, FILE.length()) : -1;
        if (afterName < 0) {
            return Optional.empty();
        }
        Optional<String> file = Json.text(row.substring(FILE.length(), afterName));
        boolean failed = row.startsWith(ERROR, afterName);
        boolean known = row.endsWith(end) && (failed || hasProbabilities(row, afterName));
        return file.filter(name -> known).map(name -> new Earlier(name, failed));
    }

    private boolean hasProbabilities(String row, int afterName) {
        Matcher matcher = probabilities.matcher(row).region(afterName, row.length());
        return matcher.find()
                && (matcher.group(1).equals("null") || ResultFields.isProbability(matcher.group(1)))
                && IntStream.rangeClosed(2, matcher.groupCount())
                        .mapToObj(matcher::group)
                        .allMatch(ResultFields::isProbability);
    }
}
