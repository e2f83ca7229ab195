package io.ser4j.examples.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A list of clips as comma-separated values (RFC 4180, UTF-8). Required columns are {@code path} (relative to the list) and
 * {@code emotion} or {@code label} (the first that is not empty), and {@code speaker} for protocols that keep speakers apart,
 * where {@code unknown}, {@code n/a}, {@code NaN}, {@code null} and {@code ?} name nobody;
 * {@code text} and {@code corpus} are optional, all of these in upper or lower case; any other columns become groups. A record
 * of empty values is skipped.
 */
public final class Manifest {
    private static final Set<String> KNOWN = Set.of("path", "speaker", "emotion", "label", "text", "corpus");

    private Manifest() {}

    /**
     * Reads a manifest.
     *
     * @param file the list
     * @return the clips in the order of the list; a clip without a corpus gets the file name of the list, without its extension
     * @throws IOException if the list cannot be read
     * @throws EvaluationException if the list has no clip, is not separated by commas or is malformed otherwise, or a clip has no
     *     path, no label, or, although there is a column for it, no speaker
     */
    public static ClipList read(Path file) throws IOException {
        List<LabelledClip> clips = new ArrayList<>();
        int number = 1;
        for (Map<String, String> row : rows(file)) {
            number++;
            if (row.values().stream().allMatch(String::isBlank)) {
                continue;
            }
            String label = first(row, "emotion", "label");
            for (String needed : List.of("path", "speaker", "emotion or label")) {
                String value = needed.equals("emotion or label") ? label : row.getOrDefault(needed, absent(needed));
                if (value.isBlank() && needed.equals("path") && !row.containsKey(needed)) {
                    throw new EvaluationException(
                            file + " must begin with the names of its columns, path among them, but begins with "
                                    + String.join(", ", row.keySet()));
                }
                if (value.isBlank()) {
                    throw new EvaluationException(file + ", record " + number + ": " + needed
                            + " must not be empty; the columns are " + String.join(", ", row.keySet())
                            + (needed.equals("speaker") ? " (write unknown for a speaker who is not known)" : ""));
                }
            }
            clips.add(new LabelledClip(
                    resolved(file, number, row.get("path")),
                    Optional.of(first(row, "corpus"))
                            .filter(name -> !name.isEmpty())
                            .orElseGet(() -> LabelledClip.stem(file)),
                    row.getOrDefault("speaker", ""),
                    label,
                    row.getOrDefault("text", ""),
                    groups(row)));
        }
        if (clips.isEmpty()) {
            throw new EvaluationException(file + " must list at least one clip below its heading");
        }
        return new ClipList(clips, List.of());
    }

    private static List<Map<String, String>> rows(Path file) throws IOException {
        try {
            String text = TextFile.read(file);
            requireCommas(text);
            return CsvTable.read(text).stream().map(Manifest::inLowerCase).toList();
        } catch (EvaluationException e) {
            throw new EvaluationException(file + ": " + e.getMessage());
        }
    }

    /** Refuses other kinds of tables, whose heading would otherwise be read as one strange column. */
    private static void requireCommas(String text) {
        String heading = text.lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("")
                .replace("\uFEFF", "");
        if (!text.contains("\n") && text.strip().contains("\r")) {
            throw new EvaluationException("lines must end in line feeds, not in carriage returns alone");
        }
        if (!heading.contains(",") && (heading.contains(";") || heading.contains("\t"))) {
            throw new EvaluationException("the columns are " + heading.replace('\t', ' ')
                    + ", which should be separated by commas, not " + (heading.contains(";") ? "semicolons" : "tabs"));
        }
    }

    /** Turns the names of known columns into lower case; others keep theirs, which {@code --where} refers to. */
    private static Map<String, String> inLowerCase(Map<String, String> row) {
        Map<String, String> renamed = new LinkedHashMap<>();
        row.forEach((column, value) -> {
            String lower = column.toLowerCase(Locale.ROOT);
            if (renamed.put(KNOWN.contains(lower) ? lower : column, value) != null) {
                throw new EvaluationException(
                        "columns must have different names whatever their case, but two are called " + lower);
            }
        });
        return renamed;
    }

    private static Path resolved(Path list, int number, String path) {
        try {
            Path folder = list.toAbsolutePath().getParent();
            Path plain = folder.resolve(path).normalize();
            // Lists may be made on Windows and read elsewhere.
            Path file = path.contains("\\") && Files.notExists(plain)
                    ? folder.resolve(path.replace('\\', '/')).normalize()
                    : plain;
            if (file.getFileName() == null) {
                throw new EvaluationException(
                        list + ", record " + number + ": path must name a file, but is \"" + path + '"');
            }
            return file;
        } catch (InvalidPathException e) {
            throw new EvaluationException(list + ", record " + number + ": \"" + path + "\" is " + Reasons.of(path, e));
        }
    }

    /** The value of the first of some columns that has one. */
    private static String first(Map<String, String> row, String... columns) {
        return Arrays.stream(columns)
                .map(column -> row.getOrDefault(column, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** A list may do without the column {@code speaker}, but must not leave it empty. */
    private static String absent(String column) {
        return column.equals("speaker") ? "unknown" : "";
    }

    private static Map<String, String> groups(Map<String, String> row) {
        Map<String, String> groups = new LinkedHashMap<>(row);
        groups.keySet().removeAll(KNOWN);
        groups.values().removeIf(String::isBlank);
        return groups;
    }
}
