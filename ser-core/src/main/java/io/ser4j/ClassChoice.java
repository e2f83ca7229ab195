package io.ser4j;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The user's choice of classes, whatever the model: first a restriction, then merges. What does not depend on the model is
 * checked here, the rest by {@link ClassMap}.
 *
 * @param kept the classes to keep, at least two, all different; empty for all
 * @param targets for each merged class the class that it is merged into; no target is itself merged into another
 */
record ClassChoice(List<Emotion> kept, Map<Emotion, Emotion> targets) {
    /** A model's classes as they are. */
    static final ClassChoice ALL = new ClassChoice(List.of(), Map.of());

    ClassChoice {
        kept = List.copyOf(kept);
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        for (Emotion target : targets.values()) {
            Emotion further = targets.getOrDefault(target, target);
            if (!further.equals(target)) {
                throw new IllegalArgumentException("a class to merge into must not be merged itself, but " + target
                        + " was merged into " + further);
            }
        }
    }

    /** This choice with another restriction. */
    ClassChoice labels(Emotion... labels) {
        List<Emotion> all = List.of(labels);
        if (all.size() < 2 || new HashSet<>(all).size() != all.size()) {
            throw new IllegalArgumentException("labels must be at least two different ones, but were " + all);
        }
        return new ClassChoice(all, targets);
    }

    /** This choice with one more merge. */
    ClassChoice merge(Emotion target, Emotion... sources) {
        Objects.requireNonNull(target, "target");
        if (sources.length == 0) {
            throw new IllegalArgumentException("at least one class must be merged into " + target + ", but none was");
        }
        Map<Emotion, Emotion> more = new LinkedHashMap<>(targets);
        for (Emotion source : List.of(sources)) {
            Emotion earlier = more.putIfAbsent(source, target);
            if (earlier != null) {
                throw new IllegalArgumentException("each class must be merged once only, but " + source
                        + " was merged into " + earlier + " and into " + target);
            }
        }
        return new ClassChoice(kept, more);
    }
}
