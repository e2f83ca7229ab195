package io.ser4j.examples.evaluation;

import io.ser4j.Emotion;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Maps the labels of corpora to emotions; some labels map to none, and their clips are dropped and counted. */
public final class LabelMap {
    private static final String DROPPED = "";
    private static final Set<String> OWN = Set.of("calm", "boredom", "bored");
    private static final LabelMap DEFAULTS = new LabelMap(spellings(), Set.of());

    private final Map<String, String> words;
    /** Labels that were set by {@link #with}. */
    private final Set<String> chosen;

    private LabelMap(Map<String, String> words, Set<String> chosen) {
        this.words = Map.copyOf(words);
        this.chosen = Set.copyOf(chosen);
    }

    private static Map<String, String> spellings() {
        Map<String, String> words = new HashMap<>();
        Emotion.canonical().forEach(emotion -> words.put(Spelling.key(emotion.label()), emotion.label()));
        words.putAll(Map.of("anger", "angry", "disgusted", "disgust", "fearful", "fear", "calm", "neutral"));
        words.putAll(Map.of("happiness", "happy", "joy", "happy", "sadness", "sad"));
        words.putAll(Map.of("surprised", "surprise", "ps", "surprise"));
        words.putAll(Map.of("pleasant surprise", "surprise", "pleasant surprised", "surprise"));
        words.putAll(Map.of("boredom", DROPPED, "bored", DROPPED));
        return words;
    }

    /**
     * The canonical seven in their usual spellings; calm counts as neutral, pleasant surprise as surprise, and boredom is dropped.
     *
     * @return the map
     */
    public static LabelMap defaults() {
        return DEFAULTS;
    }

    /**
     * This map with each of a model's classes mapped to itself, so that {@code calm} stays calm for a model that has this class.
     * Labels that were set by {@link #with} keep their meaning.
     *
     * @param classes the classes of a model
     * @return the map
     * @throws EvaluationException if two of them are spelled alike, so that a label could mean either
     */
    public LabelMap knowing(Collection<Emotion> classes) {
        Map<String, String> more = new HashMap<>(words);
        Map<String, String> own = new HashMap<>();
        for (Emotion emotion : classes) {
            String twin = own.put(Spelling.key(emotion.label()), emotion.label());
            if (twin != null && !twin.equals(emotion.label())) {
                throw new EvaluationException("labels must tell the classes of the model apart, but \"" + twin
                        + "\" and \"" + emotion.label() + "\" are spelled alike");
            }
        }
        more.putAll(own);
        chosen.forEach(word -> more.put(word, words.get(word)));
        return new LabelMap(more, chosen);
    }

    /**
     * A map for training a classifier on a user's own classes: the canonical seven in their usual spellings, and every other
     * label of some clips as it is spelled first. Calm and boredom are classes of their own here.
     *
     * @param clips the clips whose labels are taken
     * @return the map
     */
    public static LabelMap ownWords(List<LabelledClip> clips) {
        Map<String, String> words = new HashMap<>(DEFAULTS.words);
        words.keySet().removeAll(OWN);
        clips.forEach(clip -> words.putIfAbsent(Spelling.key(clip.label()), clip.label()));
        return new LabelMap(words, Set.of());
    }

    /**
     * This map with one label changed or added.
     *
     * @param label a corpus's label; case, blanks, hyphens and underscores make no difference
     * @param emotion what it stands for; empty drops its clips
     * @return the map
     */
    public LabelMap with(String label, Optional<Emotion> emotion) {
        String word = Spelling.key(label);
        Map<String, String> more = new HashMap<>(words);
        more.put(word, emotion.map(Emotion::label).orElse(DROPPED));
        Set<String> changed = new HashSet<>(chosen);
        changed.add(word);
        return new LabelMap(more, changed);
    }

    /**
     * This map followed by one from emotion to emotion, for a classifier that merges some of them or leaves some out.
     *
     * @param classes what each emotion counts as; empty drops its clips
     * @return the map
     */
    public LabelMap onto(Function<Emotion, Optional<Emotion>> classes) {
        Map<String, String> more = new HashMap<>(words);
        more.replaceAll((word, emotion) -> emotion.equals(DROPPED)
                ? DROPPED
                : classes.apply(emotionNamed(emotion)).map(Emotion::label).orElse(DROPPED));
        return new LabelMap(more, chosen);
    }

    /**
     * The emotion that a label stands for.
     *
     * @param label a corpus's label; case, blanks, hyphens and underscores make no difference
     * @return the emotion, or empty if clips with this label are dropped
     * @throws EvaluationException if the map does not have the label, or the label cannot be a class
     */
    public Optional<Emotion> emotion(String label) {
        String word = words.get(Spelling.key(label));
        if (word == null) {
            throw new EvaluationException("no emotion is known for the label \"" + label + "\"; known are "
                    + words.keySet().stream().sorted().collect(Collectors.joining(", "))
                    + "; map it to one, or to nothing so that its clips are dropped");
        }
        return word.equals(DROPPED) ? Optional.empty() : Optional.of(emotionNamed(word));
    }

    /**
     * The emotion of a clip's label.
     *
     * @param clip the clip
     * @return the emotion, or empty if clips with this label are dropped
     * @throws EvaluationException if the map does not have the label, or it cannot be a class; the message names the file
     */
    public Optional<Emotion> emotion(LabelledClip clip) {
        try {
            return emotion(clip.label());
        } catch (EvaluationException e) {
            throw new EvaluationException(clip.file() + ": " + e.getMessage());
        }
    }

    private static Emotion emotionNamed(String word) {
        try {
            return new Emotion(word);
        } catch (IllegalArgumentException e) {
            throw new EvaluationException("\"" + word + "\" cannot be a class: " + e.getMessage());
        }
    }

    boolean knows(String label) {
        return words.containsKey(Spelling.key(label));
    }

    /** The emotion's label, or the given label if it is dropped or not known. */
    String word(String label) {
        String word = words.getOrDefault(Spelling.key(label), DROPPED);
        return word.equals(DROPPED) ? label : word;
    }

    /**
     * The result of {@link #describe} as a sentence for reports.
     *
     * @param clips the clips
     * @return one sentence, or none if every label is its emotion's
     * @throws EvaluationException as for {@link #emotion}
     */
    public List<String> note(List<LabelledClip> clips) {
        List<String> mapped = describe(clips);
        return mapped.isEmpty() ? List.of() : List.of("Labels read as: " + String.join(", ", mapped) + ".");
    }

    /**
     * Describes how the map changes the labels of some clips.
     *
     * @param clips the clips
     * @return for each label that is not its emotion's, the mapping and the number of clips, such as {@code joy -> happy (3)}
     * @throws EvaluationException as for {@link #emotion}
     */
    public List<String> describe(List<LabelledClip> clips) {
        Map<String, Long> counts =
                clips.stream().collect(Collectors.groupingBy(LabelledClip::label, TreeMap::new, Collectors.counting()));
        Map<String, String> sentences = new LinkedHashMap<>();
        counts.forEach((label, count) -> {
            String target = emotion(label).map(Emotion::label).orElse("dropped");
            if (!target.equals(Spelling.composed(label))) {
                sentences.put(label, label + " -> " + target + " (" + count + ")");
            }
        });
        return List.copyOf(sentences.values());
    }
}
