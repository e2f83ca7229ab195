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

/** The genders of a corpus's speakers, from the table that is published with it, if its file names do not give them. */
final class SpeakerGenders {
    private static final Set<String> KNOWN = Set.of("female", "male");

    private final Map<String, String> bySpeaker;
    private final List<String> notes;

    private SpeakerGenders(Map<String, String> bySpeaker, List<String> notes) {
        this.bySpeaker = bySpeaker;
        this.notes = notes;
    }

    /** No genders. */
    static SpeakerGenders unknown() {
        return new SpeakerGenders(Map.of(), List.of());
    }

    /**
     * Reads a table of a corpus, from its folder or the one above.
     *
     * @param name of the file: values are separated by tabs in a {@code .tsv}, otherwise by commas
     * @param speaker the column of the speaker
     * @param gender the column of the gender
     * @return no genders if there is no such file, or, with a note, if it does not give them
     */
    static SpeakerGenders read(Path folder, String name, String speaker, String gender) {
        Path inside = folder.resolve(name);
        Path table = Files.isRegularFile(inside)
                ? inside
                : folder.toAbsolutePath().normalize().resolveSibling(name);
        if (!Files.isRegularFile(table)) {
            return unknown();
        }
        try {
            List<Map<String, String>> rows = CsvTable.read(TextFile.read(table), name.endsWith(".tsv") ? '\t' : ',');
            if (rows.stream().anyMatch(row -> !row.containsKey(speaker) || !row.containsKey(gender))) {
                return failed(name, "has no columns " + speaker + " and " + gender);
            }
            Map<String, String> genders = new HashMap<>();
            for (Map<String, String> row : rows) {
                String listed = row.get(gender).toLowerCase(Locale.ROOT);
                if (KNOWN.contains(listed)) {
                    genders.put(row.get(speaker).toUpperCase(Locale.ROOT), listed);
                }
            }
            return genders.isEmpty()
                    ? failed(name, "lists nobody as female or male")
                    : new SpeakerGenders(genders, List.of());
        } catch (EvaluationException e) {
            return failed(name, "cannot be read: " + e.getMessage());
        } catch (IOException e) {
            return failed(name, "cannot be read: " + Reasons.of(table.toString(), e));
        }
    }

    private static SpeakerGenders failed(String table, String reason) {
        return new SpeakerGenders(Map.of(), List.of("Genders are not known: " + table + " " + reason + "."));
    }

    /** The gender of a speaker, by the name that the corpus uses. */
    Optional<String> of(String speaker) {
        return Optional.ofNullable(bySpeaker.get(speaker.toUpperCase(Locale.ROOT)));
    }

    /** The notes for the report. */
    List<String> notes() {
        return notes;
    }
}
