package io.ser4j.examples.evaluation;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Fails if something is on both sides of a fold that must not be, and names it. */
public final class LeakCheck {
    private static final int MAX_NAMED = 10;
    private static final int MAX_PAIRS = 100;

    private LeakCheck() {}

    /**
     * Checks files, speakers and texts by name: no file may be on both sides, and the promises must be kept.
     *
     * @param promises what must not be on both sides
     * @param fold the two sides
     * @throws EvaluationException if something is on both sides, of which the message names up to ten; or if the speaker or text
     *     of a clip is not known but must be kept apart
     */
    public static void requireKept(Set<Promise> promises, Fold fold) {
        requireNone(fold.name(), "file", "", shared(fold, clip -> clip.file().toString()), MAX_NAMED);
        for (Promise promise : promises) {
            if (!fold.train().isEmpty()) {
                requireKnown(promise, fold.train());
                requireKnown(promise, fold.test());
            }
            List<String> shared = shared(fold, promise::of);
            boolean apart = promise == Promise.SPEAKERS && !shared.isEmpty() && areOfOtherCorpora(fold, shared);
            requireNone(
                    fold.name(),
                    promise.noun(),
                    apart
                            ? " (never within one corpus; if a name stands for different people, put the corpus before it)"
                            : "",
                    shared,
                    MAX_NAMED);
        }
    }

    /**
     * Checks that no recording is on both sides of a fold, whatever its file is called and however it is encoded.
     *
     * @param folds the folds
     * @param audio the identity of each clip that could be read
     * @throws EvaluationException if one is; the message names up to a hundred pairs of files, of all folds: {@code a = b} for the
     *     same samples, {@code a ~ b} for copies
     */
    public static void requireNoSharedAudio(List<Fold> folds, Map<LabelledClip, AudioIdentity> audio) {
        Set<String> leaking = new LinkedHashSet<>();
        Map<Set<LabelledClip>, String> pairs = new LinkedHashMap<>();
        for (Fold fold : folds) {
            AudioIndex<LabelledClip> train = new AudioIndex<>();
            withAudio(fold.train(), audio).forEach(clip -> train.add(audio.get(clip), clip));
            withAudio(fold.test(), audio)
                    .forEach(clip -> train.twin(audio.get(clip)).ifPresent(twin -> {
                        leaking.add(fold.name());
                        pairs.putIfAbsent(
                                new HashSet<>(List.of(clip, twin.owner())),
                                clip.file() + twin.sign() + twin.owner().file());
                    }));
        }
        requireNone(
                String.join("\", \"", leaking),
                "recording",
                " (= has the same samples, ~ sounds like another encoding; exclude one of each pair with --leave-out)",
                List.copyOf(pairs.values()),
                MAX_PAIRS);
    }

    private static List<LabelledClip> withAudio(List<LabelledClip> clips, Map<LabelledClip, AudioIdentity> audio) {
        return clips.stream().filter(audio::containsKey).toList();
    }

    private static List<String> shared(Fold fold, Function<LabelledClip, String> property) {
        Set<String> both = fold.test().stream().map(property).collect(Collectors.toCollection(TreeSet::new));
        both.retainAll(fold.train().stream().map(property).collect(Collectors.toSet()));
        return List.copyOf(both);
    }

    /** Whether no speaker is on both sides in the same corpus, so that only the names may be the same. */
    private static boolean areOfOtherCorpora(Fold fold, List<String> speakers) {
        Set<List<String>> train = fold.train().stream()
                .map(clip -> List.of(clip.corpus(), clip.speaker()))
                .collect(Collectors.toSet());
        return fold.test().stream()
                .filter(clip -> speakers.contains(clip.speaker()))
                .noneMatch(clip -> train.contains(List.of(clip.corpus(), clip.speaker())));
    }

    /** Refuses clips whose speaker or text is not known, and so cannot be kept apart. */
    static void requireKnown(Promise promise, List<LabelledClip> clips) {
        clips.stream().filter(clip -> !promise.isKnown(clip)).findFirst().ifPresent(clip -> {
            throw new EvaluationException(clip.file() + " has no " + promise.noun() + ", so that " + promise.noun()
                    + "s cannot be kept apart; name them, or choose another protocol");
        });
    }

    private static void requireNone(String where, String noun, String remark, List<String> leaks, int most) {
        if (!leaks.isEmpty()) {
            int named = Math.min(most, leaks.size());
            throw new EvaluationException("leak in \"" + where + "\": no " + noun
                    + " may be on both sides of the split, but " + leaks.size() + (leaks.size() == 1 ? " is" : " are")
                    + remark
                    + ": "
                    + String.join("; ", leaks.subList(0, named)) + (named < leaks.size() ? "; ..." : ""));
        }
    }
}
