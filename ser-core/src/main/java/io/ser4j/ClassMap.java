package io.ser4j;

import io.ser4j.internal.Softmax;
import io.ser4j.spi.ModelSpec;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** A choice of classes applied to a model: turns its logits into the probabilities of the classifier's classes. */
final class ClassMap {
    private static final int DROPPED = -1;

    private final ModelSpec spec;
    private final List<Emotion> labels;
    /** [the model's classes] the index among the labels, or dropped. */
    private final int[] places;

    /**
     * Applies the choice.
     *
     * @throws IllegalArgumentException if it does not fit the model's classes, or leaves fewer than two
     */
    ClassMap(ModelSpec spec, ClassChoice choice) {
        this.spec = spec;
        requireKnown("each label", spec.labels(), choice.kept());
        List<Emotion> kept = spec.labels().stream()
                .filter(label -> choice.kept().isEmpty() || choice.kept().contains(label))
                .toList();
        requireKnown("each class to merge", kept, choice.targets().keySet());
        requireNoneComesBack(spec.labels(), kept, choice.targets().values());
        LinkedHashSet<Emotion> left = new LinkedHashSet<>();
        kept.forEach(label -> left.add(choice.targets().getOrDefault(label, label)));
        this.labels = List.copyOf(left);
        if (labels.size() < 2) {
            throw new IllegalArgumentException("at least two classes must be left, but merging leaves " + labels);
        }
        this.places = new int[spec.labels().size()];
        Arrays.setAll(places, i -> {
            Emotion label = spec.labels().get(i);
            return kept.contains(label) ? labels.indexOf(choice.targets().getOrDefault(label, label)) : DROPPED;
        });
    }

    /** The classes in the model's order, a merged one at the place of the first of its parts; at least two, all different. */
    List<Emotion> labels() {
        return labels;
    }

    /** The class as which results report one of the model's classes; empty if it is dropped. */
    Optional<Emotion> toldAs(Emotion ofModel) {
        requireKnown("the class", spec.labels(), List.of(ofModel));
        int place = places[spec.labels().indexOf(ofModel)];
        return place == DROPPED ? Optional.empty() : Optional.of(labels.get(place));
    }

    /**
     * Turns a model's output, checked by {@link #requireLogits}, into probabilities: the softmax of {@code logits / temperature}
     * over the classes that are kept, then the sum over each merged class.
     *
     * @param logits [the model's classes] unnormalised log-probabilities
     * @return [labels] in [0, 1], adding up to 1 within rounding
     */
    double[] probabilities(float[] logits) {
        return Softmax.of(logits, spec.temperature(), places, labels.size());
    }

    /**
     * Checks a model's raw output.
     *
     * @param logits [the model's classes]
     * @return the logits
     * @throws ModelException if they are not as many as the model's labels, or one is not finite
     */
    float[] requireLogits(float[] logits) {
        List<Emotion> all = spec.labels();
        if (logits == null || logits.length != all.size()) {
            throw new ModelException("the model " + spec.id() + " must give one logit for each of its " + all.size()
                    + " labels " + all + ", but gave " + (logits == null ? "null" : logits.length));
        }
        for (int i = 0; i < logits.length; i++) {
            if (!Float.isFinite(logits[i])) {
                throw new ModelException("the logits of the model " + spec.id() + " must be finite, but that of "
                        + all.get(i) + " was " + logits[i]);
            }
        }
        return logits;
    }

    private static void requireKnown(String what, List<Emotion> known, Collection<Emotion> asked) {
        for (Emotion label : asked) {
            if (!known.contains(label)) {
                throw new IllegalArgumentException(what + " must be one of " + known + ", but was " + label);
            }
        }
    }

    /** Fails if a target has the name of a dropped class, which has no probability any more. */
    private static void requireNoneComesBack(List<Emotion> all, List<Emotion> kept, Collection<Emotion> targets) {
        for (Emotion target : targets) {
            if (all.contains(target) && !kept.contains(target)) {
                throw new IllegalArgumentException("a class to merge into must be new or one of " + kept + ", but was "
                        + target + ", which the labels leave out");
            }
        }
    }
}
