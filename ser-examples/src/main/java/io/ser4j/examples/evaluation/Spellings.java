package io.ser4j.examples.evaluation;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Replaces names that are spelled alike by the first of them, and reports which ones. */
final class Spellings {
    private static final int MAX_NAMED = 10;

    private final Map<String, Set<String>> byKey = new LinkedHashMap<>();

    /**
     * The first spelling of a name.
     *
     * @param key equal for names that are spelled alike, see {@link Spelling}; empty if this is not a name
     * @param name the name
     * @return the name that came first with this key; empty for an empty key
     */
    String first(String key, String name) {
        if (key.isEmpty()) {
            return "";
        }
        Set<String> spellings = byKey.computeIfAbsent(key, other -> new LinkedHashSet<>());
        spellings.add(name);
        return spellings.iterator().next();
    }

    /** A sentence for reports, if a name was spelled in several ways. */
    Optional<String> note(String noun) {
        List<String> several = byKey.values().stream()
                .filter(spellings -> spellings.size() > 1)
                .map(spellings -> String.join(" = ", spellings))
                .toList();
        return several.isEmpty()
                ? Optional.empty()
                : Optional.of("Spellings treated as one " + noun + ": "
                        + String.join("; ", several.subList(0, Math.min(MAX_NAMED, several.size())))
                        + (several.size() > MAX_NAMED ? "; ..." : "."));
    }
}
