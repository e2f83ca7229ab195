package io.ser4j.examples.evaluation;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The result of testing a model on labelled clips.
 *
 * @param model id and version of the model that was tested, such as {@code general 12}; for heads that were trained in folds,
 *     those of the one that was trained in the same way on all clips
 * @param protocol the name of the protocol
 * @param notes what a reader must know: labels mapped, clips left out, what is known of the training
 * @param sections the figures, separate by what the model knew of the clips before, the hardest first
 * @param groups the figures by fold, corpus, speaker and so on
 * @param references published results on the same corpora, with those of this evaluation beside them
 * @param failures the clips that could not be scored, which are in no figure
 * @param answers all answers
 */
public record Evaluation(
        String model,
        String protocol,
        List<String> notes,
        List<Section> sections,
        List<Group> groups,
        List<Reference> references,
        List<Failure> failures,
        List<Answer> answers) {
    /**
     * One answer, with the fold and the familiarity of its clip.
     *
     * @param judgement the answer, with its clip
     * @param familiarity what the model knew of the clip before
     * @param fold the name of the fold in which it was tested
     * @param copyOf an earlier clip that is the same recording, if there is one
     */
    public record Answer(Judgement judgement, Familiarity familiarity, String fold, Optional<LabelledClip> copyOf) {}

    /**
     * The figures of the clips of one degree of familiarity.
     *
     * @param familiarity what the model knew of them
     * @param figures the figures
     */
    public record Section(Familiarity familiarity, Figures figures) {}

    /**
     * The figures of a part of the clips.
     *
     * @param property what they have in common, such as {@code speaker}
     * @param name its value
     * @param familiarity what the model knew of them
     * @param clips their number
     * @param uar unweighted average recall over their classes
     * @param accuracy the share of right answers
     */
    public record Group(
            String property, String name, Familiarity familiarity, long clips, double uar, double accuracy) {}

    /**
     * A clip that could not be scored.
     *
     * @param clip the clip
     * @param cause what was thrown
     */
    public record Failure(LabelledClip clip, Throwable cause) {
        /**
         * Why the clip could not be scored.
         *
         * @return one line that does not name its file
         */
        public String reason() {
            return Reasons.of(clip.file().toString(), cause);
        }
    }

    /**
     * Copies the lists.
     *
     * @param model as above
     * @param protocol as above
     * @param notes as above
     * @param sections as above
     * @param groups as above
     * @param references as above
     * @param failures as above
     * @param answers as above
     */
    public Evaluation {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(protocol, "protocol");
        notes = List.copyOf(notes);
        sections = List.copyOf(sections);
        groups = List.copyOf(groups);
        references = List.copyOf(references);
        failures = List.copyOf(failures);
        answers = List.copyOf(answers);
    }

    /**
     * The answers alone, without familiarity and fold.
     *
     * @return in the order of {@link #answers()}
     */
    public List<Judgement> judgements() {
        return answers.stream().map(Answer::judgement).toList();
    }

    /** Returns model, protocol and the number of answers; everything else is too long for a log. */
    @Override
    public String toString() {
        return "Evaluation of " + model + ", " + protocol + ", " + answers.size() + " answers";
    }
}
