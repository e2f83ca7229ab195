package io.ser4j.examples.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Fails where something stands on both sides of a fold that must not, and names it. */
public final class LeakCheck {
    private static final int MOST_NAMED = 10;

    private LeakCheck() {}

    /**
     * Checks what names and labels tell: that no file is on both sides, and that the promises are kept.
     *
     * @param promises what must not stand on both sides
     * @param fold the two sides
     * @throws EvaluationException if something does; the message names up to ten of it
     */
    public static void requireKept(Set<Promise> promises, Fold fold) {
        requireNone(fold, "file", shared(fold, clip -> clip.file().toString()));
        for (Promise promise : promises) {
            if (!fold.train().isEmpty()) {
                requireKnown(promise, fold.train());
                requireKnown(promise, fold.test());
            }
            requireNone(fold, promise.noun(), shared(fold, promise::of));
        }
    }

    /**
     * Checks that no recording is on both sides, whatever its file is called.
     *
     * @param fold the two sides
     * @param hashes the {@link AudioHash} of each clip that could be read
     * @throws EvaluationException if one is; the message names up to ten pairs of files
     */
    public static void requireNoSharedAudio(Fold fold, Map<LabelledClip, String> hashes) {
        Map<String, LabelledClip> train = new LinkedHashMap<>();
        for (LabelledClip clip : fold.train()) {
            if (hashes.containsKey(clip)) {
                train.putIfAbsent(hashes.get(clip), clip);
            }
        }
        List<String> pairs = new ArrayList<>();
        for (LabelledClip clip : fold.test()) {
            LabelledClip twin = hashes.containsKey(clip) ? train.get(hashes.get(clip)) : null;
            if (twin != null) {
                pairs.add(clip.file() + " = " + twin.file());
            }
        }
        requireNone(fold, "recording", pairs);
    }

    private static List<String> shared(Fold fold, Function<LabelledClip, String> property) {
        Set<String> both = fold.test().stream().map(property).collect(Collectors.toCollection(TreeSet::new));
        both.retainAll(fold.train().stream().map(property).collect(Collectors.toSet()));
        return List.copyOf(both);
    }

    /** What nobody knows cannot be kept apart. */
    static void requireKnown(Promise promise, List<LabelledClip> clips) {
        clips.stream().filter(clip -> !promise.isKnown(clip)).findFirst().ifPresent(clip -> {
            throw new EvaluationException(promise.noun()
                    + "s must be known where none may stand on both sides, but that of " + clip.file() + " is not");
        });
    }

    private static void requireNone(Fold fold, String noun, List<String> leaks) {
        if (!leaks.isEmpty()) {
            int named = Math.min(MOST_NAMED, leaks.size());
            throw new EvaluationException("leak in \"" + fold.name() + "\": no " + noun
                    + " may stand on both sides, but " + leaks.size() + (leaks.size() == 1 ? " does: " : " do: ")
                    + String.join("; ", leaks.subList(0, named)) + (named < leaks.size() ? "; ..." : ""));
        }
    }
}
