package io.ser4j.examples.evaluation;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * One recording of a corpus, and what the corpus says about it.
 *
 * @param file its path
 * @param corpus the name of its corpus, such as {@code ravdess}
 * @param speaker the speaker's name, such as {@code ravdess-07}; names that are equal, or spelled alike, mean one person,
 *     whatever the corpus; empty if not known
 * @param label the corpus's own word for the emotion
 * @param text what is said, or the number of the sentence; equal texts, or such as are spelled alike, are the same words, whatever
 *     the corpus; only those of {@linkplain CorpusLayout published corpora} that number their sentences mean something within the
 *     corpus alone; empty if not known
 * @param groups other known properties, such as {@code gender} or {@code language}: from name to value
 */
public record LabelledClip(
        Path file, String corpus, String speaker, String label, String text, Map<String, String> groups) {
    /**
     * Copies the groups.
     *
     * @param file as above
     * @param corpus as above
     * @param speaker as above
     * @param label as above
     * @param text as above
     * @param groups as above
     */
    public LabelledClip {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(corpus, "corpus");
        Objects.requireNonNull(speaker, "speaker");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(text, "text");
        groups = Map.copyOf(groups);
    }

    /** A file of which nothing else is known. */
    static LabelledClip unlabelled(Path file) {
        return new LabelledClip(file, "", "", "", "", Map.of());
    }

    /** The same recording with other names. */
    LabelledClip with(String otherCorpus, String otherSpeaker, String otherText) {
        return new LabelledClip(file, otherCorpus, otherSpeaker, label, otherText, groups);
    }

    /** The identity of the text across corpora; sentence 1 of one published corpus is not sentence 1 of another. */
    String textKey() {
        return CorpusLayout.named(corpus)
                .filter(CorpusLayout::codesTexts)
                .map(layout -> layout + ": " + text)
                .orElse(text);
    }

    /** Whether the layout of a published corpus reads this corpus and speaker from the file's name. */
    boolean isPublished() {
        return CorpusLayout.named(corpus)
                .flatMap(layout -> layout.clip(file))
                .filter(read -> read.speaker().equals(speaker))
                .isPresent();
    }

    /**
     * A property, by the name that its column has in a {@link Manifest}.
     *
     * @param column {@code corpus}, {@code speaker}, {@code label} or {@code emotion}, {@code text}, or one of the groups
     * @return its value; empty if not known
     */
    public String property(String column) {
        return switch (column) {
            case "corpus" -> corpus;
            case "speaker" -> speaker;
            case "label", "emotion" -> label;
            case "text" -> text;
            default -> groups.getOrDefault(column, "");
        };
    }

    /**
     * Whether a property has a value, however that is spelled.
     *
     * @param column as for {@link #property}
     * @param value the value
     * @return whether it has
     */
    public boolean has(String column, String value) {
        UnaryOperator<String> meaning = switch (column) {
            case "speaker" -> Spelling::speaker;
            case "text" -> Spelling::text;
            default -> Spelling::key;
        };
        return meaning.apply(property(column)).equals(meaning.apply(value));
    }

    /** The identity of the recording by its names, whatever its folder and file format. */
    String key() {
        String emotion = LabelMap.defaults().word(label);
        return String.join("/", corpus, speaker, emotion, stem(file)).toLowerCase(Locale.ROOT);
    }

    /** A file's name without its extension. */
    static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
