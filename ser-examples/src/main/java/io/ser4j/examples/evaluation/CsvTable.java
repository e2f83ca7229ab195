package io.ser4j.examples.evaluation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads comma-separated values with a heading (RFC 4180, except that blanks around a value are ignored). */
final class CsvTable {
    private static final int MAX_SHOWN = 40;
    private static final String WHOLE_VALUE = "quotes must enclose a whole value, and be doubled within it";

    private final List<List<String>> records = new ArrayList<>();
    private final StringBuilder field = new StringBuilder();
    private List<String> fields = new ArrayList<>();

    private final char separator;

    private CsvTable(char separator) {
        this.separator = separator;
    }

    /**
     * The records below the heading, each from column name to value. A column without a name is skipped.
     *
     * @throws EvaluationException if a quote is misplaced, two columns have the same name, or a record does not have a value for
     *     each column; the message names the record, counted from the heading as the first
     */
    static List<Map<String, String>> read(String text) {
        return read(text, ',');
    }

    /** The same for values with another separator, such as a tab. */
    static List<Map<String, String>> read(String text, char separator) {
        CsvTable table = new CsvTable(separator);
        table.parse(text.startsWith("\uFEFF") ? text.substring(1) : text);
        if (table.records.isEmpty()) {
            return List.of();
        }
        List<String> heading = table.records.get(0);
        requireDifferent(heading);
        List<Map<String, String>> rows = new ArrayList<>();
        for (int number = 1; number < table.records.size(); number++) {
            List<String> record = table.records.get(number);
            if (record.size() != heading.size()) {
                throw new EvaluationException(
                        "record " + (number + 1) + " must have as many values as there are columns, " + heading.size()
                                + ", but has " + record.size() + "; a value with a comma must be quoted");
            }
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < heading.size(); i++) {
                row.put(heading.get(i), record.get(i));
            }
            row.remove("");
            rows.add(row);
        }
        return rows;
    }

    private static void requireDifferent(List<String> heading) {
        Set<String> names = new HashSet<>();
        for (String name : heading) {
            if (!name.isEmpty() && !names.add(name)) {
                throw new EvaluationException("columns must have different names, but two are called " + name);
            }
        }
    }

    private void parse(String text) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '"') {
                i = quoted(text, i + 1);
            } else if (c == separator) {
                endField();
            } else if (c == '\n') {
                endRecord();
            } else {
                field.append(c);
            }
            i++;
        }
        endRecord();
    }

    /** Reads a quoted value from after its opening quote; returns the index of the last character before what ends the value. */
    private int quoted(String text, int start) {
        if (!field.toString().isBlank()) {
            throw misplaced(WHOLE_VALUE, "they do not");
        }
        field.setLength(0);
        int i = start;
        while (i < text.length() && !(text.charAt(i) == '"' && !text.startsWith("\"\"", i))) {
            field.append(text.charAt(i));
            i += text.startsWith("\"\"", i) ? 2 : 1;
        }
        if (i == text.length()) {
            throw misplaced("a quoted value must be closed", "one is not");
        }
        int next = i + 1;
        while (next < text.length() && !isEnd(text.charAt(next)) && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        if (next < text.length() && !isEnd(text.charAt(next))) {
            throw misplaced(WHOLE_VALUE, "they do not");
        }
        return next - 1;
    }

    private boolean isEnd(char c) {
        return c == separator || c == '\n';
    }

    private EvaluationException misplaced(String rule, String breach) {
        return new EvaluationException(
                rule + ", but in record " + (records.size() + 1) + " " + breach + ", after \"" + before() + '"');
    }

    private String before() {
        String whole = String.join(String.valueOf(separator), fields) + (fields.isEmpty() ? "" : separator) + field;
        int start = Math.max(0, whole.length() - MAX_SHOWN);
        boolean cut = start > 0 && Character.isLowSurrogate(whole.charAt(start));
        return whole.substring(cut ? start + 1 : start);
    }

    private void endField() {
        fields.add(field.toString().strip());
        field.setLength(0);
    }

    private void endRecord() {
        if (fields.isEmpty() && field.toString().isBlank()) {
            field.setLength(0);
            return;
        }
        endField();
        records.add(fields);
        fields = new ArrayList<>();
    }
}
