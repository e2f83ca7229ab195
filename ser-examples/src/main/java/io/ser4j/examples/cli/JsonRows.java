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
    private final Pattern heard;

    JsonRows(List<Emotion> classes, Conditions conditions) {
        this.classes = classes;
        this.end = ", " + conditions.json() + '}';
        this.heard = Pattern.compile(classes.stream()
                .map(c -> Pattern.quote(Json.string(c.label())) + ":([^,}\"]+)")
                .collect(Collectors.joining(", ", "\"probability\":([^,}\"]+), \"scores\":\\{", "\\}")));
    }

    @Override
    public Optional<String> heading() {
        return Optional.empty();
    }

    @Override
    public String result(String file, EmotionResult result) {
        return FILE + Json.string(file) + ", " + Heard.json(classes, result) + end;
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
        int behind = row.startsWith(FILE) && row.endsWith("}") ? Json.endOfString(row, FILE.length()) : -1;
        if (behind < 0) {
            return Optional.empty();
        }
        Optional<String> file = Json.text(row.substring(FILE.length(), behind));
        boolean failed = row.startsWith(ERROR, behind);
        boolean known = row.endsWith(end) && (failed || isHeard(row, behind));
        return file.filter(name -> known).map(name -> new Earlier(name, failed));
    }

    private boolean isHeard(String row, int behind) {
        Matcher matcher = heard.matcher(row).region(behind, row.length());
        return matcher.find()
                && (matcher.group(1).equals("null") || Heard.isProbability(matcher.group(1)))
                && IntStream.rangeClosed(2, matcher.groupCount())
                        .mapToObj(matcher::group)
                        .allMatch(Heard::isProbability);
    }
}
