package io.ser4j.examples.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads comma-separated values with a heading (RFC 4180). */
final class CsvTable {
    private final List<List<String>> records = new ArrayList<>();
    private final StringBuilder field = new StringBuilder();
    private List<String> fields = new ArrayList<>();

    private CsvTable() {}

    /** The records below the heading, each from column name to value; short records lack their last columns. */
    static List<Map<String, String>> read(String text) {
        CsvTable table = new CsvTable();
        table.parse(text.startsWith("\uFEFF") ? text.substring(1) : text);
        if (table.records.isEmpty()) {
            return List.of();
        }
        List<String> heading = table.records.get(0);
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<String> record : table.records.subList(1, table.records.size())) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(heading.size(), record.size()); i++) {
                row.put(heading.get(i).strip(), record.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    private void parse(String text) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                endField();
            } else if (c == '\n' && !quoted) {
                endRecord();
            } else if (c != '\r' || quoted) {
                field.append(c);
            }
        }
        endRecord();
    }

    private void endField() {
        fields.add(field.toString());
        field.setLength(0);
    }

    private void endRecord() {
        if (fields.isEmpty() && field.isEmpty()) {
            return;
        }
        endField();
        records.add(fields);
        fields = new ArrayList<>();
    }
}
