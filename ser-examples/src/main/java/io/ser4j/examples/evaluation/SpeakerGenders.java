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
     * @return nobody's where there is no such file, or, with a note, where it does not tell them
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
                String told = row.get(gender).toLowerCase(Locale.ROOT);
                if (KNOWN.contains(told)) {
                    genders.put(row.get(speaker).toUpperCase(Locale.ROOT), told);
                }
            }
            return genders.isEmpty()
                    ? failed(name, "calls nobody female or male")
                    : new SpeakerGenders(genders, List.of());
        } catch (EvaluationException e) {
            return failed(name, "cannot be read: " + e.getMessage());
        } catch (IOException e) {
            return failed(name, "cannot be read: " + Reasons.of(table.toString(), e));
        }
    }

    private static SpeakerGenders failed(String table, String reason) {
        return new SpeakerGenders(Map.of(), List.of("Genders are not known, for " + table + " " + reason + "."));
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
