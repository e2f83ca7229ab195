package io.ser4j.examples.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The clips that a loader has found, with notes on what it left out.
 *
 * @param clips the clips, in the order of their loader
 * @param notes what was left out and why, one sentence each
 */
public record ClipList(List<LabelledClip> clips, List<String> notes) {
    private static final int MAX_NAMED = 10;

    /**
     * Copies the lists.
     *
     * @param clips as above
     * @param notes as above
     */
    public ClipList {
        clips = List.copyOf(clips);
        notes = List.copyOf(notes);
    }

    /**
     * These clips, followed by others.
     *
     * @param other the other clips
     * @return the clips and notes of both
     */
    public ClipList plus(ClipList other) {
        List<LabelledClip> all = new ArrayList<>(clips);
        all.addAll(other.clips);
        List<String> allNotes = new ArrayList<>(notes);
        allNotes.addAll(other.notes);
        return new ClipList(all, allNotes);
    }

    /**
     * These clips with each file only once, as in its first entry; a speaker or text that this lacks is taken from a later one.
     *
     * @return the clips, with a note if a file was listed more than once
     * @throws EvaluationException if a file has two labels with different meanings, two speakers or two texts
     */
    public ClipList distinct() {
        Map<Path, LabelledClip> once = new LinkedHashMap<>();
        for (LabelledClip clip : clips) {
            once.merge(clip.file().toAbsolutePath().normalize(), clip, ClipList::merged);
        }
        int more = clips.size() - once.size();
        if (more == 0) {
            return this;
        }
        List<String> allNotes = new ArrayList<>(notes);
        allNotes.add("Duplicate entries, counted once: " + more + ".");
        return new ClipList(List.copyOf(once.values()), allNotes);
    }

    /**
     * These clips with one spelling per corpus, speaker and text: names that differ only in case, Unicode form, blanks, hyphens and
     * underscores, in leading zeros of a speaker's number, or in the punctuation of a text, are replaced by the first of them, those of
     * published corpora by {@link CorpusLayout#corpus()}. A speaker whose name has no other characters than blanks, hyphens and
     * underscores, or is {@code unknown}, {@code n/a}, {@code NaN}, {@code null} or {@code ?}, counts as not named.
     *
     * @return the clips, with notes if a corpus or speaker was spelled in several ways, a speaker is not named by such a word, or one
     *     name occurs in several corpora
     */
    public ClipList spelledAlike() {
        Spellings corpora = new Spellings();
        Spellings speakers = new Spellings();
        Spellings texts = new Spellings();
        List<LabelledClip> alike = new ArrayList<>();
        for (LabelledClip clip : clips) {
            String met = corpora.first(Spelling.key(clip.corpus()), clip.corpus());
            alike.add(clip.with(
                    CorpusLayout.named(met).map(CorpusLayout::corpus).orElse(met.isEmpty() ? clip.corpus() : met),
                    speakers.first(Spelling.speaker(clip.speaker()), clip.speaker()),
                    texts.first(Spelling.text(clip.text()), clip.text())));
        }
        List<String> allNotes = new ArrayList<>(notes);
        corpora.note("corpus").ifPresent(allNotes::add);
        speakers.note("speaker").ifPresent(allNotes::add);
        placeholders().ifPresent(allNotes::add);
        inSeveralCorpora(alike).ifPresent(allNotes::add);
        return new ClipList(alike, allNotes);
    }

    private Optional<String> placeholders() {
        Map<String, Long> counts = clips.stream()
                .map(LabelledClip::speaker)
                .filter(Spelling::isPlaceholder)
                .collect(Collectors.groupingBy(Spelling::key, TreeMap::new, Collectors.counting()));
        return counts.isEmpty()
                ? Optional.empty()
                : Optional.of("Speakers not named, as the list calls them "
                        + counts.entrySet().stream()
                                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                                .collect(Collectors.joining(", "))
                        + ".");
    }

    /** Numbers as names are often used in each corpus anew, and the figures would take different people for one. */
    private static Optional<String> inSeveralCorpora(List<LabelledClip> clips) {
        Map<String, Set<String>> corpora = new TreeMap<>();
        clips.stream()
                .filter(clip -> !clip.speaker().isEmpty())
                .forEach(clip -> corpora.computeIfAbsent(clip.speaker(), name -> new TreeSet<>())
                        .add(clip.corpus()));
        List<String> names = corpora.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("Speakers named in several corpora, who count as one person each: "
                        + String.join(", ", names.subList(0, Math.min(MAX_NAMED, names.size())))
                        + (names.size() > MAX_NAMED ? ", ..." : "")
                        + "; if they are not, put the corpus before the name.");
    }

    private static LabelledClip merged(LabelledClip first, LabelledClip again) {
        requireOne(
                "label",
                first,
                again,
                LabelledClip::label,
                label -> Spelling.key(LabelMap.defaults().word(label)));
        // A list may have any names for the speaker and the sentence of a published clip.
        if (first.isPublished() || again.isPublished()) {
            return first.isPublished() ? completed(first, again) : completed(again, first);
        }
        requireOne("speaker", first, again, LabelledClip::speaker, Spelling::speaker);
        requireOne("text", first, again, LabelledClip::text, Spelling::text);
        return completed(first, again);
    }

    private static LabelledClip completed(LabelledClip clip, LabelledClip other) {
        return clip.with(
                clip.corpus(),
                Spelling.speaker(clip.speaker()).isEmpty() ? other.speaker() : clip.speaker(),
                Spelling.text(clip.text()).isEmpty() ? other.text() : clip.text());
    }

    /** A property that one entry lacks cannot contradict the other. */
    private static void requireOne(
            String what,
            LabelledClip first,
            LabelledClip again,
            Function<LabelledClip, String> property,
            UnaryOperator<String> meaning) {
        String one = meaning.apply(property.apply(first));
        String other = meaning.apply(property.apply(again));
        if (!one.isEmpty() && !other.isEmpty() && !one.equals(other)) {
            throw new EvaluationException("a clip must have one " + what + ", but " + again.file() + " has two, "
                    + property.apply(first) + " and " + property.apply(again));
        }
    }

    /**
     * The clips that satisfy a condition.
     *
     * @param wanted the condition
     * @param words the condition as the note states it, such as {@code speaker=anna}
     * @return the clips, with a note of how many they are
     */
    public ClipList only(Predicate<LabelledClip> wanted, String words) {
        List<LabelledClip> kept = clips.stream().filter(wanted).toList();
        List<String> allNotes = new ArrayList<>(notes);
        allNotes.add(String.format(Locale.ROOT, "Only %s: %,d of %,d clips.", words, kept.size(), clips.size()));
        return new ClipList(kept, allNotes);
    }

    /**
     * Finds clips by name.
     *
     * @param names paths, or ends of paths, or file names that only one clip has, whatever the extension
     * @return a clip for each name; if a file is listed twice, its first entry
     * @throws EvaluationException if a name does not fit exactly one clip
     */
    public List<LabelledClip> named(List<String> names) {
        Map<Path, LabelledClip> files = new LinkedHashMap<>();
        clips.forEach(clip -> files.putIfAbsent(clip.file().toAbsolutePath().normalize(), clip));
        return new ClipIndex(List.copyOf(files.values())).find(names);
    }

    /**
     * These clips without those that names mean.
     *
     * @param names the names of the clips to leave out: paths, or ends of paths, or file names that only one clip has, whatever
     *     the extension
     * @return the rest, with a note of how many are left out
     * @throws EvaluationException if a name does not fit exactly one clip
     */
    public ClipList without(List<String> names) {
        Set<Path> out = named(names).stream()
                .map(clip -> clip.file().toAbsolutePath().normalize())
                .collect(Collectors.toSet());
        List<String> allNotes = new ArrayList<>(notes);
        allNotes.add("Left out as asked: " + out.size() + (out.size() == 1 ? " clip." : " clips."));
        return new ClipList(
                clips.stream()
                        .filter(clip ->
                                !out.contains(clip.file().toAbsolutePath().normalize()))
                        .toList(),
                allNotes);
    }
}
