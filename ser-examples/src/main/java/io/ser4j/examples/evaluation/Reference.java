package io.ser4j.examples.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A published result, or one of the evaluation itself beside it.
 *
 * @param corpus its name
 * @param protocol how it was measured, with the number of classes
 * @param who the system, or the authors
 * @param result in per cent, with the measure if it is stated
 * @param source where it is published
 */
public record Reference(String corpus, String protocol, String who, String result, String source) {
    /** The source of one's own results. */
    static final String OURS = "this evaluation";

    /**
     * Checks that nothing is null.
     *
     * @param corpus as above
     * @param protocol as above
     * @param who as above
     * @param result as above
     * @param source as above
     */
    public Reference {
        Objects.requireNonNull(corpus, "corpus");
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(who, "who");
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(source, "source");
    }

    /**
     * The published results on a corpus.
     *
     * @param corpus its name
     * @return the results, in the order in which they are stored; possibly none
     */
    public static List<Reference> about(String corpus) {
        return all().stream()
                .filter(reference -> corpus.equals(reference.corpus()))
                .toList();
    }

    static List<Reference> all() {
        try (InputStream in = Reference.class.getResourceAsStream("references.csv")) {
            return CsvTable.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)).stream()
                    .map(Reference::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reference of(Map<String, String> row) {
        return new Reference(
                row.get("corpus"), row.get("protocol"), row.get("who"), row.get("result"), row.get("source"));
    }
}
