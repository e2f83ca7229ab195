package io.ser4j.examples.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who is a woman and who a man, as the table says that a corpus is published with, where the names of its files do not tell. */
final class SpeakerGenders {
    private static final Set<String> KNOWN = Set.of("female", "male");

    private final Map<String, String> bySpeaker;
    private final List<String> notes;

    private SpeakerGenders(Map<String, String> bySpeaker, List<String> notes) {
        this.bySpeaker = bySpeaker;
        this.notes = notes;
    }

    /** Nobody's. */
    static SpeakerGenders unknown() {
        return new SpeakerGenders(Map.of(), List.of());
    }

    /**
     * Reads a table of a corpus, from its folder or the one above.
     *
     * @param name of the file: values are parted by tabs in a {@code .tsv}, else by commas
     * @param speaker the column of the speaker
     * @param gender the column of the gender
     * @return nobody's where there is no such file, or, with a note, where it has other columns
     */
    static SpeakerGenders read(Path folder, String name, String speaker, String gender) throws IOException {
        Path inside = folder.resolve(name);
        Path table =
                Files.isRegularFile(inside) ? inside : folder.toAbsolutePath().resolveSibling(name);
        if (!Files.isRegularFile(table)) {
            return unknown();
        }
        try {
            Map<String, String> genders = new HashMap<>();
            for (Map<String, String> row : rows(table)) {
                String told = row.getOrDefault(gender, "").toLowerCase(Locale.ROOT);
                if (KNOWN.contains(told) && row.containsKey(speaker)) {
                    genders.put(row.get(speaker).toUpperCase(Locale.ROOT), told);
                }
            }
            return genders.isEmpty()
                    ? failed(table, "has no columns " + speaker + " and " + gender + " that say so")
                    : new SpeakerGenders(genders, List.of());
        } catch (EvaluationException e) {
            return failed(table, "cannot be read: " + e.getMessage());
        }
    }

    private static SpeakerGenders failed(Path table, String reason) {
        return new SpeakerGenders(
                Map.of(), List.of("Genders are not known, for " + table.getFileName() + " " + reason + "."));
    }

    private static List<Map<String, String>> rows(Path table) throws IOException {
        String text = Files.readString(table);
        return table.getFileName().toString().endsWith(".tsv") ? tabbed(text) : CsvTable.read(text);
    }

    private static List<Map<String, String>> tabbed(String text) {
        List<String[]> lines = text.lines().map(line -> line.split("\t", -1)).toList();
        return lines.stream()
                .skip(1)
                .map(line -> {
                    Map<String, String> row = new HashMap<>();
                    for (int i = 0; i < Math.min(line.length, lines.get(0).length); i++) {
                        row.put(lines.get(0)[i].strip(), line[i].strip());
                    }
                    return row;
                })
                .toList();
    }

    /** The gender of a speaker by the name that the corpus gives. */
    Optional<String> of(String speaker) {
        return Optional.ofNullable(bySpeaker.get(speaker.toUpperCase(Locale.ROOT)));
    }

    /** What a reader must know. */
    List<String> notes() {
        return notes;
    }
}
