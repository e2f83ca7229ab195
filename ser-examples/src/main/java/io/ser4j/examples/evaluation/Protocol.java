package io.ser4j.examples.evaluation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How clips are split into folds, and what the split promises. Shuffling means sorting by SHA-256("seed:name"), so that any
 * programming language can make the same folds.
 */
public final class Protocol {
    private final String name;
    private final Set<Promise> promises;
    private final Split split;

    /** Selects the clips that the protocol is about, whether or not they can be scored. */
    private final UnaryOperator<List<LabelledClip>> scope;

    /** Splits the wanted clips; lists may name the others, too, as training clips. */
    private interface Split {
        List<Fold> of(List<LabelledClip> all, Predicate<LabelledClip> wanted);
    }

    /** A split that ignores the other clips. */
    private static Split among(Function<List<LabelledClip>, List<Fold>> split) {
        return (all, wanted) -> split.apply(all.stream().filter(wanted).toList());
    }

    private Protocol(String name, Set<Promise> promises, Split split) {
        this(name, promises, split, all -> all);
    }

    private Protocol(String name, Set<Promise> promises, Split split, UnaryOperator<List<LabelledClip>> scope) {
        this.name = name;
        this.scope = scope;
        this.promises = Collections.unmodifiableSet(
                promises.isEmpty() ? EnumSet.noneOf(Promise.class) : EnumSet.copyOf(promises));
        this.split = split;
    }

    /**
     * One fold, with all clips on its test side and none on its train side.
     *
     * @return the protocol
     */
    public static Protocol everything() {
        return new Protocol("all clips", Set.of(), among(clips -> List.of(new Fold("all", List.of(), clips))));
    }

    /**
     * One fold, with the clips of one list on its test side and those of another on its train side; speakers must be disjoint
     * unless {@link #admitting} says otherwise.
     *
     * @param train the names of files, or the last parts of their paths, of the train side; may be empty
     * @param test the same for the test side
     * @return the protocol; {@link #folds} fails if a name fits no clip, or more than one
     */
    public static Protocol givenLists(List<String> train, List<String> test) {
        List<String> trainNames = List.copyOf(train);
        List<String> testNames = List.copyOf(test);
        return new Protocol(
                "given list",
                Set.of(Promise.SPEAKERS),
                (all, wanted) -> {
                    ClipIndex index = new ClipIndex(all);
                    List<LabelledClip> judged =
                            index.find(testNames).stream().filter(wanted).toList();
                    return List.of(new Fold("list", index.find(trainNames), judged));
                },
                all -> new ClipIndex(all)
                        .find(Stream.concat(trainNames.stream(), testNames.stream())
                                .toList()));
    }

    /**
     * Splits the speakers into folds with about the same number of clips.
     *
     * @param folds the number of folds, at least 2
     * @param seed the seed of the order of the speakers
     * @return the protocol; {@link #folds} fails if there are fewer speakers, or one is not named
     * @throws IllegalArgumentException if there are fewer than 2 folds
     */
    public static Protocol speakerFolds(int folds, long seed) {
        requireFolds(folds);
        return new Protocol(
                folds + " folds, speakers disjoint (seed " + seed + ")",
                Set.of(Promise.SPEAKERS),
                among(clips -> leaveOut(named(clips), speakersToFolds(clips, folds, seed))));
    }

    /**
     * One fold per speaker, with that speaker on its test side and all others on its train side.
     *
     * @return the protocol
     */
    public static Protocol leaveOneSpeakerOut() {
        return new Protocol(
                "leave one speaker out",
                Set.of(Promise.SPEAKERS),
                among(clips -> leaveOut(named(clips), LabelledClip::speaker)));
    }

    /**
     * One fold per corpus, with that corpus on its test side and all others on its train side.
     *
     * @return the protocol
     */
    public static Protocol leaveOneCorpusOut() {
        return new Protocol(
                "leave one corpus out",
                Set.of(Promise.SPEAKERS),
                among(clips -> leaveOut(clips, LabelledClip::corpus)));
    }

    /**
     * Splits the clips at random, whoever speaks in them, which flatters every model.
     *
     * @param folds the number of folds, at least 2
     * @param seed the seed of the order of the clips
     * @return the protocol, whose name says that speakers leak; {@link #folds} fails if there are fewer clips
     * @throws IllegalArgumentException if there are fewer than 2 folds
     */
    public static Protocol random(int folds, long seed) {
        requireFolds(folds);
        return new Protocol(folds + " folds at random: speakers leak (seed " + seed + ")", Set.of(), among(clips -> {
            requireEnough("clips", clips.size(), folds);
            Map<LabelledClip, Integer> places = new HashMap<>();
            shuffled(clips, LabelledClip::key, seed).forEach(clip -> places.put(clip, places.size() % folds));
            return leaveOut(clips, clip -> foldName(places.get(clip)));
        }));
    }

    private static List<LabelledClip> named(List<LabelledClip> clips) {
        LeakCheck.requireKnown(Promise.SPEAKERS, clips);
        return clips;
    }

    /** A report of empty folds would be misleading. */
    private static void requireEnough(String what, int there, int folds) {
        if (there < folds) {
            throw new EvaluationException(
                    "there must be at least as many " + what + " as folds, " + folds + ", but there are " + there);
        }
    }

    private static void requireFolds(int folds) {
        if (folds < 2) {
            throw new IllegalArgumentException("folds must be at least 2, but was " + folds);
        }
    }

    /**
     * This protocol with one more promise, which {@link #folds} checks.
     *
     * @param promise what must not be on both sides
     * @return the protocol
     */
    public Protocol promising(Promise promise) {
        Set<Promise> more = EnumSet.of(promise);
        more.addAll(promises);
        return new Protocol(name, more, split, scope);
    }

    /**
     * This protocol without one of its promises, which its name then says.
     *
     * @param promise what may be on both sides
     * @return the protocol, with a name such as {@code given list: speakers leak}; this one if it does not promise that
     */
    public Protocol admitting(Promise promise) {
        if (!promises.contains(promise)) {
            return this;
        }
        Set<Promise> fewer = EnumSet.copyOf(promises);
        fewer.remove(promise);
        return new Protocol(name + ": " + promise.noun() + "s leak", fewer, split, scope);
    }

    /**
     * The name of this protocol in reports.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * What this protocol promises, besides that no recording is on both sides.
     *
     * @return an unmodifiable set
     */
    public Set<Promise> promises() {
        return promises;
    }

    /**
     * Splits clips, and checks by name that no file is on both sides of a fold and that the promises are kept.
     *
     * @param clips the clips to split
     * @return the folds in the order of their names
     * @throws EvaluationException if the clips do not fit the protocol, a file is on both sides, a promise is broken, there is
     *     nothing to test, or a name in a list does not fit exactly one clip
     */
    public List<Fold> folds(List<LabelledClip> clips) {
        return folds(clips, clip -> true);
    }

    /**
     * Splits some of the given clips. Lists may name the others, too, as training clips: they count in the check for leaks.
     *
     * @param clips all clips
     * @param wanted which of them to split
     * @return the folds in the order of their names; all clips on test sides are wanted
     * @throws EvaluationException if the clips do not fit the protocol, a file is on both sides, a promise is broken, there is
     *     nothing to test, or a name in a list does not fit exactly one clip
     */
    public List<Fold> folds(List<LabelledClip> clips, Predicate<LabelledClip> wanted) {
        List<Fold> folds = split.of(clips, wanted);
        if (folds.stream().allMatch(fold -> fold.test().isEmpty())) {
            throw new EvaluationException("there must be at least one clip to evaluate, but there is none");
        }
        folds.forEach(fold -> LeakCheck.requireKept(promises, fold));
        return folds;
    }

    /** The clips that given lists name, or else all clips, even those that cannot be scored. */
    List<LabelledClip> scope(List<LabelledClip> clips) {
        return scope.apply(clips);
    }

    private static List<Fold> leaveOut(List<LabelledClip> clips, Function<LabelledClip, String> fold) {
        Map<String, List<LabelledClip>> tests =
                clips.stream().collect(Collectors.groupingBy(fold, TreeMap::new, Collectors.toList()));
        if (tests.size() < 2) {
            throw new EvaluationException("a protocol with folds needs at least 2, but all clips fall into "
                    + (tests.isEmpty()
                            ? "none"
                            : "one: " + tests.keySet().iterator().next()));
        }
        List<Fold> folds = new ArrayList<>();
        tests.forEach((name, test) -> folds.add(new Fold(
                name,
                clips.stream().filter(clip -> !fold.apply(clip).equals(name)).toList(),
                test)));
        return folds;
    }

    /** Each speaker in turn joins the fold with the fewest clips so far. */
    private static Function<LabelledClip, String> speakersToFolds(List<LabelledClip> clips, int folds, long seed) {
        Map<String, Long> sizes =
                clips.stream().collect(Collectors.groupingBy(LabelledClip::speaker, Collectors.counting()));
        requireEnough("speakers", sizes.size(), folds);
        long[] filled = new long[folds];
        Map<String, String> places = new HashMap<>();
        for (String speaker : shuffled(sizes.keySet(), name -> name, seed)) {
            int least = 0;
            for (int i = 1; i < folds; i++) {
                least = filled[i] < filled[least] ? i : least;
            }
            filled[least] += sizes.get(speaker);
            places.put(speaker, foldName(least));
        }
        return clip -> places.get(clip.speaker());
    }

    private static String foldName(int index) {
        return String.format(Locale.ROOT, "fold %02d", index + 1);
    }

    private static <T> List<T> shuffled(Iterable<T> things, Function<T, String> name, long seed) {
        Map<T, String> order = new HashMap<>();
        List<T> all = new ArrayList<>();
        for (T thing : things) {
            all.add(thing);
            String key = seed + ":" + name.apply(thing);
            order.put(thing, Sha256.hex(key.getBytes(StandardCharsets.UTF_8)));
        }
        all.sort(Comparator.comparing(order::get));
        return all;
    }
}
